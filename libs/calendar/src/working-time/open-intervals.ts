import { type DayNumber, formatLocalDate } from '@tallystick/quantities';
import type { DayPlan } from '../hours/calendar-hours.js';
import { checkDayHours, checkInterval } from '../hours/day-hours.js';
import { gapEndOf, instantOfLocalUnchecked, localDateExists } from '../zones/local-time.js';
import type { ZoneTransitions } from '../zones/zone-transitions.js';
import { type Interval, mergeIntervals, subtractIntervals } from './intervals.js';

const secondsPerDay = 86_400;
/** A break lasts at most 48 hours, and a zone's clock jumps by at most 24: no break of an earlier date reaches further. */
const datesThatReachIn = 3;

/** The open instants of the hours that open on the dates from the first to the last, both included. */
export function openIntervalsOfDates(
  zone: ZoneTransitions,
  hoursOn: (date: DayNumber) => DayPlan,
  firstDate: DayNumber,
  lastDate: DayNumber,
): readonly Interval[] {
  const open: Interval[] = [];
  const away: Interval[] = [];
  for (let date = firstDate - datesThatReachIn; date <= lastDate + datesThatReachIn; date += 1) {
    // A date that the zone skipped has no hours; they do not move to the next date (design 5, row 19).
    if (!localDateExists(zone, date)) {
      continue;
    }
    const { hours, breaks } = hoursOn(date);
    if (date >= firstDate && date <= lastDate) {
      checkDayHours(hours, formatLocalDate(date));
      pushInstants(zone, date, hours, open);
    }
    breaks.forEach((interval) => checkInterval(interval, `breaks of ${formatLocalDate(date)}`));
    pushInstants(zone, date, breaks, away);
  }
  const merged = mergeIntervals(open);
  return away.length === 0 ? merged : subtractIntervals(merged, mergeIntervals(away));
}

function pushInstants(
  zone: ZoneTransitions,
  date: DayNumber,
  hours: readonly (readonly [openSecond: number, closeSecond: number])[],
  into: Interval[],
): void {
  const midnight = date * secondsPerDay;
  for (const [openSecond, closeSecond] of hours) {
    const open = instantOfLocalUnchecked(zone, midnight + openSecond);
    const close = instantOfLocalUnchecked(zone, midnight + closeSecond);
    if (open < close) {
      into.push([open, close]);
      continue;
    }
    // The opening fell into a gap and would move past its own closing: the shift opens when the gap ends instead of
    // vanishing. Where the closing lies in the gap too, or at its end, nothing of the shift exists.
    const gapEnd = gapEndOf(zone, midnight + openSecond);
    if (gapEnd !== undefined && gapEnd < close) {
      into.push([gapEnd, close]);
    }
  }
}
