import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerUnderTest, MakeLedger } from '../compliance/ledger-under-test.js';
import type { Ledger } from '../port.js';
import { openSqliteLedger } from './open-sqlite-ledger.js';

/** A new folder for one test; the caller removes it. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tallystick-ledger-'));
}

/** A ledger in a file of its own that is gone after the test. */
export const makeSqliteLedger: MakeLedger = async ({ clock }): Promise<LedgerUnderTest> => {
  const folder = await temporaryFolder();
  const path = join(folder, 'ledger.tally');
  const open: Ledger[] = [];
  const openAnother = async () => {
    const ledger = await openSqliteLedger(path, { clock });
    open.push(ledger);
    return ledger;
  };
  return {
    ledger: await openAnother(),
    reopen: openAnother,
    cleanup: async () => {
      for (const ledger of open) {
        await ledger.close();
      }
      await rm(folder, { recursive: true });
    },
  };
};
