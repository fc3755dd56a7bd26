import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Local time, as ZIP keeps it: its fields are then the same in every zone. ZIP keeps no year before this one. */
const sameForAll = new Date(1980, 0, 1, 12);

/** A zip file of these files in their order, with one time for all, so that the same files give the same zip. */
export async function zipPack(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
      mtime: sameForAll,
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}
