import { formatHours } from '@tallystick/calendar';
import {
  type DayNumber,
  formatDuration,
  formatLocalDate,
  type Weekday,
  weekdays,
} from '@tallystick/quantities';
import type { CalendarTerms } from '../model/terms.js';

/** When a calendar is open, in whole sentences. */
export function describeCalendar(calendar: CalendarTerms): readonly string[] {
  const { weekly, holidays, overrides, breaks } = calendar.hours;
  const lines = [`Open ${describeWeek(weekly)} (${calendar.timezone}).`];
  if (calendar.nominalDaySeconds !== undefined) {
    lines.push(`A day of a limit is ${formatDuration(calendar.nominalDaySeconds)}.`);
  }
  if (holidays.size > 0) lines.push(`Closed on ${dates(holidays)}.`);
  for (const [date, hours] of overrides) {
    const open = hours.length === 0 ? 'closed' : `open ${formatHours(hours)}`;
    lines.push(`On ${formatLocalDate(date)} ${open}.`);
  }
  for (const [date, hours] of breaks) lines.push(`On ${formatLocalDate(date)} not ${formatHours(hours)}.`);
  return lines;
}

/** Neighbouring weekdays with the same hours are said together. */
function describeWeek(weekly: CalendarTerms['hours']['weekly']): string {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of weekdays) {
    const hours = formatHours(weekly[day]);
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  if (runs.length === 1 && runs[0]!.hours === '00:00-24:00') return 'around the clock';
  const open = runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => `${first === last ? first : `${first}-${last}`} ${hours}`);
  return open.length === 0 ? 'on the dates below only' : open.join('; ');
}

function dates(list: Iterable<DayNumber>): string {
  return [...list]
    .sort((a, b) => a - b)
    .map(formatLocalDate)
    .join(', ');
}
