import { formatInstantSeconds, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { parseDayHours } from '../hours/day-hours.js';
import { instant, tableOf, weekdaysOpen } from '../testing/example-tables.js';

const date = parseLocalDate;
const office = tableOf(weekdaysOpen('09:00-12:00', '13:00-17:00'));

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
