/** Appends a year of facts, so many per transaction; beside it the raw limit: bare inserts of the same texts. */
import Database from 'better-sqlite3';
import { rooms } from '../build.mjs';
import { agreement, factBatches } from '../rows.mjs';

export async function run({ file, facts, perTransaction }) {
  const { openSqliteLedger } = await rooms.ledger();
  const { canonicalFactText } = await rooms.facts();
  const ledger = await openSqliteLedger(file, { clock: () => Date.now() });
  const bare = new Database(`${file}.bare`);
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE rows (position INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const insert = bare.prepare('INSERT INTO rows VALUES (?, ?)');
  const insertAll = bare.transaction((from, texts) =>
    texts.forEach((text, index) => insert.run(from + index, text)),
  );

  let position = -1;
  let milliseconds = 0;
  let rawMilliseconds = 0;
  let bytes = 0;
  for await (const batch of factBatches(facts, perTransaction)) {
    const texts = batch.map((fact) => canonicalFactText(agreement, fact, '2026-01-01T00:00:00Z'));
    let start = performance.now();
    insertAll(position + 1, texts);
    rawMilliseconds += performance.now() - start;

    start = performance.now();
    const result = await ledger.append(agreement, position === -1 ? 'none' : position, batch);
    milliseconds += performance.now() - start;
    position = result.lastPosition;
    bytes += texts.reduce((sum, text) => sum + text.length, 0);
  }
  await ledger.close();
  bare.close();
  return {
    facts,
    seconds: milliseconds / 1000,
    rawSeconds: rawMilliseconds / 1000,
    bytesPerFact: Math.round(bytes / facts),
  };
}
