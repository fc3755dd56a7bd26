/** The raw limits of reading: every row, and every row parsed, straight from SQLite; and the ledger's own pages. */
import Database from 'better-sqlite3';
import { rooms } from '../build.mjs';
import { agreement } from '../rows.mjs';

export async function run({ file }) {
  const { openSqliteLedger } = await rooms.ledger();
  const { readRecordedFact } = await rooms.facts();

  // The bare file holds the same texts; a cursor over it is the least that reading every row can cost.
  const bare = new Database(`${file}.bare`, { readonly: true });
  const page = bare.prepare('SELECT text FROM rows WHERE position >= ? ORDER BY position LIMIT 1000').pluck();
  const pages = (visit) => {
    let rows = 0;
    for (;;) {
      const texts = page.all(rows);
      for (const text of texts) visit(text);
      rows += texts.length;
      if (texts.length < 1000) return rows;
    }
  };
  let characters = 0;
  pages((text) => (characters += text.length));
  characters = 0;
  let start = performance.now();
  const rows = pages((text) => (characters += text.length));
  const readSeconds = (performance.now() - start) / 1000;

  let keys = 0;
  start = performance.now();
  pages((text) => (keys += JSON.parse(text).type.length));
  const readAndParseSeconds = (performance.now() - start) / 1000;
  bare.close();

  const ledger = await openSqliteLedger(file, { clock: () => Date.now(), readOnly: true });
  start = performance.now();
  for await (const records of ledger.read(agreement)) {
    for (const record of records) keys += readRecordedFact(record.text).type.length;
  }
  const ledgerReadSeconds = (performance.now() - start) / 1000;
  start = performance.now();
  const report = await ledger.verify(agreement);
  const verifySeconds = (performance.now() - start) / 1000;
  await ledger.close();
  if (report.faults.length > 0 || keys === 0 || characters === 0)
    throw new Error('The ledger does not verify.');
  return { rows, readSeconds, readAndParseSeconds, ledgerReadSeconds, verifySeconds };
}
