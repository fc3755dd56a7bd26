import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  formatTlogProof,
  inclusionProof,
  nodesOfTiles,
  openCheckpoint,
  parseVerifierKey,
  readTiledLog,
  sameHash,
  tilePath,
  verifyConsistency,
  verifyTlogProof,
} from './index.js';

const folder = fileURLToPath(new URL('../../../../shared/vectors/tlog-tiles-log/', import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.warn(`SKIPPED: the published log of tiles is not at ${folder}.`);

const key = parseVerifierKey(
  'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
);

describe.skipIf(!isThere)('the published log of tiles', () => {
  const readFile = (path: string) => readFileSync(`${folder}${path}`);
  const noteAt = (size: number) => readFile(`checkpoint.${size}`).toString('utf8');
  const sizes = Array.from({ length: 16 }, (_, size) => size);
  const readNode = nodesOfTiles((place) => readFile(tilePath(place)), 15);

  it('has the root of its checkpoint at every size, from the entries on', () => {
    for (const size of sizes) {
      const checkpoint = openCheckpoint(noteAt(size), [key]);
      const log = readTiledLog(readFile, size);
      expect(checkpoint.size).toBe(size);
      expect(log.entries).toHaveLength(size);
      expect(sameHash(log.root, checkpoint.root)).toBe(true);
    }
    expect(readFile('checkpoint').toString('utf8')).toBe(noteAt(15));
  });

  it('gives proofs that verify against its checkpoints', () => {
    const { entries } = readTiledLog(readFile, 15);
    for (const size of sizes.slice(1)) {
      for (let index = 0; index < size; index += 1) {
        const note = noteAt(size);
        const proof = formatTlogProof({ index, hashes: inclusionProof(readNode, index, size), note });
        expect(verifyTlogProof(proof, entries[index]!, [key]).index).toBe(index);
      }
      const newest = openCheckpoint(noteAt(15), [key]);
      const older = openCheckpoint(noteAt(size), [key]);
      verifyConsistency({
        from: size,
        to: 15,
        fromRoot: older.root,
        toRoot: newest.root,
        proof: consistencyProof(readNode, size, 15),
      });
    }
  });

  it('is refused with an entry, a tile or a checkpoint changed', () => {
    const changing = (changed: string) => (path: string) => {
      const bytes = Buffer.from(readFile(path));
      if (path === changed) bytes[bytes.length - 1]! ^= 1;
      return bytes;
    };
    expect(() => readTiledLog(changing('tile/entries/000.p/15'), 15)).toThrow('Entry 14');
    expect(() => readTiledLog(changing('tile/0/000.p/15'), 15)).toThrow('Entry 14');
    expect(() => openCheckpoint(noteAt(15).replace('\n15\n', '\n14\n'), [key])).toThrow('is wrong');
  });
});
