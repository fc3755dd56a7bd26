import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A file of the shared data beside the repository, or nothing where it is not there; then it says so. */
export function sharedFile(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));
  if (existsSync(path)) return path;
  // eslint-disable-next-line no-console -- a test that is skipped without a word looks like one that passed
  console.warn(`SKIPPED: ../shared/data/${name} is missing, so nothing is tested with it.`);
  return undefined;
}

/** The bytes of one file of an archive. */
export function openArchived(path: string, member: string): Readable {
  const unpacker = 'tar';
  return spawn(unpacker, ['-xJOf', path, member], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout;
}

/** The bytes of a file; xz, which the importer does not unpack itself, through the xz program. */
export function openShared(path: string): Readable {
  if (!path.endsWith('.xz')) return createReadStream(path);
  const unpacker = 'xz';
  return spawn(unpacker, ['-dc', path], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout;
}
