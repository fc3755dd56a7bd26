import {
  type Checkpoint,
  consistencyRanges,
  inclusionRanges,
  type LeafRange,
  nodeHash,
  openCheckpoint,
  parseConsistencyText,
  parseTlogProof,
  sameHash,
  type VerifiedSignature,
  type VerifierKey,
} from '@tallystick/evidence';

/** A range of facts, and what it came to when the checkpoint was signed. */
export interface KnownRange extends LeafRange {
  readonly hash: Uint8Array;
}

/** What a file that was kept elsewhere says of a log. */
export interface HeldEvidence {
  readonly checkpoint: Checkpoint;
  readonly signatures: readonly VerifiedSignature[];
  /**
   * The whole tree, and the ranges of a proof that the file holds. Hashes of a proof count only where they lead to the
   * signed root.
   */
  readonly ranges: readonly KnownRange[];
}

/** What the ledger at hand comes to over a range; undefined where it does not reach so far. */
export type OwnHash = (range: LeafRange) => Uint8Array | undefined;

/**
 * Reads a checkpoint, a consistency proof or a `.tlog-proof`, and checks its signatures.
 *
 * @throws TallyError `evidence-malformed`, `signature-refused`.
 */
export function readHeldEvidence(text: string, keys: readonly VerifierKey[], ownHash: OwnHash): HeldEvidence {
  if (text.startsWith('old ')) return fromConsistency(text, keys, ownHash);
  if (text.startsWith('c2sp.org/tlog-proof@')) return fromInclusion(text, keys, ownHash);
  return fromCheckpoint(text, keys);
}

function fromCheckpoint(note: string, keys: readonly VerifierKey[]): HeldEvidence {
  const { signedBy, cosignatures, origin, size, root } = openCheckpoint(note, keys);
  return {
    checkpoint: { origin, size, root },
    signatures: [signedBy, ...cosignatures],
    ranges: size === 0 ? [] : [{ start: 0, end: size, hash: root }],
  };
}

/** A proof from a perfect subtree leaves that one out, and may hold for the ledger's own. */
function fromConsistency(text: string, keys: readonly VerifierKey[], ownHash: OwnHash): HeldEvidence {
  const { old, hashes, note } = parseConsistencyText(text);
  const held = fromCheckpoint(note, keys);
  const { size } = held.checkpoint;
  if (old === 0 || old >= size) return held;
  const ranges = consistencyRanges(old, size);
  const whole = { start: 0, end: old };
  const own = ranges.some(({ start }) => start === 0) ? [] : [{ ...whole, hash: ownHash(whole) }];
  return withRanges(held, [...own, ...ranges.map((range, index) => ({ ...range, hash: hashes[index] }))]);
}

function fromInclusion(text: string, keys: readonly VerifierKey[], ownHash: OwnHash): HeldEvidence {
  const { index, hashes, note } = parseTlogProof(text);
  const held = fromCheckpoint(note, keys);
  const { size } = held.checkpoint;
  if (index >= size) return held;
  const leaf = { start: index, end: index + 1 };
  const siblings = inclusionRanges(index, size).map((range, at) => ({ ...range, hash: hashes[at] }));
  return withRanges(held, [{ ...leaf, hash: ownHash(leaf) }, ...siblings]);
}

/** Adds the ranges of a proof where they lead to the signed root; otherwise they say nothing. */
function withRanges(
  held: HeldEvidence,
  ranges: readonly (LeafRange & { readonly hash: Uint8Array | undefined })[],
): HeldEvidence {
  const known = ranges.filter((range): range is KnownRange => range.hash !== undefined);
  const root = joined(known, 0, held.checkpoint.size);
  if (root === undefined || !sameHash(root, held.checkpoint.root)) return held;
  return { ...held, ranges: [...held.ranges, ...known] };
}

/** The hash of a subtree from the ranges that make it up; undefined where one is missing. */
function joined(ranges: readonly KnownRange[], start: number, end: number): Uint8Array | undefined {
  const known = ranges.find((range) => range.start === start && range.end === end);
  if (known !== undefined) return known.hash;
  if (end - start < 2) return undefined;
  let split = 1;
  while (split * 2 < end - start) split *= 2;
  const left = joined(ranges, start, start + split);
  const right = left === undefined ? undefined : joined(ranges, start + split, end);
  return left === undefined || right === undefined ? undefined : nodeHash(left, right);
}
