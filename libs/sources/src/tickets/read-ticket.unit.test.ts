import { expect, test } from 'vitest';
import { readMapping } from '../mapping/read-mapping.js';
import { importAll, told } from '../testing/import-all.js';

const mapping = readMapping(
  `
mapping: table
system: desk
format: { kind: csv, delimiter: semicolon }
rows:
  kind: tickets
  ticket: id
  revision: changed
  ticketType: { column: kind, words: { I: incident, R: request } }
  priority: priority
  group: team
  opened: opened
  assigned: assigned
  responded: { afterOpening: { column: reply, unit: minutes } }
  resolved: resolved
  closed: { column: ended, when: [{ column: state, is: closed }] }
  cancelled: { column: ended, when: [{ column: state, is: [void, duplicate] }] }
  waits: [{ from: waitFrom, until: waitUntil, status: waiting-third-party }]
`,
  'table.yaml',
);
const header = 'id;changed;kind;priority;team;opened;assigned;reply;resolved;ended;state;waitFrom;waitUntil';
const at = (time: string): string => `2025-03-01T${time}:00Z`;

test('each mark becomes a fact under a key of its own, in the order of time', async () => {
  const row = `7;r1;I;P1;G1;${at('09:00')};${at('09:30')};15;${at('12:00')};${at('13:00')};closed;${at('10:00')};${at('11:00')}`;
  const { imported, withdrawnKeys } = await importAll(mapping, [`${header}\n${row}\n`]);
  expect(told(imported.map(({ fact }) => fact))).toEqual([
    '2025-03-01T09:00:00Z TicketOpened priority=P1 ticket=7 ticketType=incident',
    '2025-03-01T09:15:00Z TicketResponded ticket=7',
    '2025-03-01T09:30:00Z TicketAssigned group=G1 ticket=7',
    '2025-03-01T10:00:00Z TicketTransitioned status=waiting-third-party ticket=7',
    '2025-03-01T11:00:00Z TicketTransitioned status=in-progress ticket=7',
    '2025-03-01T12:00:00Z TicketResolved ticket=7',
    '2025-03-01T13:00:00Z TicketClosed ticket=7',
  ]);
  expect(imported.map(({ supersedesKey }) => supersedesKey)).toEqual([
    '7#opened',
    '7#responded',
    '7#assigned',
    '7#wait-1',
    '7#wait-1-ended',
    '7#resolved',
    '7#closed',
  ]);
  expect(
    imported.every(
      ({ fact, supersedesKey }) => fact.source?.key === supersedesKey && fact.source?.revision === 'r1',
    ),
  ).toBe(true);
  expect(withdrawnKeys.map(({ system, key }) => [system, key])).toEqual([['desk', '7#cancelled']]);
});

test('a later export says the same by the same ids, a change by another id, and what is gone by its key', async () => {
  const earlier = `7;r1;I;P1;;${at('09:00')};;;${at('12:00')};;open;;`;
  const again = await importAll(mapping, [`${header}\n${earlier}`]);
  const reopened = await importAll(mapping, [`${header}\n7;r2;I;P1;;${at('09:00')};;;;;open;;`]);
  const resolvedLater = await importAll(mapping, [
    `${header}\n7;r3;I;P2;;${at('09:00')};;;${at('15:00')};;open;;`,
  ]);
  const ids = ({ imported }: typeof again): Record<string, string> =>
    Object.fromEntries(imported.map(({ fact, supersedesKey }) => [supersedesKey!, fact.id]));
  expect(ids(await importAll(mapping, [`${header}\n${earlier}`]))).toEqual(ids(again));
  expect(ids(reopened)).toEqual({ '7#opened': ids(again)['7#opened'] });
  expect(reopened.withdrawnKeys.map(({ key }) => key)).toContain('7#resolved');
  expect(ids(resolvedLater)['7#resolved']).not.toBe(ids(again)['7#resolved']);
  // A table shows only the latest priority: another one is another opening, which supersedes the first.
  expect(ids(resolvedLater)['7#opened']).not.toBe(ids(again)['7#opened']);
});

test('a wait longer than the ticket took rejects the row', async () => {
  const waits = readMapping(
    `
mapping: table
system: desk
format: { kind: csv }
rows:
  kind: tickets
  ticket: id
  ticketType: { constant: incident }
  priority: { constant: P1 }
  opened: opened
  resolved: resolved
  waits: [{ length: { column: waited } }]
`,
    'table.yaml',
  );
  const { facts, rejects } = await importAll(waits, [
    `id,opened,resolved,waited\n1,${at('09:00')},${at('10:00')},3601\n2,${at('09:00')},${at('10:00')},3600\n3,${at('09:00')},,60\n`,
  ]);
  expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'Column `waited` says that the ticket waited 3601 s, which is more than it took.'],
  ]);
  expect(told(facts).filter((line) => line.includes('waiting'))).toEqual([
    '2025-03-01T09:00:00Z TicketTransitioned evidence=3600 s of waiting in all, reported as a length only; placed before the end status=waiting-client ticket=2',
  ]);
});

test('a list of waits in a JSON row gives each its own', async () => {
  const waits = readMapping(
    `
mapping: table
system: desk
format: { kind: json }
rows:
  kind: tickets
  ticket: id
  ticketType: { constant: incident }
  priority: { constant: P1 }
  opened: ^.nothing
  waits: [{ list: holds, from: from, until: to }]
`.replace('^.nothing', 'opened'),
    'table.yaml',
  );
  const holds = [
    { from: at('10:00'), to: at('11:00') },
    { from: at('12:00'), to: null },
  ];
  const { imported, withdrawnKeys } = await importAll(waits, [
    JSON.stringify([{ id: 12345678901234567890n.toString(), opened: at('09:00'), holds }]),
  ]);
  expect(imported.map(({ supersedesKey }) => supersedesKey)).toEqual([
    '12345678901234567890#opened',
    '12345678901234567890#wait-1.1',
    '12345678901234567890#wait-1.1-ended',
    '12345678901234567890#wait-1.2',
  ]);
  expect(withdrawnKeys.map(({ key }) => key)).toEqual(['12345678901234567890#wait-1.2-ended']);
});

test('a key that is a number too large for a float keeps its digits', async () => {
  const rows = readMapping(
    `
mapping: table
system: desk
format: { kind: ndjson, each: rows }
rows:
  kind: tickets
  ticket: id
  ticketType: { constant: incident }
  priority: ^.p
  opened: opened
`,
    'table.yaml',
  );
  const { facts } = await importAll(rows, [
    `{"p": 90071992547409931, "rows": [{"id": 90071992547409931, "opened": "${at('09:00')}"}, {"id": 90071992547409933, "opened": "${at('09:00')}"}]}`,
  ]);
  expect(facts.map((fact) => (fact.type === 'TicketOpened' ? [fact.ticket, fact.priority] : []))).toEqual([
    ['90071992547409931', '90071992547409931'],
    ['90071992547409933', '90071992547409931'],
  ]);
});
