import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { importRows } from './import-rows.js';
import { readMapping } from './mapping/read-mapping.js';

const mapping = readMapping(
  `
mapping: made-up
system: made-up
format: { kind: csv }
rows:
  kind: updates
  ticket: ticket
  time: at
  order: [n]
  ticketType: { constant: incident }
  priority: priority
  state: { column: state, words: { New: new, Active: in-progress, Done: resolved } }
`,
  'made-up.yaml',
);

const rowsInAll = 1_000_000;
const rowsPerTicket = 5;
const states = ['New', 'New', 'Active', 'Active', 'Done'];

/** A log in the order of time, in which the rows of one ticket stand far apart. */
function* log(): Generator<Buffer> {
  yield Buffer.from('ticket,at,n,priority,state,note\n');
  const tickets = rowsInAll / rowsPerTicket;
  for (let n = 0; n < rowsPerTicket; n += 1) {
    for (let from = 0; from < tickets; from += 1000) {
      let text = '';
      for (let ticket = from; ticket < from + 1000; ticket += 1) {
        const at = new Date(Date.UTC(2025, 0, 1 + n, 0, 0, ticket)).toISOString();
        text += `INC${ticket},${at},${n},P${ticket % 4},${states[n]!},a note that nobody maps but that is read all the same\n`;
      }
      yield Buffer.from(text);
    }
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held in memory and cannot be let go, in megabytes. */
function heldMegabytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

test('a million rows that must be sorted need no more memory than the first hundred thousand', async () => {
  const held: number[] = [];
  let facts = 0;
  let nextReading = 100_000;
  let nextFacts = 100_000;
  let rows = 0;
  for await (const batch of importRows(mapping, [{ name: 'log', stream: Readable.from(log()) }])) {
    facts += batch.facts.length;
    rows = batch.rowsRead;
    if ((batch.phase === 'reading' && rows >= nextReading) || facts >= nextFacts) {
      held.push(heldMegabytes());
      nextReading = rows + 100_000;
      nextFacts = facts + 100_000;
    }
  }
  expect(rows).toBe(rowsInAll);
  expect(facts).toBe((rowsInAll / rowsPerTicket) * 3);
  expect(held.length).toBeGreaterThan(10);
  // The rows themselves are some 100 MB of text, and several times that as objects.
  expect(Math.max(...held) - held[0]!).toBeLessThan(24);
}, 300_000);
