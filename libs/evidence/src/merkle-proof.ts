import { TallyError } from '@tallystick/errors';
import { nodeHash, sameHash, treeHashBytes } from './merkle-hash.js';

/** Sizes and indexes of trees: whole, not negative. Other logs may go beyond what a `number` holds exactly. */
export type TreeCount = number | bigint;

export interface InclusionClaim {
  readonly index: TreeCount;
  readonly size: TreeCount;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export interface ConsistencyClaim {
  readonly from: TreeCount;
  readonly to: TreeCount;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

function refuse(problem: string): never {
  throw new TallyError('proof-refused', problem);
}

function countOf(count: TreeCount, what: string): bigint {
  if (typeof count === 'number' && !Number.isSafeInteger(count)) refuse(`${what} is not a whole number.`);
  const whole = BigInt(count);
  if (whole < 0n) refuse(`${what} is negative.`);
  return whole;
}

function requireHashes(proof: readonly Uint8Array[]): void {
  if (proof.some((hash) => hash.length !== treeHashBytes)) refuse('A hash is not 32 bytes.');
}

/**
 * The root that an inclusion proof leads to from a leaf (RFC 9162, section 2.1.3.2). It proves nothing until it is
 * compared with a root that somebody signed.
 *
 * @throws TallyError `proof-refused` where the proof is longer or shorter than index and size ask for.
 */
export function rootOfInclusion(claim: Omit<InclusionClaim, 'root'>): Uint8Array {
  const size = countOf(claim.size, 'The size');
  let node = countOf(claim.index, 'The index');
  if (node >= size) refuse(`A tree of ${size} has no leaf ${node}.`);
  if (claim.leafHash.length !== treeHashBytes) refuse('The hash of the leaf is not 32 bytes.');
  requireHashes(claim.proof);
  let last = size - 1n;
  let hash = claim.leafHash;
  for (const sibling of claim.proof) {
    if (last === 0n) refuse('The proof has more hashes than the path to the root.');
    if (node % 2n === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2n === 0n && node !== 0n) {
        node /= 2n;
        last /= 2n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node /= 2n;
    last /= 2n;
  }
  if (last !== 0n) refuse('The proof has fewer hashes than the path to the root.');
  return hash;
}

/**
 * Checks that the leaf is at that index of the tree with that root.
 *
 * @throws TallyError `proof-refused` where it does not prove it, whatever the reason.
 */
export function verifyInclusion(claim: InclusionClaim): void {
  if (!sameHash(rootOfInclusion(claim), claim.root)) refuse('The proof leads to another root.');
}

/**
 * Checks that the tree of `to` begins with the tree of `from` (RFC 9162, section 2.1.4.2). A tree of 0 is refused:
 * every tree begins with it, so that such a proof says nothing.
 *
 * @throws TallyError `proof-refused` where it does not prove it, whatever the reason.
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  const from = countOf(claim.from, 'The older size');
  const to = countOf(claim.to, 'The newer size');
  requireHashes(claim.proof);
  if (from === 0n) refuse('A proof from an empty tree says nothing.');
  if (from > to) refuse(`A tree of ${to} cannot begin with one of ${from}.`);
  if (from === to) {
    if (claim.proof.length > 0) refuse('Two trees of one size need no hashes.');
    if (!sameHash(claim.fromRoot, claim.toRoot)) refuse('Two trees of one size have different roots.');
    return;
  }
  requireHashes([claim.fromRoot, claim.toRoot]);
  const hashes = [...claim.proof];
  // A tree that is one perfect subtree is itself where the proof begins.
  if ((from & (from - 1n)) === 0n) hashes.unshift(claim.fromRoot);
  const [first, ...rest] = hashes;
  if (first === undefined) refuse('The proof has no hashes.');
  let [node, last] = [from - 1n, to - 1n];
  while (node % 2n === 1n) {
    node /= 2n;
    last /= 2n;
  }
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0n) refuse('The proof has more hashes than the path to the root.');
    if (node % 2n === 1n || node === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (node % 2n === 0n && node !== 0n) {
        node /= 2n;
        last /= 2n;
      }
    } else {
      newer = nodeHash(newer, sibling);
    }
    node /= 2n;
    last /= 2n;
  }
  if (last !== 0n) refuse('The proof has fewer hashes than the path to the root.');
  if (!sameHash(older, claim.fromRoot)) refuse('The proof does not lead to the older root.');
  if (!sameHash(newer, claim.toRoot)) refuse('The proof does not lead to the newer root.');
}
