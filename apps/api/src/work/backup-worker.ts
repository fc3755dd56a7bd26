import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@tallystick/errors';
import { copyFiles } from '../operations/backup/copy-files.js';
import type { BackedUpFile, BackupManifest } from '../operations/backup/files.js';
import { type CarriedError, carriedError } from './messages.js';

export interface BackupWork {
  readonly files: readonly BackedUpFile[];
  readonly folder: string;
  readonly madeAt: string;
}

export type BackupAnswer = { readonly manifest: BackupManifest } | { readonly error: CarriedError };

/** A thread that makes one backup: copying and verifying keep it busy, and nobody else. */
invariant(parentPort !== null, 'a backup is made in a thread of its own');
const { files, folder, madeAt } = workerData as BackupWork;
const answer: BackupAnswer = await copyFiles(files, folder, madeAt).then(
  (manifest) => ({ manifest }),
  (error: unknown) => ({ error: carriedError(error) }),
);
parentPort.postMessage(answer);
