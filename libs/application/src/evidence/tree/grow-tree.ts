import { CompactRange, leafHash, tileHeight, tileWidth, treeHashBytes } from '@tallystick/evidence';
import type { RecordedFact } from '@tallystick/ledger';
import type { KeptTile, KeptTree } from './tree-store.js';

/** What the canonical text of a fact about keys or checkpoints holds; a text that merely quotes it is told apart later. */
const markPattern =
  /"type":"(?:SigningKeyAnnounced|CosigningKeyAnnounced|CheckpointSigned|CheckpointCosigned)"/;

const tileBytes = tileWidth * treeHashBytes;

/** A tile that hashes are being added to. */
interface OpenTile {
  readonly level: number;
  readonly index: number;
  readonly bytes: Buffer;
  used: number;
  changed: boolean;
}

/**
 * A tree that facts are appended to: a few hashes a fact, whatever its size. It collects the tiles that change until they
 * are taken.
 */
export class GrowingTree {
  readonly #range: CompactRange;
  readonly #marks: number[];
  readonly #open: OpenTile[] = [];
  #full: KeptTile[] = [];

  /** @param tile gives the tiles that `kept` was saved with; it throws where one is missing. */
  constructor(kept: KeptTree | undefined, tile: (level: number, index: number) => Uint8Array) {
    const size = kept?.size ?? 0;
    this.#range = new CompactRange(size, kept?.edge ?? []);
    this.#marks = [...(kept?.marks ?? [])];
    for (let level = 0; size >= tileWidth ** level; level += 1) {
      const hashes = Math.floor(size / tileWidth ** level);
      const index = Math.floor(hashes / tileWidth);
      const used = hashes % tileWidth;
      if (used === 0) this.#open.push(openTile(level, index));
      else this.#open.push(openTile(level, index, tile(level, index).subarray(0, used * treeHashBytes)));
    }
  }

  get size(): number {
    return this.#range.size;
  }

  /** Appends a fact; its position is the size so far. */
  append({ position, text }: RecordedFact): void {
    if (markPattern.test(text)) this.#marks.push(position);
    this.#range.append(leafHash(text), (level, index, hash) => {
      if (level % tileHeight === 0) this.#keep(level / tileHeight, index, hash);
    });
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  kept(chainHash: string): KeptTree {
    return { size: this.size, edge: [...this.#range.hashes], chainHash, marks: [...this.#marks] };
  }

  /** The tiles that changed since the last time. */
  takeTiles(): KeptTile[] {
    const partial = this.#open.filter(({ changed }) => changed);
    const tiles = [
      ...this.#full,
      ...partial.map(({ level, index, bytes, used }) => ({
        level,
        index,
        hashes: Buffer.from(bytes.subarray(0, used)),
      })),
    ];
    this.#full = [];
    for (const tile of partial) tile.changed = false;
    return tiles;
  }

  #keep(level: number, index: number, hash: Uint8Array): void {
    const tile = (this.#open[level] ??= openTile(level, Math.floor(index / tileWidth)));
    tile.bytes.set(hash, tile.used);
    tile.used += treeHashBytes;
    tile.changed = true;
    if (tile.used < tileBytes) return;
    this.#full.push({ level, index: tile.index, hashes: tile.bytes });
    this.#open[level] = openTile(level, tile.index + 1);
  }
}

function openTile(level: number, index: number, begun?: Uint8Array): OpenTile {
  const bytes = Buffer.alloc(tileBytes);
  if (begun !== undefined) bytes.set(begun);
  return { level, index, bytes, used: begun?.length ?? 0, changed: false };
}
