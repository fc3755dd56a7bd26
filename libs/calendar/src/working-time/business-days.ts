import { TallyError } from '@tallystick/errors';
import { type DayNumber, type EpochSeconds, formatLocalDate } from '@tallystick/quantities';
import type { DayPlan } from '../hours/calendar-hours.js';
import { localUnchecked } from '../zones/local-time.js';
import { outOfRange, type ZoneTransitions } from '../zones/zone-transitions.js';
import { openIntervalsOfDates } from './open-intervals.js';

const searchLimitDates = 3653;

/** The business days of a calendar: the local dates with any working time. Each date is worked out once. */
export class BusinessDays {
  private readonly closings = new Map<DayNumber, EpochSeconds | undefined>();
  private readonly firstDate: DayNumber;
  private readonly lastDate: DayNumber;

  constructor(
    private readonly zone: ZoneTransitions,
    private readonly hoursOn: (date: DayNumber) => DayPlan,
  ) {
    this.firstDate = localUnchecked(zone, zone.coversFrom).date;
    this.lastDate = localUnchecked(zone, zone.coversUntil - 1).date;
  }

  /**
   * The last closing of the hours that open on the date, or undefined where it has none.
   *
   * @throws TallyError `zone-out-of-range` where the zone does not cover the date up to its closing.
   */
  closingOf(date: DayNumber): EpochSeconds | undefined {
    if (!Number.isInteger(date)) {
      throw new TallyError('worktime-invalid', `${date} is not the number of a date.`);
    }
    if (!this.closings.has(date)) {
      if (date < this.firstDate || date > this.lastDate) {
        throw outOfRange(this.zone, date * 86_400);
      }
      const closing = openIntervalsOfDates(this.zone, this.hoursOn, date, date).at(-1)?.[1];
      if (closing !== undefined && closing > this.zone.coversUntil) {
        throw outOfRange(this.zone, closing);
      }
      this.closings.set(date, closing);
    }
    return this.closings.get(date);
  }

  /** As `WorkingTime.addBusinessDays`. */
  add(date: DayNumber, n: number): DayNumber {
    if (!Number.isInteger(n)) {
      throw new TallyError('worktime-invalid', `${n} is not a whole number of business days.`);
    }
    const step = n < 0 ? -1 : 1;
    if (n === 0 && this.closingOf(date) !== undefined) {
      return date;
    }
    let found = date;
    for (let remaining = Math.max(1, Math.abs(n)); remaining > 0; remaining -= 1) {
      found = this.next(found, step);
    }
    return found;
  }

  private next(date: DayNumber, step: 1 | -1): DayNumber {
    for (let distance = 1; distance <= searchLimitDates; distance += 1) {
      if (this.closingOf(date + step * distance) !== undefined) {
        return date + step * distance;
      }
    }
    throw new TallyError(
      'calendar-never-open',
      `The calendar has no business day within ${searchLimitDates} days ${step > 0 ? 'after' : 'before'} ${formatLocalDate(date)}.`,
    );
  }
}
