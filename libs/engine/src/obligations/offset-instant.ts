import { localOfInstant, startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { Offset } from '@tallystick/terms';
import type { ClockEnvironment } from '../clocks/index.js';

/**
 * The last instant that lies within an offset of an event (model `Offset`), in whole seconds; what happens at it is
 * in time, what happens a second later is not.
 *
 * - `business-days`: the closing time of the nth day with opening hours after the event's day, both by the clocks of the
 *   calendar's zone. 0 is the event's own day; where that has no hours, or has closed already, the next one that has.
 * - `calendar-days`: the last second of the nth local day after the event's day in the agreement's zone (`zone`).
 * - `working-time`: the earliest instant at which so many working seconds have passed.
 *
 * For what counts from the end of a period use `offsetAfterDay` with `period.to`: an instant at midnight alone does not
 * tell the end of one day from the start of the next.
 *
 * @param versionIndex the version of the terms under which the offset stands; each day's hours go by their own version.
 * @throws TallyError `calendar-never-open`, `zone-out-of-range`.
 */
export function offsetInstant(
  environment: ClockEnvironment,
  versionIndex: number,
  zone: ZoneTransitions,
  offset: Offset,
  anchor: EpochSeconds,
): EpochSeconds {
  switch (offset.kind) {
    case 'calendar-days':
      return endOfLocalDay(zone, localOfInstant(zone, anchor).date + offset.days);
    case 'working-time':
      return environment.workingTime(offset.calendar, versionIndex).due(anchor, offset.seconds);
    case 'business-days': {
      const local = calendarZone(environment, versionIndex, offset.calendar);
      const { date } = localOfInstant(local, anchor);
      const closing = closingOf(environment, versionIndex, offset, date);
      return closing < anchor
        ? closingOf(environment, versionIndex, { ...offset, days: offset.days + 1 }, date)
        : closing;
    }
  }
}

/**
 * The same after the end of a local day, e.g. the last one of a period: that day is day 0 (in the calendar's zone as
 * well, where it has one of its own), and working time counts from its end.
 */
export function offsetAfterDay(
  environment: ClockEnvironment,
  versionIndex: number,
  zone: ZoneTransitions,
  offset: Offset,
  day: DayNumber,
): EpochSeconds {
  switch (offset.kind) {
    case 'calendar-days':
      return endOfLocalDay(zone, day + offset.days);
    case 'working-time':
      return environment
        .workingTime(offset.calendar, versionIndex)
        .due(startOfLocalDate(zone, day + 1), offset.seconds);
    case 'business-days':
      return closingOf(environment, versionIndex, offset, day);
  }
}

/** The last second of a local day: the first of the next one is late. */
export function endOfLocalDay(zone: ZoneTransitions, day: DayNumber): EpochSeconds {
  return startOfLocalDate(zone, day + 1) - 1;
}

/** Where a day closes with the day itself (24x7), its last second, so that the next date is late whatever the hours. */
function closingOf(
  environment: ClockEnvironment,
  versionIndex: number,
  offset: Extract<Offset, { kind: 'business-days' }>,
  day: DayNumber,
): EpochSeconds {
  const workingTime = environment.workingTime(offset.calendar, versionIndex);
  const zone = calendarZone(environment, versionIndex, offset.calendar);
  const date = workingTime.addBusinessDays(day, offset.days);
  const closing = workingTime.closingOfBusinessDay(startOfLocalDate(zone, date), 0);
  return closing === startOfLocalDate(zone, date + 1) ? closing - 1 : closing;
}

function calendarZone(
  environment: ClockEnvironment,
  versionIndex: number,
  calendar: string,
): ZoneTransitions {
  const terms = environment.version(versionIndex).terms.calendars.get(calendar)!;
  return environment.zones.transitionsOf(terms.timezone);
}
