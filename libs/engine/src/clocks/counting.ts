import type { WorkingTime } from '@tallystick/calendar';
import { isTallyError } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';

/**
 * What counts as time in a stretch: the working time of a calendar, every second (`'instant-line'`), or nothing
 * (`undefined`: the priority has no calendar).
 */
export type Counting = WorkingTime | 'instant-line' | undefined;

export function secondsCounted(counting: Counting, from: EpochSeconds, until: EpochSeconds): number {
  if (counting === 'instant-line') {
    return until - from;
  }
  return counting === undefined
    ? 0
    : counting.workingSecondsBefore(until) - counting.workingSecondsBefore(from);
}

/** The earliest instant at which so many seconds (0 or more) are counted; `NaN` where that never comes. */
export function instantAfter(counting: Counting, from: EpochSeconds, seconds: number): EpochSeconds {
  if (seconds === 0 || counting === 'instant-line') {
    return from + seconds;
  }
  if (counting === undefined) {
    return NaN;
  }
  return unlessNeverOpen(() => counting.due(from, seconds), NaN);
}

/** The instant itself where it is open, else the next opening; `Infinity` where that never comes. */
export function nextOpeningOf(counting: WorkingTime, instant: EpochSeconds): EpochSeconds {
  return unlessNeverOpen(() => counting.nextOpening(instant), Infinity);
}

/** A calendar that opens no more is an answer for a clock: it stands still. Every other error stays one. */
function unlessNeverOpen(work: () => EpochSeconds, otherwise: number): EpochSeconds {
  try {
    return work();
  } catch (error) {
    if (isTallyError(error) && error.code === 'calendar-never-open') {
      return otherwise;
    }
    throw error;
  }
}
