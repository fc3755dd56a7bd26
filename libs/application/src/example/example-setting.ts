import { compileWorkingTime, hoursOn, type WorkingTime, type ZoneTable } from '@tallystick/calendar';
import { type DayNumber, type EpochSeconds, localDateOf, parseInstant } from '@tallystick/quantities';

/** The made-up year, its months and the hours in which its people work. */
export const exampleYear = 2025;
/** Ends some days into the next year, so that December can be stated as its predecessors were. */
export const exampleUntil: EpochSeconds = parseInstant('2026-01-08T00:00:00Z') / 1000;
export const exampleFirstDay: DayNumber = localDateOf(exampleYear, 1, 1);
export const exampleLastDay: DayNumber = localDateOf(exampleYear, 12, 31);

export const secondsPerDay = 86_400;

/** How hard each month is on the provider: durations are multiplied by it. March goes badly, and so does autumn. */
export const strainOfMonth = [0.8, 0.9, 1.7, 1.0, 0.85, 0.8, 1.0, 1.2, 0.9, 1.6, 1.1, 0.9] as const;

/** The hours in which the example's help desk works; the contract's own calendar is in the terms. */
export function deskHours(zones: ZoneTable): WorkingTime {
  const day = [
    [8.5 * 3600, 12.5 * 3600],
    [13.5 * 3600, 18 * 3600],
  ] as const;
  const hours = {
    weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
    holidays: new Set<DayNumber>(),
    overrides: new Map(),
    breaks: new Map(),
  };
  return compileWorkingTime({
    zone: zones.transitionsOf('Europe/London'),
    hoursOn: (date) => hoursOn(hours, date),
    firstDate: exampleFirstDay,
  });
}
