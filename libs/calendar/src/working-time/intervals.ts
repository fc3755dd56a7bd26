import { TallyError } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';

/** Half-open: its start belongs to it, its end does not. */
export type Interval = readonly [start: EpochSeconds, end: EpochSeconds];

/**
 * Intervals in any order, overlapping or not, as a sorted list of disjoint ones; touching ones become one, empty
 * ones are dropped. An end may be `Infinity` (a pause that still runs).
 *
 * @throws TallyError `worktime-invalid` where one ends before it starts.
 */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  for (const [start, end] of intervals) {
    if (!(start <= end)) {
      throw new TallyError('worktime-invalid', `The interval from ${start} to ${end} ends before it starts.`);
    }
  }
  const merged: [start: EpochSeconds, end: EpochSeconds][] = [];
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else if (start < end) {
      merged.push([start, end]);
    }
  }
  return merged;
}

/** What is left of the first list without the second. Both are as `mergeIntervals` gives them, and so is the result. */
export function subtractIntervals(from: readonly Interval[], away: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const [start, end] of from) {
    while (next < away.length && away[next]![1] <= start) {
      next += 1;
    }
    let open = start;
    for (let index = next; index < away.length && away[index]![0] < end; index += 1) {
      const [awayStart, awayEnd] = away[index]!;
      if (open < awayStart) {
        left.push([open, awayStart]);
      }
      open = awayEnd;
    }
    if (open < end) {
      left.push([open, end]);
    }
  }
  return left;
}
