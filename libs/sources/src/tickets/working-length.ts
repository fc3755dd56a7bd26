import type { WorkingTime } from '@tallystick/calendar';
import { type EpochMilliseconds, wholeSecond } from '@tallystick/quantities';

/** The instant so many seconds after another, in working time where it is given. */
export function lengthAfter(
  from: EpochMilliseconds,
  seconds: number,
  workingTime: WorkingTime | undefined,
): EpochMilliseconds {
  if (seconds === 0) return from;
  if (workingTime === undefined) return from + seconds * 1000;
  return workingTime.due(wholeSecond(from), seconds) * 1000;
}

/**
 * The latest instant such that so many seconds lie between it and another, in working time where it is given; nothing
 * where there are not so many after `earliest`.
 */
export function lengthBefore(
  until: EpochMilliseconds,
  seconds: number,
  workingTime: WorkingTime | undefined,
  earliest: EpochMilliseconds,
): EpochMilliseconds | undefined {
  if (until < earliest) return undefined;
  if (workingTime === undefined) {
    const from = until - seconds * 1000;
    return from < earliest ? undefined : from;
  }
  const end = wholeSecond(until);
  let low = wholeSecond(earliest);
  if (workingTime.elapsed(low, end) < seconds) return undefined;
  // The working time up to `until` only falls as the start moves on: the last start at which it is still enough.
  let high = end;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (workingTime.elapsed(middle, end) >= seconds) low = middle;
    else high = middle;
  }
  return low * 1000;
}
