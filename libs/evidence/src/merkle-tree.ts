import { invariant, TallyError } from '@tallystick/errors';
import { emptyTreeRoot, nodeHash } from './merkle-hash.js';

/**
 * The hash over the 2^level leaves from index × 2^level on: a perfect subtree. Level 0 gives the leaf hashes. Whoever
 * keeps a tree answers with it for every subtree that is complete at the size asked for.
 */
export type ReadNode = (level: number, index: number) => Uint8Array;

/** A subtree of which a tree is made up: `2^level` leaves from `index × 2^level` on. */
export interface SubtreePlace {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two that is smaller than `count`, which is at least 2. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/**
 * The perfect subtrees that make up the leaves from `start` to before `end`, the largest first. `start` is a multiple
 * of the largest one's size, as it is wherever RFC 6962 splits a tree.
 */
export function perfectSubtrees(start: number, end: number): SubtreePlace[] {
  const places: SubtreePlace[] = [];
  let from = start;
  while (from < end) {
    let level = 0;
    while (from + 2 ** (level + 1) <= end && from % 2 ** (level + 1) === 0) level += 1;
    places.push({ level, index: from / 2 ** level });
    from += 2 ** level;
  }
  return places;
}

/** The leaves from `start` to before `end`, as a proof has one hash for them. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The hash over a range that RFC 6962 makes a subtree of: a perfect one, or what is left at the right edge. */
export function hashOfRange(readNode: ReadNode, { start, end }: LeafRange): Uint8Array {
  const places = perfectSubtrees(start, end);
  const last = places.pop();
  invariant(last !== undefined, 'a range of a tree has leaves');
  return places.reduceRight<Uint8Array>(
    (right, { level, index }) => nodeHash(readNode(level, index), right),
    readNode(last.level, last.index),
  );
}

function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new TallyError('proof-refused', `${size} is not the size of a tree.`);
  }
}

/** The root over the first `size` leaves (RFC 6962, section 2.1). */
export function rootOf(readNode: ReadNode, size: number): Uint8Array {
  requireSize(size);
  return size === 0 ? emptyTreeRoot : hashOfRange(readNode, { start: 0, end: size });
}

/**
 * Of which leaves the hashes of an inclusion proof are, in the order of the proof (RFC 6962, section 2.1.1).
 *
 * @throws TallyError `proof-refused` where the tree of that size has no such leaf.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  requireSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TallyError('proof-refused', `A tree of ${size} has no leaf ${index}.`);
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/**
 * Of which leaves the hashes of a consistency proof are, in the order of the proof (RFC 6962, section 2.1.2).
 *
 * @throws TallyError `proof-refused` where `from` is 0, of which there is nothing to prove, or beyond `to`.
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  requireSize(from);
  requireSize(to);
  if (from === 0 || from > to) {
    throw new TallyError('proof-refused', `A tree of ${to} does not begin with a tree of ${from}.`);
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, to];
  // Whether what is left is the whole older tree, whose root the verifier has.
  let isOldRoot = true;
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
      isOldRoot = false;
    }
  }
  if (!isOldRoot) ranges.push({ start, end });
  return ranges.reverse();
}

/** The proof that the leaf at `index` is in the tree of `size`, from its sibling up to the child of the root. */
export function inclusionProof(readNode: ReadNode, index: number, size: number): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(readNode, range));
}

/** The proof that the tree of `to` begins with the tree of `from`. Empty where both are the same. */
export function consistencyProof(readNode: ReadNode, from: number, to: number): Uint8Array[] {
  return consistencyRanges(from, to).map((range) => hashOfRange(readNode, range));
}
