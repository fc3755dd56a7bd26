import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TallyError } from '@tallystick/errors';
import type { Configuration } from '../../configuration/settings.js';
import type { BackupAnswer, BackupWork } from '../../work/backup-worker.js';
import { errorOfCarried } from '../../work/messages.js';
import { backedUpFiles, type BackupManifest, requireLedgerFile } from './files.js';

export interface BackupMade {
  /** Of the folder in the folder of backups. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/**
 * Makes a backup in a folder of its own, named by the instant, in a thread of its own; the server goes on meanwhile.
 * @throws TallyError `backup-failed`.
 */
export async function makeBackup(
  configuration: Pick<Configuration, 'ledger' | 'dataFolder' | 'accessFile' | 'ingestionFile' | 'backups'>,
  now: number,
): Promise<BackupMade> {
  const madeAt = new Date(now).toISOString();
  const name = `tally-${madeAt.replaceAll(/[-:.]/g, '')}`;
  const folder = join(configuration.backups, name);
  requireLedgerFile(configuration.ledger, 'backup-failed');
  if (!existsSync(configuration.ledger)) {
    throw new TallyError('backup-failed', `There is no ledger at ${configuration.ledger}.`);
  }
  const work: BackupWork = { files: backedUpFiles(configuration), folder, madeAt };
  const worker = new Worker(new URL('../../work/backup-worker.js', import.meta.url), { workerData: work });
  const answer = await new Promise<BackupAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(new TallyError('backup-failed', 'The thread that made the backup has ended.')),
    );
  });
  if ('error' in answer) throw errorOfCarried(answer.error);
  return { name, folder, manifest: answer.manifest };
}
