import type { Interval } from '@tallystick/calendar';
import type { EpochSeconds, Rational } from '@tallystick/quantities';

/** Time down, `[from, until)`, and the share that was down. */
export interface Downtime {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  readonly share: Rational;
}

/**
 * Downtimes in any order, overlapping or not, as sorted disjoint ones; where several overlap the largest share
 * stands. Empty ones are dropped.
 */
export function mergeDowntimes(downtimes: readonly Downtime[]): Downtime[] {
  const sorted = downtimes.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from);
  const edges = [...new Set(sorted.flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
  const merged: Downtime[] = [];
  let active: Downtime[] = [];
  let next = 0;
  for (let index = 0; index < edges.length - 1; index += 1) {
    const [from, until] = [edges[index]!, edges[index + 1]!];
    active = active.filter((one) => one.until > from);
    while (next < sorted.length && sorted[next]!.from <= from) active.push(sorted[next++]!);
    const share = largestShare(active);
    if (share === undefined) continue;
    const last = merged.at(-1);
    if (last !== undefined && last.until === from && last.share.equals(share)) {
      merged[merged.length - 1] = { ...last, until };
    } else {
      merged.push({ from, until, share });
    }
  }
  return merged;
}

function largestShare(downtimes: readonly Downtime[]): Rational | undefined {
  let largest: Rational | undefined;
  for (const { share } of downtimes) {
    if (largest === undefined || share.compare(largest) > 0) largest = share;
  }
  return largest;
}

/** What is left of sorted disjoint downtimes without sorted disjoint intervals. */
export function downtimesWithout(downtimes: readonly Downtime[], away: readonly Interval[]): Downtime[] {
  const left: Downtime[] = [];
  let next = 0;
  for (const { from, until, share } of downtimes) {
    while (next < away.length && away[next]![1] <= from) next += 1;
    let open = from;
    for (let index = next; index < away.length && away[index]![0] < until; index += 1) {
      const [start, end] = away[index]!;
      if (open < start) left.push({ from: open, until: start, share });
      open = Math.max(open, end);
    }
    if (open < until) left.push({ from: open, until, share });
  }
  return left;
}
