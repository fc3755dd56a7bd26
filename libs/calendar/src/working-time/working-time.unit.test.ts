import { formatInstantSeconds, parseInstant, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { alwaysOpen, type CalendarHours, hoursOn } from '../hours/calendar-hours.js';
import { parseDayHours } from '../hours/day-hours.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';
import { startOfLocalDate } from '../zones/local-time.js';
import { sliceTransitions } from '../zones/zone-transitions.js';
import { compileWorkingTime } from './compile-working-time.js';
import { mergeIntervals, subtractIntervals } from './intervals.js';

const instant = (text: string): number => parseInstant(text) / 1000;
const date = parseLocalDate;

function weekdaysOpen(...hours: string[]): CalendarHours {
  const day = parseDayHours(hours, 'hours');
  return { ...alwaysOpen, weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] } };
}

function everyDayOpen(...hours: string[]): CalendarHours {
  const calendar = weekdaysOpen(...hours);
  return { ...calendar, weekly: { ...calendar.weekly, sat: calendar.weekly.mon, sun: calendar.weekly.mon } };
}

function tableOf(calendar: CalendarHours, zone = 'Europe/London', firstDate = '2025-03-03') {
  return compileWorkingTime({
    zone: pinnedZoneTable().transitionsOf(zone),
    hoursOn: (day) => hoursOn(calendar, day),
    firstDate: date(firstDate),
  });
}

const office = tableOf(weekdaysOpen('09:00-12:00', '13:00-17:00'));
const withCode = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('the second before, at and after', () => {
  test.each([
    ['opening', '2025-03-03T08:59:59Z', 0, false],
    ['opening', '2025-03-03T09:00:00Z', 0, true],
    ['opening', '2025-03-03T09:00:01Z', 1, true],
    ['closing', '2025-03-03T11:59:59Z', 10_799, true],
    ['closing', '2025-03-03T12:00:00Z', 10_800, false],
    ['closing', '2025-03-03T12:00:01Z', 10_800, false],
    ['the end of the day', '2025-03-03T16:59:59Z', 25_199, true],
    ['the end of the day', '2025-03-03T17:00:00Z', 25_200, false],
    ['the next opening', '2025-03-04T09:00:01Z', 25_201, true],
  ])('%s: %s', (_, when, seconds, open) => {
    expect(office.elapsed(instant('2025-03-03T00:00:00Z'), instant(when))).toBe(seconds);
    expect(office.isOpen(instant(when))).toBe(open);
  });

  test.each([
    [10_799, '2025-03-03T11:59:59Z'],
    [10_800, '2025-03-03T12:00:00Z'],
    [10_801, '2025-03-03T13:00:01Z'],
    [25_200, '2025-03-03T17:00:00Z'],
    [25_201, '2025-03-04T09:00:01Z'],
    [25_200 * 5, '2025-03-07T17:00:00Z'],
    [25_200 * 5 + 1, '2025-03-10T09:00:01Z'],
  ])('due of %i seconds is %s', (seconds, due) => {
    expect(formatInstantSeconds(office.due(instant('2025-03-03T00:00:00Z'), seconds))).toBe(due);
  });

  test.each([
    ['2025-03-03T08:59:59Z', '2025-03-03T09:00:00Z'],
    ['2025-03-03T09:00:00Z', '2025-03-03T09:00:00Z'],
    ['2025-03-03T12:00:00Z', '2025-03-03T13:00:00Z'],
    ['2025-03-07T17:00:00Z', '2025-03-10T09:00:00Z'],
  ])('from %s the next opening is %s', (from, opening) => {
    expect(formatInstantSeconds(office.nextOpening(instant(from)))).toBe(opening);
  });
});

describe('pauses', () => {
  const from = instant('2025-03-03T09:00:00Z');
  const pauses = mergeIntervals([
    [instant('2025-03-03T10:00:00Z'), instant('2025-03-03T10:30:00Z')],
    [instant('2025-03-03T16:00:00Z'), instant('2025-03-04T10:00:00Z')],
  ]);

  test('only what they take of the open time counts', () => {
    expect(office.elapsedLess(from, instant('2025-03-04T11:00:00Z'), pauses)).toBe(
      25_200 + 7200 - 1800 - 7200,
    );
  });

  test.each([
    [3600, '2025-03-03T10:00:00Z'],
    [3601, '2025-03-03T10:30:01Z'],
    [19_800, '2025-03-03T16:00:00Z'],
    [19_801, '2025-03-04T10:00:01Z'],
  ])('due of %i seconds is %s', (seconds, due) => {
    expect(formatInstantSeconds(office.due(from, seconds, pauses))).toBe(due);
  });

  test('a pause without an end lets the clock pass only what lay before it', () => {
    const running = [[instant('2025-03-03T16:00:00Z'), Infinity]] as const;
    expect(office.elapsedLess(from, instant('2025-06-03T16:00:00Z'), running)).toBe(21_600);
    expect(formatInstantSeconds(office.due(from, 21_600, running))).toBe('2025-03-03T16:00:00Z');
    expect(() => office.due(from, 21_601, running)).toThrow(withCode('calendar-never-open'));
  });

  test('pauses that are not merged are refused', () => {
    const apart = [
      [from + 10, from + 20],
      [from, from + 5],
    ] as const;
    expect(() => office.elapsedLess(from, from + 100, apart)).toThrow(withCode('worktime-invalid'));
    expect(() => office.due(from, 100, apart)).toThrow(withCode('worktime-invalid'));
  });
});

describe('clock changes', () => {
  test.each([
    ['Europe/London', '2025-03-30', 23],
    ['Europe/London', '2025-10-26', 25],
    ['Australia/Lord_Howe', '2024-10-06', 23.5],
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Antarctica/Troll', '2024-03-31', 22],
    ['America/Havana', '2024-03-10', 23],
  ])('24x7 in %s on %s lasts %d hours', (zone, text, hours) => {
    const transitions = pinnedZoneTable().transitionsOf(zone);
    const table = tableOf(alwaysOpen, zone, text);
    const [start, end] = [
      startOfLocalDate(transitions, date(text)),
      startOfLocalDate(transitions, date(text) + 1),
    ];
    expect(table.elapsed(start, end)).toBe(hours * 3600);
    expect(table.closingOfBusinessDay(start, 0)).toBe(end);
  });

  // Los Angeles skips 02:00-03:00 on 2006-04-02 and repeats 01:00-02:00 on 2006-10-29.
  test.each([
    ['opens in the gap and closes after it', '02:30-05:00', '2006-04-02', 5400],
    ['opens in the gap and would close before: it opens when the gap ends', '02:30-03:15', '2006-04-02', 900],
    ['lies in the gap: both edges move', '02:10-02:50', '2006-04-02', 2400],
    ['fills the gap: nothing of it exists', '02:00-03:00', '2006-04-02', 0],
    ['closes in the gap', '01:30-02:30', '2006-04-02', 3600],
    ['spans the gap', '01:00-04:00', '2006-04-02', 7200],
    ['opens in the overlap: at the first occurrence', '01:30-03:00', '2006-10-29', 9000],
    ['closes in the overlap: at the first occurrence', '00:30-01:30', '2006-10-29', 3600],
    ['spans the overlap', '00:00-04:00', '2006-10-29', 18_000],
  ])('a shift that %s', (_, hours, text, seconds) => {
    const zone = 'America/Los_Angeles';
    const transitions = pinnedZoneTable().transitionsOf(zone);
    const table = tableOf(everyDayOpen(hours), zone, text);
    const [start, end] = [
      startOfLocalDate(transitions, date(text)),
      startOfLocalDate(transitions, date(text) + 1),
    ];
    expect(table.elapsed(start, end)).toBe(seconds);
    expect(table.isBusinessDay(date(text))).toBe(seconds > 0);
  });

  test('hours of a skipped date do not move to the next', () => {
    const apia = tableOf(weekdaysOpen('09:00-17:00'), 'Pacific/Apia', '2011-12-26');
    expect(apia.isBusinessDay(date('2011-12-29'))).toBe(true);
    expect(apia.isBusinessDay(date('2011-12-30'))).toBe(false);
    expect(apia.addBusinessDays(date('2011-12-29'), 1)).toBe(date('2012-01-02'));
    expect(apia.elapsed(instant('2011-12-28T10:00:00Z'), instant('2012-01-01T10:00:00Z'))).toBe(2 * 8 * 3600);
  });
});

describe('business days', () => {
  const closing = (from: string, n: number): string =>
    formatInstantSeconds(office.closingOfBusinessDay(instant(from), n));

  test.each([
    ['2025-03-03T00:00:00Z', 0, '2025-03-03T17:00:00Z'],
    ['2025-03-03T23:00:00Z', 0, '2025-03-03T17:00:00Z'],
    ['2025-03-03T23:00:00Z', 1, '2025-03-04T17:00:00Z'],
    ['2025-03-07T12:00:00Z', 1, '2025-03-10T17:00:00Z'],
    ['2025-03-08T12:00:00Z', 0, '2025-03-10T17:00:00Z'],
    ['2025-03-08T12:00:00Z', 2, '2025-03-11T17:00:00Z'],
    ['2025-03-28T12:00:00Z', 1, '2025-03-31T16:00:00Z'],
  ])('from %s the end of business day %i is %s', (from, n, expected) => {
    expect(closing(from, n)).toBe(expected);
  });

  test.each([
    ['2025-03-10', -1, '2025-03-07'],
    ['2025-03-09', -1, '2025-03-07'],
    ['2025-03-08', 0, '2025-03-10'],
    ['2025-03-10', 10, '2025-03-24'],
  ])('%s and %i business days is %s', (from, n, expected) => {
    expect(office.addBusinessDays(date(from), n)).toBe(date(expected));
  });

  test('a night shift belongs to the date on which it opens', () => {
    const night = tableOf(weekdaysOpen('22:00-06:00'));
    expect(formatInstantSeconds(night.closingOfBusinessDay(instant('2025-03-07T12:00:00Z'), 0))).toBe(
      '2025-03-08T06:00:00Z',
    );
    expect(night.isBusinessDay(date('2025-03-08'))).toBe(false);
    expect(night.elapsed(instant('2025-03-07T00:00:00Z'), instant('2025-03-08T00:00:00Z'))).toBe(8 * 3600);
  });

  test('a date whose hours a break takes away whole is none', () => {
    const breaks = new Map([[date('2025-03-04'), parseDayHours(['00:00-24:00'], 'x')]]);
    const table = tableOf({ ...weekdaysOpen('09:00-17:00'), breaks });
    expect(table.isBusinessDay(date('2025-03-04'))).toBe(false);
    expect(table.addBusinessDays(date('2025-03-03'), 1)).toBe(date('2025-03-05'));
  });
});

describe('what is refused', () => {
  const from = instant('2025-03-03T09:00:00Z');
  const closed: CalendarHours = { ...alwaysOpen, weekly: weekdaysOpen().weekly };

  test('reversed ranges, limits that are not positive, instants that are not whole', () => {
    expect(office.elapsed(from, from)).toBe(0);
    expect(() => office.elapsed(from, from - 1)).toThrow(withCode('worktime-invalid'));
    expect(() => office.openIntervals(from, from - 1)).toThrow(withCode('worktime-invalid'));
    expect(() => office.elapsed(from, from + 0.5)).toThrow(withCode('worktime-invalid'));
    expect(() => office.elapsed(from, Number.NaN)).toThrow(withCode('worktime-invalid'));
    expect(() => office.due(from, 0)).toThrow(withCode('worktime-invalid'));
    expect(() => office.due(from, 1.5)).toThrow(withCode('worktime-invalid'));
    expect(() => office.addBusinessDays(date('2025-03-03'), 0.5)).toThrow(withCode('worktime-invalid'));
    expect(() => office.isBusinessDay(0.5)).toThrow(withCode('worktime-invalid'));
    expect(() => mergeIntervals([[5, 4]])).toThrow(withCode('worktime-invalid'));
  });

  test('a calendar that never opens, however often it is asked', () => {
    const table = tableOf(closed);
    expect(() => table.due(from, 1)).toThrow(withCode('calendar-never-open'));
    expect(() => table.nextOpening(from)).toThrow(withCode('calendar-never-open'));
    expect(() => table.closingOfBusinessDay(from, 1)).toThrow(withCode('calendar-never-open'));
    expect(table.elapsed(from, from + 1_000_000_000)).toBe(0);
    expect(table.openIntervals(from, from + 1_000_000_000)).toStrictEqual([]);
  });

  test('a calendar that opens once in nine years is searched, and then given up', () => {
    const once = tableOf({
      ...closed,
      overrides: new Map([[date('2034-03-03'), parseDayHours(['09:00-10:00'], 'x')]]),
    });
    expect(formatInstantSeconds(once.due(from, 3600))).toBe('2034-03-03T10:00:00Z');
    expect(formatInstantSeconds(once.nextOpening(from))).toBe('2034-03-03T09:00:00Z');
    expect(() => once.due(from, 3601)).toThrow(withCode('calendar-never-open'));
  });

  test('what the zone does not cover: never a wrong number', () => {
    const zone = sliceTransitions(pinnedZoneTable().transitionsOf('Europe/London'), from, from + 86_400);
    const table = compileWorkingTime({
      zone,
      hoursOn: (day) => hoursOn(alwaysOpen, day),
      firstDate: date('2025-03-03'),
    });
    expect(table.elapsed(from, from + 86_400)).toBe(86_400);
    expect(table.workingSecondsBefore(from)).toBe(0);
    expect(table.due(from, 86_400)).toBe(from + 86_400);
    expect(() => table.due(from, 86_401)).toThrow(withCode('zone-out-of-range'));
    expect(() => table.elapsed(from - 1, from)).toThrow(withCode('zone-out-of-range'));
    expect(() => table.elapsed(from, from + 86_401)).toThrow(withCode('zone-out-of-range'));
    expect(() => table.nextOpening(from + 86_400)).toThrow(withCode('calendar-never-open'));
    expect(() => table.closingOfBusinessDay(from, 1)).toThrow(withCode('zone-out-of-range'));
    expect(() => table.isBusinessDay(date('2025-03-02'))).toThrow(withCode('zone-out-of-range'));
    expect(() => tableOf(alwaysOpen, 'UTC', '2600-01-01')).toThrow(withCode('zone-out-of-range'));
  });

  test('a plan that contradicts itself, naming the date', () => {
    const table = () =>
      compileWorkingTime({
        zone: pinnedZoneTable().transitionsOf('UTC'),
        hoursOn: (day) => ({ hours: day === date('2025-03-05') ? [[10, 5]] : [], breaks: [] }),
        firstDate: date('2025-03-03'),
      });
    expect(table).toThrow(withCode('calendar-invalid'));
    expect(table).toThrow('2025-03-05');
  });
});

describe('each day under its own terms', () => {
  test('hours that change from one day to the next', () => {
    const before = weekdaysOpen('09:00-17:00');
    const after = weekdaysOpen('08:00-18:00');
    const table = compileWorkingTime({
      zone: pinnedZoneTable().transitionsOf('UTC'),
      hoursOn: (day) => hoursOn(day < date('2025-03-05') ? before : after, day),
      firstDate: date('2025-03-03'),
    });
    expect(table.elapsed(instant('2025-03-03T00:00:00Z'), instant('2025-03-08T00:00:00Z'))).toBe(
      (2 * 8 + 3 * 10) * 3600,
    );
  });
});

describe('intervals', () => {
  test.each([
    [[], []],
    [[[5, 5]], []],
    [
      [
        [3, 5],
        [1, 2],
      ],
      [
        [1, 2],
        [3, 5],
      ],
    ],
    [
      [
        [1, 3],
        [3, 5],
      ],
      [[1, 5]],
    ],
    [
      [
        [1, 9],
        [2, 3],
        [8, 12],
      ],
      [[1, 12]],
    ],
    [
      [
        [1, Infinity],
        [5, 7],
      ],
      [[1, Infinity]],
    ],
  ])('%j merge into %j', (intervals, merged) => {
    expect(mergeIntervals(intervals as [number, number][])).toStrictEqual(merged);
  });

  test.each([
    [[[0, 10]], [], [[0, 10]]],
    [[[0, 10]], [[0, 10]], []],
    [
      [[0, 10]],
      [
        [2, 3],
        [5, 12],
      ],
      [
        [0, 2],
        [3, 5],
      ],
    ],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[5, 25]],
      [
        [0, 5],
        [25, 30],
      ],
    ],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[10, 20]],
      [
        [0, 10],
        [20, 30],
      ],
    ],
  ])('%j less %j is %j', (from, away, left) => {
    expect(subtractIntervals(from as [number, number][], away as [number, number][])).toStrictEqual(left);
  });
});
