/**
 * The raw limits of reading: every row, and every row parsed, straight from SQLite; and the ledger's own pages. Each is
 * repeated and the least CPU time taken: what other programs do to the machine, and warming up, is not its cost.
 */
import Database from 'better-sqlite3';
import { rooms } from '../build.mjs';
import { leastCpuSeconds } from '../cpu-time.mjs';
import { agreement } from '../rows.mjs';

export async function run({ file, repeats }) {
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
  let keys = 0;
  const rows = pages((text) => (characters += text.length));
  const readSeconds = await leastCpuSeconds(repeats, () => pages((text) => (characters += text.length)));
  const readAndParseSeconds = await leastCpuSeconds(repeats, () =>
    pages((text) => (keys += JSON.parse(text).type.length)),
  );
  bare.close();

  const ledger = await openSqliteLedger(file, { clock: () => Date.now(), readOnly: true });
  const readPages = async (visit, options) => {
    for await (const records of ledger.read(agreement, options)) for (const record of records) visit(record);
  };
  const ledgerReadSeconds = await leastCpuSeconds(repeats, () =>
    readPages(({ text }) => (characters += text.length)),
  );
  const ledgerReadAndParseSeconds = await leastCpuSeconds(repeats, () =>
    readPages(({ text }) => (keys += readRecordedFact(text).type.length)),
  );
  let report;
  const verifySeconds = await leastCpuSeconds(1, async () => {
    report = await ledger.verify(agreement);
  });
  await ledger.close();
  if (report.faults.length > 0 || keys === 0 || characters === 0)
    throw new Error('The ledger does not verify.');
  return {
    rows,
    readSeconds,
    readAndParseSeconds,
    ledgerReadSeconds,
    ledgerReadAndParseSeconds,
    verifySeconds,
  };
}
