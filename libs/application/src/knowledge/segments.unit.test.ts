import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStatement, statementBytes, type Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';
import { parseInstant } from '@tallystick/quantities';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { openSqliteServices } from '../open-services.js';
import type { Services } from '../services.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { resolveKnownAt } from './known-at.js';
import { readTimeline, readTimelineFromLedger } from './read-timeline.js';
import { SqliteSegmentStore } from './sqlite-segment-store.js';

const agreement = 'acme-northwind';
/** A segment from every so many facts on, so that a small ledger has several. */
const newSegmentFrom = 4;
let services: TemporaryServices;
let file: string;

beforeEach(async () => {
  services = await temporaryServices('2025-07-01T08:00:00Z');
  file = join(services.folder, 'tally.db.segments');
  await signAgreement(services, { document: exampleDocument('terms.yaml') });
});
afterEach(() => services.remove());

async function record(ticket: string, to: Services = services): Promise<void> {
  const fact = { ticket, assertedBy: { party: 'client' } };
  const lines = linesOf(
    {
      ...fact,
      type: 'TicketOpened',
      ticketType: 'incident',
      priority: 'P1',
      effectiveAt: '2025-07-08T10:00:00Z',
    },
    { ...fact, type: 'TicketResponded', effectiveAt: '2025-07-08T16:00:00Z' },
  );
  await recordFacts(to, { agreement, lines, name: 'facts', assertedBy: { party: 'client' } });
}

function statementOf(timeline: Timeline, known: LedgerHead): string {
  const { position, chainHash, recordedAt } = known;
  const knownAt = { position, recordedAt: parseInstant(recordedAt) };
  return statementBytes(
    makeStatement({
      timeline,
      knownAt,
      chainHash,
      zones: services.zones,
      period: '2025-07',
      valuedAt: Date.UTC(2025, 7, 1),
    }),
  );
}

/** Both ways of knowing come to the same bytes; returns the bytes. */
async function same(knownAt?: string, of: Services = services): Promise<string> {
  const known = await resolveKnownAt(of, agreement, knownAt);
  const fromLedger = statementOf(await readTimelineFromLedger(of, known), known);
  expect(statementOf(await readTimeline(of, known, newSegmentFrom), known)).toBe(fromLedger);
  return fromLedger;
}

const spans = async (): Promise<readonly (readonly [number, number])[]> =>
  (await new SqliteSegmentStore(file).load(agreement)).map(({ from, to }) => [from, to] as const);

test('segments grow with the ledger, and statements stay the same', async () => {
  await same();
  expect(existsSync(file)).toBe(false);
  for (let ticket = 0; ticket < 6; ticket += 1) {
    await record(`INC-${ticket}`);
    await same();
  }
  expect(await spans()).toEqual([
    [0, 4],
    [5, 8],
    [9, 12],
  ]);
  await record('INC-6');
  await same();
  await same();
  expect(await spans()).toHaveLength(3);
});

test('what was known in the middle of a segment, before it and after it is the same', async () => {
  for (let ticket = 0; ticket < 6; ticket += 1) await record(`INC-${ticket}`);
  await same();
  expect(await spans()).toEqual([[0, 12]]);
  const states = new Set<string>();
  for (let position = 0; position <= 12; position += 1) states.add(await same(String(position)));
  expect(states.size).toBe(13);
  expect(await spans()).toEqual([[0, 12]]);
});

test('an earlier state of knowledge read first does not stand for later ones', async () => {
  for (let ticket = 0; ticket < 6; ticket += 1) await record(`INC-${ticket}`);
  await same('6');
  expect(await spans()).toEqual([[0, 6]]);
  await same('12');
  expect(await spans()).toEqual([
    [0, 6],
    [7, 12],
  ]);
});

test('damage anywhere costs the segments and nothing else', async () => {
  for (let ticket = 0; ticket < 4; ticket += 1) await record(`INC-${ticket}`);
  await same();
  const whole = readFileSync(file);
  const clean = await spans();
  expect(clean).toEqual([[0, 8]]);
  let unusable = 0;
  for (let at = 0; at < whole.length; at += 211) {
    const damaged = Buffer.from(whole);
    damaged[at]! ^= 0x55;
    writeFileSync(file, damaged);
    if ((await spans()).length === 0) unusable += 1;
    await same();
    await same();
  }
  expect(unusable).toBeGreaterThan(10);
  for (const length of [0, 1, 100, 4096, whole.length - 1]) {
    writeFileSync(file, whole.subarray(0, length));
    await same();
    await same();
    expect(await spans()).toEqual(clean);
  }
});

test('another ledger of the same name is not taken for this one', async () => {
  for (let ticket = 0; ticket < 4; ticket += 1) await record(`INC-${ticket}`);
  await same();
  const other = await temporaryServices('2025-07-02T08:00:00Z');
  await signAgreement(other, { document: exampleDocument('terms.yaml') });
  for (let ticket = 0; ticket < 5; ticket += 1) await record(`OTHER-${ticket}`, other);
  copyFileSync(file, join(other.folder, 'tally.db.segments'));
  await same(undefined, other);
  await same('3', other);
  const [segment] = await new SqliteSegmentStore(join(other.folder, 'tally.db.segments')).load(agreement);
  expect(segment?.chainHash).toBe((await other.ledger.headAt(agreement, segment!.to)).chainHash);
  await other.remove();
});

test('two services of one ledger share its segments', async () => {
  const second = await openSqliteServices(join(services.folder, 'tally.db'));
  for (let ticket = 0; ticket < 6; ticket += 1) {
    await record(`INC-${ticket}`, ticket % 2 === 0 ? services : second);
    await Promise.all([same(), same(undefined, second)]);
  }
  expect(await spans()).toEqual([
    [0, 4],
    [5, 8],
    [9, 12],
  ]);
  await second.ledger.close();
});

test('a store that cannot be written or read is as if there were none', async () => {
  for (let ticket = 0; ticket < 4; ticket += 1) await record(`INC-${ticket}`);
  const nowhere = {
    ...services,
    segments: new SqliteSegmentStore(join(services.folder, 'missing', 'x.segments')),
  };
  await same(undefined, nowhere);
  const folder = { ...services, segments: new SqliteSegmentStore(services.folder) };
  await same(undefined, folder);
  await same();
  chmodSync(file, 0o400);
  await record('INC-9');
  await record('INC-10');
  await same();
  rmSync(file);
  await same();
  expect(await spans()).toEqual([[0, 12]]);
});
