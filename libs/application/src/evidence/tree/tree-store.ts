/**
 * What is kept of an agreement's Merkle tree between questions. All of it follows from the ledger: any of it may be
 * thrown away at any time.
 */
export interface KeptTree {
  /** How many facts it covers. */
  readonly size: number;
  /** The roots of the perfect subtrees that make it up, the largest first. */
  readonly edge: readonly Uint8Array[];
  /** The ledger's chain hash after the last of these facts: what tells whether the ledger is still the same. */
  readonly chainHash: string;
  /** The positions of facts about keys and checkpoints, in order. */
  readonly marks: readonly number[];
}

/** One tile of hashes (C2SP tlog-tiles): those of a level from `index × 256` on, as many as there are, 32 bytes each. */
export interface KeptTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Where trees are kept. A store answers with what was saved, or says that it has nothing: never with something else. */
export interface TreeStore {
  load(agreement: string): Promise<KeptTree | undefined>;
  /** The tile's hashes; undefined where they are not there, or damaged. */
  tile(agreement: string, level: number, index: number): Uint8Array | undefined;
  /**
   * Keeps a tree that has grown from `from` facts on, with the tiles that changed, whole or not at all.
   *
   * @returns false where it was not kept: another process has grown it meanwhile, or the store cannot be written.
   */
  save(agreement: string, from: number, tree: KeptTree, tiles: readonly KeptTile[]): Promise<boolean>;
  /** Forgets an agreement's tree. */
  drop(agreement: string): Promise<void>;
}

/** A store for one process, gone with it. */
export class MemoryTreeStore implements TreeStore {
  readonly #trees = new Map<string, KeptTree>();
  readonly #tiles = new Map<string, Uint8Array>();

  load(agreement: string): Promise<KeptTree | undefined> {
    return Promise.resolve(this.#trees.get(agreement));
  }

  tile(agreement: string, level: number, index: number): Uint8Array | undefined {
    return this.#tiles.get(keyOf(agreement, level, index));
  }

  save(agreement: string, from: number, tree: KeptTree, tiles: readonly KeptTile[]): Promise<boolean> {
    if ((this.#trees.get(agreement)?.size ?? 0) !== from) return Promise.resolve(false);
    for (const { level, index, hashes } of tiles) this.#tiles.set(keyOf(agreement, level, index), hashes);
    this.#trees.set(agreement, tree);
    return Promise.resolve(true);
  }

  drop(agreement: string): Promise<void> {
    this.#trees.delete(agreement);
    const prefix = keyOf(agreement, 0, 0).replace(/0\/0$/, '');
    for (const key of this.#tiles.keys()) if (key.startsWith(prefix)) this.#tiles.delete(key);
    return Promise.resolve();
  }
}

function keyOf(agreement: string, level: number, index: number): string {
  return `${JSON.stringify(agreement)}/${level}/${index}`;
}
