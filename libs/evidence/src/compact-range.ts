import { invariant } from '@tallystick/errors';
import { emptyTreeRoot, nodeHash } from './merkle-hash.js';
import { perfectSubtrees } from './merkle-tree.js';

/** Told of every perfect subtree that a leaf completes, the leaf itself first. */
export type NodeCompleted = (level: number, index: number, hash: Uint8Array) => void;

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that make it up, the largest first. That is all
 * that appending needs: at most log2(size) hashes kept, and one hash an appended leaf on the average.
 */
export class CompactRange {
  readonly #hashes: Uint8Array[];
  #size: number;

  /** @param hashes of the subtrees that make up `size` leaves, as `hashes` gave them; none for an empty tree. */
  constructor(size = 0, hashes: readonly Uint8Array[] = []) {
    invariant(perfectSubtrees(0, size).length === hashes.length, 'a compact range has one hash a subtree');
    this.#size = size;
    this.#hashes = [...hashes];
  }

  get size(): number {
    return this.#size;
  }

  get hashes(): readonly Uint8Array[] {
    return this.#hashes;
  }

  append(leaf: Uint8Array, completed?: NodeCompleted): void {
    let hash = leaf;
    let level = 0;
    let index = this.#size;
    completed?.(level, index, hash);
    while (index % 2 === 1) {
      const left = this.#hashes.pop();
      invariant(left !== undefined, 'a right child has a left one');
      hash = nodeHash(left, hash);
      level += 1;
      index = (index - 1) / 2;
      completed?.(level, index, hash);
    }
    this.#hashes.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    if (this.#hashes.length === 0) return emptyTreeRoot;
    return this.#hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}
