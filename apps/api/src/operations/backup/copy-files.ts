import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteServices } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { type BackedUpFile, type BackupManifest, manifestName } from './files.js';

/** All pages in one step: the copy is one snapshot, however much is written meanwhile. */
const allPages = 0x7fffffff;

/**
 * Copies the files into a new folder, verifies the copies, and gives the folder its name only then.
 * @throws TallyError `backup-failed`.
 */
export async function copyFiles(
  files: readonly BackedUpFile[],
  folder: string,
  madeAt: string,
): Promise<BackupManifest> {
  const partial = `${folder}.partial`;
  try {
    // Whoever may read a backup may read everything.
    await mkdir(partial, { recursive: true, mode: 0o700 });
    const present = files.filter(({ path }) => existsSync(path));
    for (const { path, name } of present) await copyDatabase(path, join(partial, name));
    const manifest: BackupManifest = {
      format: 1,
      madeAt,
      files: await Promise.all(present.map(({ name }) => describeFile(partial, name))),
      agreements: await verifiedAgreements(join(partial, 'ledger.db')),
    };
    await writeFile(join(partial, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
    });
    await rename(partial, folder);
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (error instanceof TallyError && error.code === 'backup-failed') throw error;
    throw new TallyError(
      'backup-failed',
      `The backup could not be made: ${(error as Error).message}`,
      [],
      error,
    );
  }
}

/** A consistent copy of a database that others write to, as one file by itself. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    await source.backup(to, { progress: () => allPages });
  } finally {
    source.close();
  }
  await chmod(to, 0o600);
  const copy = new Database(to);
  try {
    copy.pragma('journal_mode = DELETE');
    const answer: unknown = copy.pragma('integrity_check(1)', { simple: true });
    if (answer !== 'ok')
      throw new TallyError('backup-failed', `The copy of ${from} is damaged: ${String(answer)}.`);
  } finally {
    copy.close();
  }
}

/** Every hash of the copied ledger recomputed from its bytes. */
async function verifiedAgreements(ledgerFile: string): Promise<BackupManifest['agreements']> {
  const { ledger } = await openSqliteServices(ledgerFile, { readOnly: true });
  try {
    const { faults } = await ledger.verify();
    if (faults.length > 0) {
      throw new TallyError(
        'backup-failed',
        `The copy of the ledger does not verify: ${faults.length} faults.`,
        faults.slice(0, 20).map(({ problem, agreement }) => ({ place: agreement ?? 'ledger', problem })),
      );
    }
    const heads = await ledger.agreements();
    return heads.map(({ agreement, position, chainHash }) => ({ agreement, position, chainHash }));
  } finally {
    await ledger.close();
    for (const suffix of ['-wal', '-shm', '.segments']) await rm(`${ledgerFile}${suffix}`, { force: true });
  }
}

export async function describeFile(folder: string, name: string): Promise<BackupManifest['files'][number]> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
