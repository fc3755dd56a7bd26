import { describe, expect, it } from 'vitest';
import {
  CompactRange,
  entriesPath,
  formatEntryBundle,
  leafHash,
  parseEntryBundle,
  readTiledLog,
  tileHeight,
  tilePath,
  tilesOfLevel,
  tileWidth,
} from './index.js';

describe('tiles', () => {
  it('stand where the standard says', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 3, index: 5, width: 17 })).toBe('tile/3/005.p/17');
    expect(entriesPath({ index: 0, width: 256 })).toBe('tile/entries/000');
    // The example of the standard: a tree of 70,000.
    expect(tilesOfLevel(0, 70_000)).toHaveLength(274);
    expect(tilesOfLevel(0, 70_000).at(-1)).toEqual({ level: 0, index: 273, width: 112 });
    expect(tilesOfLevel(1, 70_000).at(-1)).toEqual({ level: 1, index: 1, width: 17 });
    expect(tilesOfLevel(2, 70_000)).toEqual([{ level: 2, index: 0, width: 1 }]);
    expect(tilesOfLevel(1, 256)).toEqual([{ level: 1, index: 0, width: 1 }]);
    expect(tilesOfLevel(0, 0)).toEqual([]);
  });

  it('hold entries with their lengths', () => {
    const entries = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(65_535, 7)];
    expect(parseEntryBundle(formatEntryBundle(entries))).toEqual(entries);
    expect(() => formatEntryBundle([Buffer.alloc(65_536)])).toThrow('too long');
    expect(() => parseEntryBundle(Buffer.from([0]))).toThrow('within a length');
    expect(() => parseEntryBundle(Buffer.from([0, 2, 1]))).toThrow('within an entry');
  });
});

describe('a log of more than one tile', () => {
  const size = 600;
  const entries = Array.from({ length: size }, (_, index) => Buffer.from(`entry ${index}`));
  const files = new Map<string, Buffer>();
  const range = new CompactRange();
  const levels: Buffer[][] = [];
  for (const entry of entries) {
    range.append(leafHash(entry), (level, _index, hash) => {
      if (level % tileHeight === 0) (levels[level / tileHeight] ??= []).push(Buffer.from(hash));
    });
  }
  levels.forEach((hashes, level) => {
    for (const tile of tilesOfLevel(level, size)) {
      const first = tile.index * tileWidth;
      files.set(tilePath(tile), Buffer.concat(hashes.slice(first, first + tile.width)));
      if (level === 0)
        files.set(entriesPath(tile), formatEntryBundle(entries.slice(first, first + tile.width)));
    }
  });
  const readFile = (path: string) => {
    const file = files.get(path);
    if (file === undefined) throw new Error(`There is no ${path}.`);
    return file;
  };

  it('comes to its root from its folder', () => {
    expect([...files.keys()].sort()).toEqual([
      'tile/0/000',
      'tile/0/001',
      'tile/0/002.p/88',
      'tile/1/000.p/2',
      'tile/entries/000',
      'tile/entries/001',
      'tile/entries/002.p/88',
    ]);
    const log = readTiledLog(readFile, size);
    expect(Buffer.from(log.root)).toEqual(Buffer.from(range.root()));
    expect(log.entries).toHaveLength(size);
  });

  it('is refused with any of its files changed or cut', () => {
    for (const path of files.keys()) {
      const changed = (wanted: string) => {
        const bytes = Buffer.from(readFile(wanted));
        if (wanted === path) bytes[bytes.length - 1]! ^= 1;
        return bytes;
      };
      const cut = (wanted: string) => (wanted === path ? readFile(wanted).subarray(0, -1) : readFile(wanted));
      expect(() => readTiledLog(changed, size), path).toThrow('');
      expect(() => readTiledLog(cut, size), path).toThrow('');
    }
  });
});
