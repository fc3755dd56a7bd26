import { isTallyError, TallyError } from '@tallystick/errors';
import {
  type DayNumber,
  type EpochSeconds,
  formatInstantSeconds,
  parseInstant,
  parseLocalDate,
  type Weekday,
  weekdays,
  wholeSecond,
} from '@tallystick/quantities';
import { type CalendarHours, hoursOn } from './hours/calendar-hours.js';
import { type DayHours, parseInterval } from './hours/day-hours.js';
import { compileWorkingTime } from './working-time/compile-working-time.js';
import { type Interval, mergeIntervals } from './working-time/intervals.js';
import { localOfInstant } from './zones/local-time.js';
import type { ZoneTable } from './zones/zone-table.js';

export type WorkingTimeAnswer =
  | { readonly id: string | number; readonly seconds: number }
  | { readonly id: string | number; readonly due: string };

/**
 * Answers one question of working time as JSON carries it (`tally worktime --batch`):
 *
 * - `id`, `timezone`; `weekly_hours`: weekday (`mon` … `sun`) → list of `[open, close]` local times;
 * - optional `holidays`: dates; `overrides`, `breaks`: date → list of `[open, close]`; `pauses`: list of `[start, end]` instants;
 * - `kind: "elapsed"` with `from`, `to` → `seconds`; `kind: "due"` with `from`, `seconds` → `due`.
 *
 * A question is answered where a contract would be refused: a reversed or empty range has 0 seconds, a limit of 0 is due
 * at `from`, hours that overlap count once. An instant between two seconds counts as the earlier. Other keys are ignored.
 *
 * @throws TallyError `worktime-invalid` naming the field; `calendar-invalid`, `zone-unknown`, `zone-out-of-range`,
 * `calendar-never-open`.
 */
export function answerWorkingTimeCase(question: unknown, zones: ZoneTable): WorkingTimeAnswer {
  const fields = objectAt(question, 'the question');
  const id = fields['id'];
  if (typeof id !== 'string' && typeof id !== 'number') {
    throw invalid('id', 'it is missing', 'Give the question an id, which the answer repeats.');
  }
  const zone = zones.transitionsOf(textAt(fields['timezone'], 'timezone'));
  const calendar = calendarOf(fields);
  const pauses = pausesOf(fields['pauses']);
  const from = instantAt(fields['from'], 'from');
  const compile = () =>
    compileWorkingTime({
      zone,
      hoursOn: (date) => hoursOn(calendar, date),
      firstDate: localOfInstant(zone, from).date,
    });

  const kind = fields['kind'];
  if (kind === 'elapsed') {
    const to = instantAt(fields['to'], 'to');
    return { id, seconds: to <= from ? 0 : compile().elapsedLess(from, to, pauses) };
  }
  if (kind === 'due') {
    const seconds = fields['seconds'];
    if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < 0) {
      throw invalid(
        'seconds',
        `${shown(seconds)} is not a whole number of seconds from 0`,
        'Write e.g. 14400.',
      );
    }
    return { id, due: formatInstantSeconds(seconds === 0 ? from : compile().due(from, seconds, pauses)) };
  }
  throw invalid('kind', `${shown(kind)} is no kind of question`, 'Write "elapsed" or "due".');
}

function calendarOf(fields: Readonly<Record<string, unknown>>): CalendarHours {
  const weekly: Record<Weekday, DayHours> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const [name, hours] of Object.entries(objectAt(fields['weekly_hours'], 'weekly_hours'))) {
    const weekday = weekdays.find((known) => known === name);
    if (weekday === undefined) {
      throw invalid(`weekly_hours.${name}`, 'it is no weekday', `Use ${weekdays.join(', ')}.`);
    }
    weekly[weekday] = hoursAt(hours, `weekly_hours.${name}`);
  }
  const holidays = optionalListAt(fields['holidays'], 'holidays');
  return {
    weekly,
    holidays: new Set(holidays.map((date, index) => dateAt(date, `holidays[${index}]`))),
    overrides: hoursByDateAt(fields['overrides'], 'overrides'),
    breaks: hoursByDateAt(fields['breaks'], 'breaks'),
  };
}

function pausesOf(value: unknown): readonly Interval[] {
  const pauses = optionalListAt(value, 'pauses').map((pause, index): Interval => {
    const place = `pauses[${index}]`;
    const [start, end] = pairAt(pause, place);
    const interval: Interval = [instantAt(start, `${place}[0]`), instantAt(end, `${place}[1]`)];
    if (interval[1] < interval[0]) {
      throw invalid(place, 'it ends before it starts', 'Write the start first.');
    }
    return interval;
  });
  return mergeIntervals(pauses);
}

function hoursByDateAt(value: unknown, place: string): ReadonlyMap<DayNumber, DayHours> {
  const entries = value === undefined || value === null ? [] : Object.entries(objectAt(value, place));
  return new Map(entries.map(([date, hours]) => [dateAt(date, place), hoursAt(hours, `${place}.${date}`)]));
}

function hoursAt(value: unknown, place: string): DayHours {
  const hours = listAt(value, place).map((interval, index) => {
    const [open, close] = pairAt(interval, `${place}[${index}]`);
    return parseInterval(
      textAt(open, `${place}[${index}][0]`),
      textAt(close, `${place}[${index}][1]`),
      `${place}[${index}]`,
    );
  });
  return mergeIntervals(hours);
}

function objectAt(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(place, `${shown(value)} is not an object`, 'Write a JSON object there.');
  }
  return value as Readonly<Record<string, unknown>>;
}

function optionalListAt(value: unknown, place: string): readonly unknown[] {
  return value === undefined || value === null ? [] : listAt(value, place);
}

function listAt(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw invalid(place, `${shown(value)} is not a list`, 'Write a JSON list there.');
  }
  return value;
}

function pairAt(value: unknown, place: string): readonly [unknown, unknown] {
  const [first, second, ...rest] = listAt(value, place);
  if (first === undefined || second === undefined || rest.length > 0) {
    throw invalid(place, 'it is not a pair', 'Write two values, the start and the end.');
  }
  return [first, second];
}

function textAt(value: unknown, place: string): string {
  if (typeof value !== 'string') {
    throw invalid(place, `${shown(value)} is not a text`, 'Write it in quotes.');
  }
  return value;
}

function instantAt(value: unknown, place: string): EpochSeconds {
  return wholeSecond(placed(place, () => parseInstant(textAt(value, place))));
}

function dateAt(value: unknown, place: string): DayNumber {
  return placed(place, () => parseLocalDate(textAt(value, place)));
}

/** Adds the place to the error of a text that is not what it should be. */
function placed<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isTallyError(error) && error.code === 'quantity-invalid') {
      throw new TallyError(
        'worktime-invalid',
        `${place}: ${error.message}`,
        [{ place, problem: error.message }],
        error,
      );
    }
    throw error;
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function invalid(place: string, problem: string, mend: string): TallyError {
  return new TallyError('worktime-invalid', `${place}: ${problem}. ${mend}`, [{ place, problem, mend }]);
}
