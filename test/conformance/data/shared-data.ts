import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../../e2e/support/ensure-built.js';

const folder = join(root, '../shared/data');

/** Whether the real data that a test needs is there; says loudly which is not. */
export function haveSharedData(...files: readonly string[]): boolean {
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    console.warn(`SKIPPED: ../shared/data lacks ${missing.join(', ')}; see the README of that folder.`);
  }
  return missing.length === 0;
}

export function sharedPath(file: string): string {
  return join(folder, file);
}

/** The text of a file of the real data, unpacked. */
export function sharedText(file: string): string {
  const path = sharedPath(file);
  if (file.endsWith('.xz')) {
    return execFileSync('xz', ['-dc', path], { encoding: 'utf8', maxBuffer: 1024 ** 3 });
  }
  const bytes = readFileSync(path);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The rows of a simple CSV text without quoted line ends, by column name. */
export function csvRows(text: string): Record<string, string>[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}
