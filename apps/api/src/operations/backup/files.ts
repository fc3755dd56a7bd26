import { isEventStoreAddress } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import { accessFileOf } from '../../access/access-settings.js';
import { filesOf } from '../../configuration/ledger-of.js';
import type { Configuration } from '../../configuration/settings.js';
import { ingestionFileOf } from '../../ingestion/open-ingestion.js';

/** What a file of a backup is called, and where it lies while the server uses it. */
export interface BackedUpFile {
  readonly name: 'ingestion.db' | 'access.db' | 'ledger.db' | 'subjects.db';
  readonly path: string;
}

/**
 * What is neither log nor cache but cannot be made again, and the log; in the order in which they are copied. Deliveries
 * come before the ledger: one that is copied as not yet recorded is recorded again after a restore, and being the same facts,
 * once. The other way round it would be lost. Keys of persons come after the ledger: a key is made before the fact that it
 * seals is recorded, so that none is missing.
 */
export function backedUpFiles(
  configuration: Pick<Configuration, 'ledger' | 'dataFolder' | 'accessFile' | 'ingestionFile'>,
): readonly BackedUpFile[] {
  return [
    { name: 'ingestion.db', path: ingestionFileOf(configuration) },
    { name: 'access.db', path: accessFileOf(configuration) },
    { name: 'ledger.db', path: configuration.ledger },
    { name: 'subjects.db', path: `${filesOf(configuration)}.subjects` },
  ];
}

/** @throws TallyError where the ledger is on a server, which has backups of its own. */
export function requireLedgerFile(ledger: string, code: 'backup-failed' | 'restore-refused'): void {
  if (!isEventStoreAddress(ledger)) return;
  throw new TallyError(code, `The ledger is on a server, at ${ledger}.`, [
    {
      place: 'TALLY_LEDGER',
      problem: 'Only a ledger in a file is backed up and restored by this program.',
      mend: "Use the server's own backup, and copy the files of TALLY_DATA; docs/guides/cluster.md shows how.",
    },
  ]);
}

/** What a backup says of itself, in `backup.json`. */
export interface BackupManifest {
  readonly format: 1;
  /** When the copy of the ledger was begun. */
  readonly madeAt: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  /** What the ledger holds: the last position of each agreement and the chain there. */
  readonly agreements: readonly {
    readonly agreement: string;
    readonly position: number;
    readonly chainHash: string;
  }[];
}

export const manifestName = 'backup.json';
