import { type LeafRange, sameHash } from '@tallystick/evidence';
import type { HeldEvidence, KnownRange, OwnHash } from './known-ranges.js';

/**
 * What a checkpoint that was kept elsewhere says of the ledger at hand:
 * - `same`: it extends what was signed;
 * - `set-back`: what was signed covers more facts than there are: the newest are gone;
 * - `forked`: facts that were signed are not those that are there: another history stands in their place.
 */
export type Verdict = 'same' | 'set-back' | 'forked';

/** The first fact that differs, as closely as what was kept tells: at `from` or after, and before `until`. */
interface FirstDifference {
  /** Every fact before this position is as it was signed. */
  readonly from: number;
  /** A fact before this position is not. */
  readonly until: number;
}

/** How a ledger stands to everything that was kept of it elsewhere. */
export interface LedgerComparison {
  readonly verdict: Verdict;
  /** Where another history begins; null where nothing differs. */
  readonly firstDifference: FirstDifference | null;
  /** The first position that is missing, and the first that was not signed; null where nothing is missing. */
  readonly missing: FirstDifference | null;
}

/** Holds one piece of evidence against the ledger. */
export function verdictOf({ checkpoint }: HeldEvidence, size: number, ownHash: OwnHash): Verdict {
  if (checkpoint.size > size) return 'set-back';
  const own = checkpoint.size === 0 ? checkpoint.root : ownHash({ start: 0, end: checkpoint.size });
  return own !== undefined && sameHash(own, checkpoint.root) ? 'same' : 'forked';
}

/**
 * Holds all of it against the ledger: ranges that are the same tell up to where nothing differs, the shortest that is not
 * tells before where something does. The more was kept, the closer the answer.
 */
export function compareLedger(
  held: readonly HeldEvidence[],
  size: number,
  ownHash: OwnHash,
): LedgerComparison {
  const ranges = held.flatMap((one) => one.ranges);
  const within = ranges.filter(({ end }) => end <= size);
  const isSame = ({ hash, ...range }: KnownRange) => {
    const own = ownHash(range);
    return own !== undefined && sameHash(own, hash);
  };
  const same = within.filter(isSame);
  const different = within.filter((range) => !same.includes(range));
  const from = coveredFromStart(same);
  const until = different.length === 0 ? null : Math.min(...different.map(({ end }) => end));
  const firstDifference = until === null ? null : { from, until };
  const longest = Math.max(0, ...held.map(({ checkpoint }) => checkpoint.size));
  const missing = longest > size ? { from: size, until: longest } : null;
  const verdict = firstDifference !== null ? 'forked' : missing !== null ? 'set-back' : 'same';
  return { verdict, firstDifference, missing };
}

/** Up to where ranges cover everything from the first fact on. */
function coveredFromStart(ranges: readonly LeafRange[]): number {
  const ordered = [...ranges].sort((a, b) => a.start - b.start);
  let covered = 0;
  for (const { start, end } of ordered) {
    if (start > covered) break;
    covered = Math.max(covered, end);
  }
  return covered;
}
