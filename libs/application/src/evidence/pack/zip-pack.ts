import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** ZIP keeps no year before this; the hour is none that a time zone could move into another day. */
const sameForAll = new Date(1980, 0, 1, 12);

/** A zip file of these files in their order, with one time for all, so that the same files give the same zip. */
export async function zipPack(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
      mtime: sameForAll,
      mode: 0o100644,
      compress: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}
