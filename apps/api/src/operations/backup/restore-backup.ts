import { existsSync } from 'node:fs';
import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteServices } from '@tallystick/application';
import { type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import type { Configuration } from '../../configuration/settings.js';
import { describeFile } from './copy-files.js';
import { backedUpFiles, type BackupManifest, manifestName, requireLedgerFile } from './files.js';

/**
 * Puts the files of a backup where the configuration has them. Nothing that is there is written over; read models of
 * the ledger that was there before are removed, for they are made anew.
 * @throws TallyError `backup-invalid`, `restore-refused`.
 */
export async function restoreBackup(
  configuration: Pick<
    Configuration,
    'ledger' | 'dataFolder' | 'accessFile' | 'ingestionFile' | 'viewsFolder'
  >,
  folder: string,
): Promise<BackupManifest> {
  requireLedgerFile(configuration.ledger, 'restore-refused');
  const manifest = await readManifest(folder);
  await checkFiles(folder, manifest);
  const files = backedUpFiles(configuration);
  const occupied = files
    .flatMap(({ path }) => [path, `${path}-wal`, `${path}-journal`])
    .filter((path) => existsSync(path));
  if (occupied.length > 0) {
    throw new TallyError(
      'restore-refused',
      'There are files already where the backup is to be restored to.',
      occupied.map((place) => ({ place, problem: 'It exists.', mend: 'Move it away.' })),
    );
  }
  const wanted = files.filter(({ name }) => manifest.files.some((file) => file.name === name));
  for (const { name, path } of wanted) await copyFile(join(folder, name), `${path}.restoring`);
  await checkHeads(`${configuration.ledger}.restoring`, manifest);
  await rm(configuration.viewsFolder ?? `${configuration.ledger}.views`, { recursive: true, force: true });
  await rm(`${configuration.ledger}.segments`, { force: true });
  // The ledger is the last, so that a server that is started too early finds nothing rather than half.
  const inOrder = [...wanted].sort(
    (one, other) => Number(one.name === 'ledger.db') - Number(other.name === 'ledger.db'),
  );
  for (const { path } of inOrder) await rename(`${path}.restoring`, path);
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const place = join(folder, manifestName);
  try {
    const manifest = JSON.parse(await readFile(place, 'utf8')) as BackupManifest;
    if (manifest.format === 1 && manifest.files.some(({ name }) => name === 'ledger.db')) return manifest;
  } catch (error) {
    throw invalid([{ place, problem: `It cannot be read: ${(error as Error).message}.` }]);
  }
  throw invalid([{ place, problem: 'It is not the description of a backup that this program knows.' }]);
}

async function checkFiles(folder: string, { files }: BackupManifest): Promise<void> {
  const faults: ErrorDetail[] = [];
  for (const { name, sha256 } of files) {
    const found = existsSync(join(folder, name)) ? await describeFile(folder, name) : undefined;
    if (found === undefined) faults.push({ place: name, problem: 'It is missing.' });
    else if (found.sha256 !== sha256) {
      faults.push({ place: name, problem: `Its SHA-256 is ${found.sha256} and was ${sha256}.` });
    }
  }
  if (faults.length > 0) throw invalid(faults);
}

/** What was restored is what was backed up: the same heads of the same chains. */
async function checkHeads(ledgerFile: string, { agreements }: BackupManifest): Promise<void> {
  try {
    const { ledger } = await openSqliteServices(ledgerFile, { readOnly: true });
    try {
      const heads = await ledger.agreements();
      const found = heads.map(({ agreement, position, chainHash }) => ({ agreement, position, chainHash }));
      if (JSON.stringify(found) !== JSON.stringify(agreements)) {
        throw invalid([
          { place: 'ledger.db', problem: 'It does not hold the agreements that were backed up.' },
        ]);
      }
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (isTallyError(error) && error.code === 'backup-invalid') throw error;
    throw invalid([{ place: 'ledger.db', problem: (error as Error).message }]);
  } finally {
    for (const suffix of ['-wal', '-shm', '.segments']) await rm(`${ledgerFile}${suffix}`, { force: true });
  }
}

function invalid(details: readonly ErrorDetail[]): TallyError {
  return new TallyError('backup-invalid', 'The backup cannot be restored.', details);
}
