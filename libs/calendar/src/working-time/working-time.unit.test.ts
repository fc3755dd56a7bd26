import { formatInstantSeconds, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { hoursOn } from '../hours/calendar-hours.js';
import { instant, tableOf, weekdaysOpen } from '../testing/example-tables.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';
import { compileWorkingTime } from './compile-working-time.js';
import { mergeIntervals } from './intervals.js';

const date = parseLocalDate;
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
