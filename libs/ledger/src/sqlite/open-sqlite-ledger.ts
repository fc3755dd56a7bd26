import { resolve } from 'node:path';
import type { Ledger } from '../port.js';
import type { SqliteLedgerOptions } from './sqlite-ledger-options.js';

/**
 * Opens the ledger kept in one SQLite file, and makes the file where it does not exist. Several processes may have
 * the same file open.
 *
 * The native driver is loaded only here, so that a command which opens no ledger starts without it.
 *
 * @throws TallyError `ledger-unavailable` (missing, not permitted, held too long), `ledger-file-refused` (another
 * program's file, or a newer version's), `ledger-broken`.
 */
export async function openSqliteLedger(path: string, options: SqliteLedgerOptions = {}): Promise<Ledger> {
  const { SqliteLedger } = await import('./sqlite-ledger.js');
  // A full path, since SQLite takes some names, such as :memory:, for stores that keep nothing.
  return SqliteLedger.open(resolve(path), options);
}
