import { Readable } from 'node:stream';
import { readMapping } from '@tallystick/sources';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importExport, type ImportSummary } from '../import/import-export.js';
import { exportFacts } from '../ledger/export-facts.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import { twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import { eraseSubject } from './erase-subject.js';
import { listSubjects } from './list-subjects.js';
import { textOpener } from './open-texts.js';

/** A table of tickets whose columns name persons: who reported, who works on it, and what a title says. */
const mapping = readMapping(
  `
mapping: desk-table
system: desk
assertedBy: { party: provider, actor: importer }
format: { kind: csv }
instants: { formats: [iso] }
rows:
  kind: tickets
  ticket: number
  ticketType: { constant: incident }
  priority: priority
  assignee: agent
  title: subject
  reporter: caller
  opened: opened
  assigned: opened
  closed: closed
`,
  'desk-table.yaml',
);
const header = 'number,priority,agent,subject,caller,opened,closed\n';
const row = (agent = 'tom.smith', subject = 'Jane Doe cannot print') =>
  `${header}T1,P1,${agent},${subject},jane.doe,2025-01-12T09:00:00Z,2025-01-12T10:00:00Z\n`;

let services: TemporaryServices;
beforeEach(async () => {
  services = await twoPartyWorld();
});
afterEach(() => services.remove());

function importing(text: string): Promise<ImportSummary> {
  const inputs = [{ name: 'desk.csv', stream: Readable.from([Buffer.from(text)]) }];
  const observer = {
    rejected: () => Promise.reject(new Error('a row was rejected')),
    progress: () => undefined,
  };
  return importExport(services, { agreement: twoParty, mapping, inputs }, observer);
}

async function texts(): Promise<string[]> {
  const all: string[] = [];
  for await (const page of exportFacts(services, { agreement: twoParty })) all.push(...page);
  return all.slice(3);
}
const shown = async () => (await texts()).map((text) => textOpener(services.subjects).text(text, true));

const erase = (subject: string) =>
  eraseSubject(services, {
    agreement: twoParty,
    subject,
    ground: 'agreed',
    requestedBy: 'party',
    assertedBy: { party: 'client' },
  });

test('columns of persons are sealed: the title under who reported, the assignee under their own key', async () => {
  expect(await importing(row())).toMatchObject({ facts: 3, rejected: 0 });
  expect((await texts()).join()).not.toMatch(/jane|tom\.smith|importer|Jane/);
  expect((await shown())[0]).toContain('Jane Doe cannot print');
  const { subjects } = await listSubjects(services, { agreement: twoParty });
  expect(subjects.map(({ name, texts: count }) => [name, count])).toEqual([
    ['finance', 3],
    ['importer', 3],
    ['jane.doe', 1],
    ['tom.smith', 1],
  ]);
});

test('the same export again brings nothing, another assignee takes the former back, before and after an erasure', async () => {
  await importing(row());
  expect(await importing(row())).toMatchObject({ facts: 0, retractions: 0 });
  await erase('jane.doe');
  expect((await shown()).join()).not.toContain('Jane Doe');
  // The export still names her; what it says of her is what is recorded, as far as anybody can know.
  expect(await importing(row())).toMatchObject({ facts: 0, retractions: 0 });
  expect(await importing(row('ann.lee'))).toMatchObject({ facts: 2, retractions: 1 });
  expect(await importing(row('ann.lee'))).toMatchObject({ facts: 0 });
  expect(await importing(row('tom.smith'))).toMatchObject({ facts: 2, retractions: 1 });
  expect((await texts()).join()).not.toMatch(/jane|Jane/);
});

test('another title is another value, sealed under the same person', async () => {
  await importing(row());
  expect(await importing(row('tom.smith', 'Printer is back'))).toMatchObject({ facts: 2, retractions: 1 });
  expect(
    (await listSubjects(services, { agreement: twoParty, mentioning: 'printer is back' })).subjects,
  ).toMatchObject([{ name: 'jane.doe', texts: 1 }]);
});
