import { resolve } from 'node:path';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { Ledger } from '../port.js';

export interface SqliteLedgerOptions {
  /** The instant that now is. The machine's clock where absent. */
  readonly clock?: () => EpochMilliseconds;
  /** Open for reading and verifying only; the file must exist and nothing of it is changed. */
  readonly readOnly?: boolean;
  /** Refuse to make a new file: the ledger must be there. Always so when `readOnly`. */
  readonly mustExist?: boolean;
  /** How long to wait for a write of another process before `ledger-unavailable`; 10,000 where absent. */
  readonly waitMilliseconds?: number;
  /** How large the file may grow: what would go beyond is refused whole with `input-output`. Unlimited where absent. */
  readonly maximumFileBytes?: number;
}

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
