import { alwaysOpen, type CalendarHours, parseDayHours } from '@tallystick/calendar';
import { DurationText, Either, Field, joinPath, ListOf, MapOf, shape, Text } from '@tallystick/documents';
import { isTallyError } from '@tallystick/errors';
import {
  type DayNumber,
  parseDuration,
  parseLocalDate,
  type Weekday,
  weekdays,
} from '@tallystick/quantities';
import type { CalendarTerms } from '../model/terms.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { checkTimezone } from './timezone.js';

/** The opening hours of one local date, as the calendar room has them. */
type DayHours = CalendarHours['weekly'][Weekday];

const dateKeys = /^\d{4}-\d{2}-\d{2}$/;
const intervals = shape.text({ called: 'an interval of time', example: '08:30-12:30 or 22:00-06:00' });

export class CalendarClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Either({
    text: shape.choice(['24x7']),
    object: shape.map(shape.list(intervals, { min: 1 }), { min: 1 }),
    meaning:
      'The opening hours of the week: `24x7`, or by weekday (`mon`), range (`mon-fri`) or list (`mon,wed`). A shift ' +
      'that crosses midnight (`22:00-06:00`) belongs to the day on which it opens. Days left out are closed.',
  })
  hours!: string | ReadonlyMap<string, readonly string[]>;

  @DurationText({
    optional: true,
    meaning:
      'How long the nominal day is that `1d` in a limit means. Without it, limits in days are an error.',
  })
  day?: string;

  @Text({
    optional: true,
    default: "the agreement's",
    meaning: 'The IANA time zone of the hours.',
    example: 'Europe/London',
  })
  timezone?: string;

  @ListOf(shape.localDate(), {
    optional: true,
    meaning: 'Dates on which it is closed, whatever else is said of them.',
  })
  holidays?: readonly string[];

  @MapOf(shape.list(intervals), {
    optional: true,
    keys: dateKeys,
    meaning: "The hours of single dates instead of their weekday's; an empty list means closed.",
  })
  overrides?: ReadonlyMap<string, readonly string[]>;

  @MapOf(shape.list(intervals, { min: 1 }), {
    optional: true,
    keys: dateKeys,
    meaning: 'What is taken away on single dates.',
  })
  breaks?: ReadonlyMap<string, readonly string[]>;
}

export function resolveCalendar(
  authored: CalendarClause,
  path: string,
  resolution: Resolution,
): CalendarTerms | undefined {
  const timezone = authored.timezone ?? resolution.timezone;
  if (authored.timezone !== undefined) checkTimezone(authored.timezone, `${path}.timezone`, resolution);
  checkDistinct(authored.holidays, `${path}.holidays`, resolution);
  const weekly =
    typeof authored.hours === 'string'
      ? alwaysOpen.weekly
      : readWeek(authored.hours, `${path}.hours`, resolution);
  const overrides = readDates(authored.overrides, `${path}.overrides`, resolution);
  const breaks = readDates(authored.breaks, `${path}.breaks`, resolution);
  const nominalDaySeconds = authored.day === undefined ? undefined : parseDuration(authored.day);
  if (nominalDaySeconds !== undefined && (nominalDaySeconds <= 0 || nominalDaySeconds > 86_400)) {
    return resolution.problem(
      `${path}.day`,
      `${authored.day} is not the length of a day.`,
      'Write e.g. 8h or 24h.',
    );
  }
  if (timezone === undefined || !resolution.isSound(path)) return undefined;
  const holidays = new Set((authored.holidays ?? []).map(parseLocalDate));
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    hours: Object.freeze({ weekly, holidays, overrides, breaks }),
    nominalDaySeconds,
    timezone,
  });
}

function readWeek(
  hours: ReadonlyMap<string, readonly string[]>,
  path: string,
  resolution: Resolution,
): CalendarHours['weekly'] {
  const week: Record<Weekday, DayHours> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const statedBy = new Map<Weekday, string>();
  for (const [key, texts] of hours) {
    const keyPath = joinPath(path, key);
    const days = readWeekdays(key);
    if (days === undefined) {
      resolution.problem(
        keyPath,
        `\`${key}\` names no weekdays.`,
        `Write ${weekdays.join(', ')}, a range such as mon-fri, or a list such as mon,wed.`,
      );
      continue;
    }
    const dayHours = readHours(texts, keyPath, resolution);
    for (const day of days) {
      const first = statedBy.get(day);
      if (first === undefined) {
        statedBy.set(day, key);
        week[day] = dayHours;
      } else {
        resolution.problem(
          keyPath,
          `The hours of ${day} are stated by \`${first}\` already.`,
          'State each weekday once.',
        );
      }
    }
  }
  checkNights(week, path, resolution);
  return Object.freeze(week);
}

/** The weekdays that a key means, or nothing for a key that is not one; `fri-mon` goes over the weekend. */
export function readWeekdays(key: string): readonly Weekday[] | undefined {
  const result: Weekday[] = [];
  for (const part of key.split(',')) {
    const [first, last, ...rest] = part.split('-').map((name) => weekdays.indexOf(name.trim() as Weekday));
    if (first === undefined || first < 0 || rest.length > 0 || last === -1) return undefined;
    const count = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
    for (let step = 0; step < count; step += 1) result.push(weekdays[(first + step) % 7]!);
  }
  return new Set(result).size === result.length ? result : undefined;
}

function readHours(texts: readonly string[], path: string, resolution: Resolution): DayHours {
  try {
    return parseDayHours(texts, path);
  } catch (error) {
    if (!isTallyError(error) || error.code !== 'calendar-invalid') throw error;
    for (const { place, problem, mend = 'Correct the interval.' } of error.details) {
      resolution.problem(place, `${problem}.`, mend);
    }
    return [];
  }
}

/** A night shift must end before the next day's first shift begins, or an hour would be opened twice. */
function checkNights(week: CalendarHours['weekly'], path: string, resolution: Resolution): void {
  weekdays.forEach((day, index) => {
    const next = weekdays[(index + 1) % 7]!;
    const lastClose = (week[day].at(-1)?.[1] ?? 0) - 86_400;
    const firstOpen = week[next][0]?.[0];
    if (firstOpen !== undefined && lastClose > firstOpen) {
      resolution.problem(
        path,
        `The night shift of ${day} overlaps the hours of ${next}.`,
        'Let the night end before the next day opens.',
      );
    }
  });
}

function readDates(
  dates: ReadonlyMap<string, readonly string[]> | undefined,
  path: string,
  resolution: Resolution,
): ReadonlyMap<DayNumber, DayHours> {
  const result = new Map<DayNumber, DayHours>();
  for (const [date, texts] of dates ?? []) {
    const datePath = joinPath(path, date);
    try {
      result.set(parseLocalDate(date), readHours(texts, datePath, resolution));
    } catch (error) {
      if (!isTallyError(error) || error.code !== 'quantity-invalid') throw error;
      resolution.problem(datePath, `${date} is not a date.`, 'Write a day that exists, e.g. 2025-12-24.');
    }
  }
  return result;
}
