import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { openShared, sharedFile } from '../../../libs/sources/src/testing/shared-data.js';

/** The text of a file of the real data, unpacked. */
export async function sharedText(path: string): Promise<string> {
  const bytes = await buffer(openShared(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
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

export { sharedFile };
