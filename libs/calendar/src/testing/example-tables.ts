import { parseInstant, parseLocalDate } from '@tallystick/quantities';
import { alwaysOpen, type CalendarHours, hoursOn } from '../hours/calendar-hours.js';
import { parseDayHours } from '../hours/day-hours.js';
import { compileWorkingTime } from '../working-time/compile-working-time.js';
import type { WorkingTime } from '../working-time/working-time.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';

export const instant = (text: string): number => parseInstant(text) / 1000;

export function weekdaysOpen(...hours: string[]): CalendarHours {
  const day = parseDayHours(hours, 'hours');
  return { ...alwaysOpen, weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] } };
}

export function everyDayOpen(...hours: string[]): CalendarHours {
  const calendar = weekdaysOpen(...hours);
  return { ...calendar, weekly: { ...calendar.weekly, sat: calendar.weekly.mon, sun: calendar.weekly.mon } };
}

export function tableOf(
  calendar: CalendarHours,
  zone = 'Europe/London',
  firstDate = '2025-03-03',
): WorkingTime {
  return compileWorkingTime({
    zone: pinnedZoneTable().transitionsOf(zone),
    hoursOn: (day) => hoursOn(calendar, day),
    firstDate: parseLocalDate(firstDate),
  });
}
