import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { Interval } from './intervals.js';

/**
 * The working time of one zone and calendar, answered from a compiled table (design 2, clocks; design 5).
 *
 * Instants are whole seconds since 1970. Everything counts on the instant line: an hour that the clock skips does
 * not exist, an hour that it repeats counts twice. Outside what the zone's transitions cover every question throws
 * `zone-out-of-range`; an instant that is no whole second throws `worktime-invalid`. Pauses are as `mergeIntervals`
 * gives them, else `worktime-invalid`.
 */
export interface WorkingTime {
  /** Open seconds within `[from, to)`. @throws TallyError `worktime-invalid` for a reversed range. */
  elapsed(from: EpochSeconds, to: EpochSeconds): number;
  /** The same, less the open seconds within the pauses. */
  elapsedLess(from: EpochSeconds, to: EpochSeconds, pauses: readonly Interval[]): number;
  /**
   * The earliest instant at which `elapsedLess(from, instant, pauses)` reaches the seconds. Reached at closing time, it
   * is the closing instant, not the next opening (design 5, row 11).
   *
   * @throws TallyError `worktime-invalid` where seconds is not a positive whole number (row 13), `calendar-never-open`
   * where no working time comes for ten years, or none at all before the zone's data ends, or a pause never ends.
   */
  due(from: EpochSeconds, seconds: number, pauses?: readonly Interval[]): EpochSeconds;
  isOpen(instant: EpochSeconds): boolean;
  /** The instant itself where it is open, else the next that is. @throws TallyError `calendar-never-open`. */
  nextOpening(instant: EpochSeconds): EpochSeconds;
  /** The open intervals within `[from, to)`, cut at its ends; touching ones are one. */
  openIntervals(from: EpochSeconds, to: EpochSeconds): readonly Interval[];
  /**
   * Open seconds from the start of `firstDate` to the instant, negative before it. Differences of it are `elapsed`.
   */
  workingSecondsBefore(instant: EpochSeconds): number;
  /** Whether the local date has any working time: hours that open on it and that no break takes away. */
  isBusinessDay(date: DayNumber): boolean;
  /**
   * The nth business day after the date, or before it where n is negative. With n = 0 the date itself, or the next
   * business day where it is none.
   *
   * @throws TallyError `worktime-invalid` where n is not whole, `calendar-never-open` after ten years without one.
   */
  addBusinessDays(date: DayNumber, n: number): DayNumber;
  /**
   * The end of the nth business day after the local date of `from` (n as in `addBusinessDays`): the last closing of
   * the hours that open on that date, which may be on the next morning.
   */
  closingOfBusinessDay(from: EpochSeconds, n: number): EpochSeconds;
}
