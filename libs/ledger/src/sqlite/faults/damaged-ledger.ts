import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { facts, morning } from '../../compliance/ledger-under-test.js';
import type { Ledger } from '../../port.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { schemaObjects } from '../schema.js';
import { temporaryFolder } from '../sqlite-under-test.js';

/** Positions of agreement A in the ledger that the fault tests damage. */
export const factsOfA = 8;

export interface LedgerFile {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** A closed file with two agreements, A with `factsOfA` facts in batches at different instants and B with three. */
export async function makeLedgerFile(): Promise<LedgerFile> {
  const folder = await temporaryFolder();
  const path = join(folder, 'ledger.tally');
  let now = morning;
  const ledger: Ledger = await openSqliteLedger(path, { clock: () => (now += 1500) });
  await ledger.append('A', 'none', facts(0, 3));
  await ledger.append('B', 'none', facts(0, 3));
  await ledger.append('A', 2, facts(3, 6));
  await ledger.append('A', 5, facts(6, factsOfA));
  await ledger.close();
  return { path, remove: () => rm(folder, { recursive: true }) };
}

/** Changes the file as somebody with the file and SQLite could: past the triggers, which are put back afterwards. */
export function tamper(path: string, change: (database: Database.Database) => void): void {
  const database = new Database(path);
  const triggers = [...schemaObjects].filter(([, sql]) => sql.startsWith('CREATE TRIGGER'));
  database.pragma('foreign_keys = OFF');
  triggers.forEach(([name]) => database.exec(`DROP TRIGGER ${name}`));
  change(database);
  triggers.forEach(([, sql]) => database.exec(sql));
  database.close();
}
