import { type DayNumber, dayOfWeek, type Weekday } from '@tallystick/quantities';
import type { DayHours } from './day-hours.js';

/** Opening hours as a contract states them, in local time. */
export interface CalendarHours {
  readonly weekly: Readonly<Record<Weekday, DayHours>>;
  /** Dates on which it is closed, whatever else is said of them. */
  readonly holidays: ReadonlySet<DayNumber>;
  /** The hours of single dates, instead of their weekday's; none means closed. */
  readonly overrides: ReadonlyMap<DayNumber, DayHours>;
  /** What is taken away on single dates. */
  readonly breaks: ReadonlyMap<DayNumber, DayHours>;
}

/**
 * What one local date contributes: the hours that open on it, and the breaks that stand on it. Both become instants
 * first and are subtracted then, so that a break takes away the same instants whatever the zone's clock does.
 * Breaks may overlap each other.
 */
export interface DayPlan {
  readonly hours: DayHours;
  readonly breaks: DayHours;
}

const none: DayHours = Object.freeze([]);
const wholeDay: DayHours = Object.freeze([Object.freeze([0, 86_400] as const)]);

/** 24x7: a calendar like any other. */
export const alwaysOpen: CalendarHours = Object.freeze({
  weekly: Object.freeze({
    mon: wholeDay,
    tue: wholeDay,
    wed: wholeDay,
    thu: wholeDay,
    fri: wholeDay,
    sat: wholeDay,
    sun: wholeDay,
  }),
  holidays: new Set<DayNumber>(),
  overrides: new Map<DayNumber, DayHours>(),
  breaks: new Map<DayNumber, DayHours>(),
});

/** The plan of a date: a holiday wins over an override, an override over the weekday; breaks go off what is left. */
export function hoursOn(calendar: CalendarHours, date: DayNumber): DayPlan {
  const hours = calendar.holidays.has(date)
    ? none
    : (calendar.overrides.get(date) ?? calendar.weekly[dayOfWeek(date)]);
  return { hours, breaks: calendar.breaks.get(date) ?? none };
}
