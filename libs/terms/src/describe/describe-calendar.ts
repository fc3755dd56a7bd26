import { type CalendarHours, formatHours } from '@tallystick/calendar';
import {
  type DayNumber,
  formatLocalDate,
  toWholeNumber,
  type Weekday,
  weekdays,
} from '@tallystick/quantities';
import type { CalendarTerms } from '../model/terms.js';
import { describeDuration } from './describe-duration.js';
import { joined } from './words.js';

/** When a calendar is open, in whole sentences. */
export function describeCalendar(calendar: CalendarTerms): readonly string[] {
  const { weekly, holidays, overrides, breaks } = calendar.hours;
  const lines = [`Open ${describeWeek(weekly)}, in the time zone ${calendar.timezone}.`];
  if (calendar.nominalDaySeconds !== undefined) {
    lines.push(`A day of a limit is ${describeDuration(calendar.nominalDaySeconds)} of working time.`);
  }
  if (holidays.size > 0) lines.push(`Closed on ${dates(holidays)}.`);
  for (const [date, hours] of overrides) {
    const open = hours.length === 0 ? 'closed' : `open ${describeHours(hours)}`;
    lines.push(`On ${formatLocalDate(date)} ${open}.`);
  }
  for (const [date, hours] of breaks) lines.push(`On ${formatLocalDate(date)} not ${describeHours(hours)}.`);
  return lines;
}

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** Neighbouring weekdays with the same hours are said together. */
function describeWeek(weekly: CalendarTerms['hours']['weekly']): string {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of weekdays) {
    const hours = describeHours(weekly[day]);
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  if (runs.length === 1 && runs[0]!.hours === '00:00 to 24:00') return 'around the clock';
  const open = runs
    .filter(({ hours }) => hours !== '')
    .map(
      ({ first, last, hours }) =>
        `${first === last ? dayNames[first] : `${dayNames[first]} to ${dayNames[last]}`} ${hours}`,
    );
  return open.length === 0 ? 'on the dates below only' : open.join('; ');
}

/** `08:30 to 12:30 and 13:30 to 18:00`, `22:00 to 06:00 of the next day`. */
function describeHours(hours: CalendarHours['weekly'][Weekday]): string {
  return joined(
    hours.map((interval) => {
      const [open, close] = formatHours([interval]).split('-') as [string, string];
      const hour = toWholeNumber(close.slice(0, 2));
      if (hour < 24 || close === '24:00') return `${open} to ${close}`;
      return `${open} to ${String(hour - 24).padStart(2, '0')}${close.slice(2)} of the next day`;
    }),
  );
}

function dates(list: Iterable<DayNumber>): string {
  return [...list]
    .sort((a, b) => a - b)
    .map(formatLocalDate)
    .join(', ');
}
