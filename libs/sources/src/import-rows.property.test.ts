import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMapping } from './mapping/read-mapping.js';
import { asSet, importAll } from './testing/import-all.js';

const updates = readMapping(
  `
mapping: made-up
system: made-up
format: { kind: csv }
instants: { zone: Europe/Berlin, formats: ['D/M/YYYY HH:mm'] }
rows:
  kind: updates
  ticket: ticket
  time: at
  order: [n]
  ticketType: { constant: incident }
  priority: priority
  group: group
  state:
    column: state
    words: { New: new, Active: in-progress, Waiting: waiting-client, Done: resolved, Closed: closed }
  response: { status: in-progress }
`,
  'made-up.yaml',
);

const checks = readMapping(
  `
mapping: made-up-checks
system: made-up
format: { kind: ndjson }
rows: { kind: checks, monitor: [site, url], time: at, order: [n], status: status, words: { ok: up, bad: down } }
`,
  'made-up-checks.yaml',
);

/** Histories of a few tickets: minutes repeat, order numbers have gaps, some rows cannot be understood. */
const ticketRow = fc.record({
  ticket: fc.constantFrom('T1', 'T2', 'T3'),
  minute: fc.integer({ min: 0, max: 90 }),
  priority: fc.constantFrom('P1', 'P2'),
  group: fc.constantFrom('', 'G1', 'G2'),
  state: fc.constantFrom('New', 'Active', 'Waiting', 'Done', 'Closed', 'Unheard of'),
});

const histories = fc.array(ticketRow, { maxLength: 40 }).map((rows) =>
  rows
    // Around the hour that the clock in Berlin shows twice: 02:00 to 03:00 on 26 October 2025.
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ ticket, minute, priority, group, state }, index) => {
      const wall = 90 + minute;
      const time = `26/10/2025 ${String(Math.floor(wall / 60)).padStart(2, '0')}:${String(wall % 60).padStart(2, '0')}`;
      return [ticket, time, String(index * 3), priority, group, state].join(',');
    }),
);
const header = 'ticket,at,n,priority,group,state';
const file = (rows: readonly string[]): string => [header, ...rows].join('\n');

const checkRows = fc
  .array(
    fc.record({
      site: fc.constantFrom('shop', 'mail'),
      url: fc.constantFrom('a', 'b'),
      minute: fc.integer({ min: 0, max: 30 }),
      status: fc.constantFrom('ok', 'bad', 'odd'),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ minute, ...row }, n) =>
      JSON.stringify({ ...row, n, at: `2025-03-01T09:${String(minute).padStart(2, '0')}:00Z` }),
    ),
  );

describe.each([
  { name: 'audited updates', mapping: updates, exports: histories, write: file },
  {
    name: 'checks',
    mapping: checks,
    exports: checkRows,
    write: (rows: readonly string[]) => rows.join('\n'),
  },
])('$name', ({ mapping, exports, write }) => {
  const factsOf = async (...files: readonly (readonly string[])[]): Promise<readonly string[]> =>
    asSet((await importAll(mapping, files.map(write))).facts);

  test('every row is accounted for, and no two facts have one id', async () => {
    await fc.assert(
      fc.asyncProperty(exports, async (rows) => {
        const { facts, imported, rejects, last } = await importAll(mapping, [write(rows)]);
        expect(last.rowsRead).toBe(rows.length);
        expect(last.rowsWithFacts + last.rowsWithoutChange + last.rowsRejected).toBe(rows.length);
        expect(new Set(imported.map(({ row }) => row)).size).toBe(last.rowsWithFacts);
        expect(rejects.length).toBe(last.rowsRejected);
        expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
      }),
    );
  });

  test('the order of the rows changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        exports.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
        async ([rows, shuffled]) => {
          expect(await factsOf(shuffled)).toEqual(await factsOf(rows));
        },
      ),
    );
  });

  test('an export split into two files, or into two that overlap, gives what the whole gives', async () => {
    await fc.assert(
      fc.asyncProperty(exports, fc.nat(), fc.nat(), async (rows, a, b) => {
        const [from, until] = [a, b].map((at) => at % (rows.length + 1)).sort((x, y) => x - y) as [
          number,
          number,
        ];
        const whole = await factsOf(rows);
        expect(await factsOf(rows.slice(0, from), rows.slice(from))).toEqual(whole);
        expect(await factsOf(rows.slice(0, until), rows.slice(from))).toEqual(whole);
      }),
    );
  });
});

test('an earlier export gave nothing that a longer one does not give again', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (rows, at) => {
      // Rows are written in the order in which things happen, so an earlier export is a beginning.
      const whole = new Set(asSet((await importAll(updates, [file(rows)])).facts));
      const earlier = asSet((await importAll(updates, [file(rows.slice(0, at % (rows.length + 1)))])).facts);
      expect(earlier.filter((fact) => !whole.has(fact))).toEqual([]);
    }),
  );
});
