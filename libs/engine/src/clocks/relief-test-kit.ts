import { type Interval, mergeIntervals } from '@tallystick/calendar';
import type { ClockRelief, ReliefTime } from './clock-relief.js';

/** Relief for every ticket, as the clocks see it; none for no intervals. */
export function reliefFor(intervals: readonly Interval[]): ClockRelief | undefined {
  if (intervals.length === 0) return undefined;
  const times = intervals.map(([from, until], index): ReliefTime => ({
    key: `R${index + 1}`,
    from,
    until,
    running: false,
    factIds: [],
  }));
  return { of: () => ({ times, intervals: mergeIntervals(intervals) }) };
}
