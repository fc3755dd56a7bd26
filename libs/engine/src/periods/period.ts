import type { DayNumber, EpochSeconds } from '@tallystick/quantities';

/** One measurement period: a month, quarter or year of the calendar or the anchor in the agreement's zone, cut to the term. */
export interface Period {
  /** Counted from the first period of the term, from 0. */
  readonly index: number;
  readonly label: string;
  /** First and last local day within the term. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** First and last local day of the whole period, before it is cut. */
  readonly wholeFrom: DayNumber;
  readonly wholeTo: DayNumber;
  /** `[startsAt, endsAt)` on the instant line. */
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
}

export function daysOf(range: { readonly from: DayNumber; readonly to: DayNumber }): number {
  return range.to - range.from + 1;
}

export function isCut(period: Period): boolean {
  return period.from !== period.wholeFrom || period.to !== period.wholeTo;
}
