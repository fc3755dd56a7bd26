import { TallyError } from '@tallystick/errors';
import { leafHash, nodeHash, sameHash, treeHashBytes } from './merkle-hash.js';
import { type ReadNode, rootOf } from './merkle-tree.js';

/** How many hashes a full tile holds, and how many levels of the tree it spans (C2SP tlog-tiles). */
export const tileWidth = 256;
export const tileHeight = 8;

/** One tile: `width` hashes of a level of tiles, from `index × 256` on. Level 0 holds leaf hashes. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/** The bytes of a tile: 32 a hash, at least as many hashes as the width asked for. */
export type ReadTile = (place: TilePlace) => Uint8Array;

/** `x001/x234/067` for 1234067, and `.p/<width>` behind a partial tile. */
function indexPath(index: number, width: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === tileWidth ? path : `${path}.p/${width}`;
}

/** Where a log's folder has a tile of hashes. */
export function tilePath({ level, index, width }: TilePlace): string {
  return `tile/${level}/${indexPath(index, width)}`;
}

/** Where a log's folder has a bundle of entries. */
export function entriesPath({ index, width }: Omit<TilePlace, 'level'>): string {
  return `tile/entries/${indexPath(index, width)}`;
}

/** The tiles of one level in a tree of `size`; the last may be partial. */
export function tilesOfLevel(level: number, size: number): TilePlace[] {
  const hashes = Math.floor(size / tileWidth ** level);
  const tiles: TilePlace[] = [];
  for (let index = 0; index * tileWidth < hashes; index += 1) {
    tiles.push({ level, index, width: Math.min(tileWidth, hashes - index * tileWidth) });
  }
  return tiles;
}

function malformed(problem: string): never {
  throw new TallyError('evidence-malformed', problem);
}

/**
 * Reads a tree of `size` from its tiles. The levels between those of the tiles are hashed again when they are asked for.
 *
 * @throws TallyError `evidence-malformed` from the reader, where a tile is too short.
 */
export function nodesOfTiles(readTile: ReadTile, size: number): ReadNode {
  return (level, index) => {
    const tileLevel = Math.floor(level / tileHeight);
    const height = level % tileHeight;
    const first = index * 2 ** height;
    const tileIndex = Math.floor(first / tileWidth);
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** tileLevel) - tileIndex * tileWidth);
    const bytes = readTile({ level: tileLevel, index: tileIndex, width });
    const offset = first - tileIndex * tileWidth;
    const count = 2 ** height;
    if (offset + count > width || bytes.length < width * treeHashBytes) {
      malformed(`The tile ${tilePath({ level: tileLevel, index: tileIndex, width })} is too short.`);
    }
    let hashes: Uint8Array[] = [];
    for (let at = offset; at < offset + count; at += 1) {
      hashes.push(bytes.subarray(at * treeHashBytes, (at + 1) * treeHashBytes));
    }
    while (hashes.length > 1) {
      const parents: Uint8Array[] = [];
      for (let at = 0; at < hashes.length; at += 2) parents.push(nodeHash(hashes[at]!, hashes[at + 1]!));
      hashes = parents;
    }
    return hashes[0]!;
  };
}

const lengthBytes = 2;
const longestEntry = 0xffff;

/** A bundle of entries: each with its length in bytes before it, as two bytes, highest first. */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < view.length) {
    if (at + lengthBytes > view.length) malformed('A bundle of entries ends within a length.');
    const end = at + lengthBytes + view.readUInt16BE(at);
    if (end > view.length) malformed('A bundle of entries ends within an entry.');
    entries.push(view.subarray(at + lengthBytes, end));
    at = end;
  }
  return entries;
}

/** @throws TallyError `evidence-malformed` for an entry of more than 65,535 bytes, which the format cannot hold. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > longestEntry)
        malformed(`An entry of ${entry.length} bytes is too long for a bundle.`);
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** What a log of tiles comes to once every entry has been hashed again. */
export interface TiledLog {
  readonly root: Uint8Array;
  readonly entries: readonly Uint8Array[];
}

/**
 * Reads a whole log from its folder and checks all of it: the entries against the leaf tiles, every tile of a higher
 * level against the one below, and the root. The caller compares the root with a signed checkpoint of that size.
 *
 * @param readFile gives a file of the folder by its path.
 * @throws TallyError `evidence-malformed` for a bundle or tile that is malformed; `proof-refused` where one contradicts another.
 */
export function readTiledLog(readFile: (path: string) => Uint8Array, size: number): TiledLog {
  const entries = tilesOfLevel(0, size).flatMap((tile) => {
    const bundle = parseEntryBundle(readFile(entriesPath(tile)));
    if (bundle.length !== tile.width)
      malformed(`The bundle ${entriesPath(tile)} has ${bundle.length} entries.`);
    return bundle;
  });
  const readTile: ReadTile = (place) => readFile(tilePath(place));
  const readNode = nodesOfTiles(readTile, size);
  entries.forEach((entry, index) => {
    if (!sameHash(leafHash(entry), readNode(0, index))) {
      throw new TallyError('proof-refused', `Entry ${index} is not the one that its tile has the hash of.`);
    }
  });
  for (let level = 1; size >= tileWidth ** level; level += 1) {
    for (const { index, width } of tilesOfLevel(level, size)) {
      for (let at = index * tileWidth; at < index * tileWidth + width; at += 1) {
        const below: ReadNode = (_level, node) => readNode((level - 1) * tileHeight, node);
        const hash = rootOf((up, node) => subtreeOf(below, up, at * tileWidth + node * 2 ** up), tileWidth);
        if (!sameHash(hash, readNode(level * tileHeight, at))) {
          throw new TallyError(
            'proof-refused',
            `Hash ${at} of tile level ${level} is not that of the tile below.`,
          );
        }
      }
    }
  }
  return { root: rootOf(readNode, size), entries };
}

function subtreeOf(leaf: ReadNode, level: number, first: number): Uint8Array {
  if (level === 0) return leaf(0, first);
  return nodeHash(subtreeOf(leaf, level - 1, first), subtreeOf(leaf, level - 1, first + 2 ** (level - 1)));
}
