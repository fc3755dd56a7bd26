import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  compareText,
  dayOfWeek,
  daysInMonth,
  formatDuration,
  formatInstant,
  formatInstantSeconds,
  formatLocalDate,
  localDateParts,
  parseDuration,
  parseInstant,
  parseLocalDate,
  wholeSecond,
} from './index.js';

describe('instants', () => {
  test.each([
    ['2025-03-01T09:00:00Z', '2025-03-01T09:00:00Z'],
    ['2025-03-01T10:00:00+01:00', '2025-03-01T09:00:00Z'],
    ['2019-02-20T12:00:19.418-06:00', '2019-02-20T18:00:19.418Z'],
    ['2024-02-29t00:00:00.000z', '2024-02-29T00:00:00Z'],
    ['2024-02-29T00:00:00.1234567Z', '2024-02-29T00:00:00.123Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'],
  ])('%s is %s', (text, canonical) => {
    expect(formatInstant(parseInstant(text))).toBe(canonical);
  });

  test.each([
    '2025-03-01',
    '2025-03-01T09:00:00',
    '2025-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-03-01T24:00:00Z',
    '2025-03-01T09:60:00Z',
    '2025-03-01T09:00:60Z',
    '2025-03-01 09:00:00Z',
    '2025-03-01T09:00:00+25:00',
    '0099-03-01T09:00:00Z',
    '1000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-00:01',
  ])('"%s" is refused', (text) => {
    expect(() => parseInstant(text)).toThrowError(/not an instant/);
  });

  test('formatting and reading are inverse, and order is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e12, max: 4e12 }), (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant);
        expect(formatInstantSeconds(wholeSecond(instant)).slice(0, 19)).toBe(
          formatInstant(instant).slice(0, 19),
        );
        expect(formatInstant(instant).slice(0, 19)).toBe(new Date(instant).toISOString().slice(0, 19));
      }),
    );
  });
});

describe('local dates', () => {
  test('dates are days since 1970 and know their weekday', () => {
    expect(parseLocalDate('1970-01-01')).toBe(0);
    expect(dayOfWeek(0)).toBe('thu');
    expect(dayOfWeek(parseLocalDate('2025-03-31'))).toBe('mon');
    expect(dayOfWeek(parseLocalDate('1969-12-31'))).toBe('wed');
    expect(localDateParts(parseLocalDate('2024-02-29'))).toEqual({ year: 2024, month: 2, day: 29 });
    expect(daysInMonth(1900, 2)).toBe(28);
    expect(daysInMonth(2000, 2)).toBe(29);
  });

  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-12-16', 1, '2026-01-16'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-03-31', -13, '2024-02-29'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatLocalDate(addMonths(parseLocalDate(from), months))).toBe(to);
  });

  test.each(['2025-02-29', '0099-01-01', '2025-2-1', '01/02/2025', '2025-00-10', ''])(
    '"%s" is refused',
    (text) => {
      expect(() => parseLocalDate(text)).toThrowError(/not a date/);
    },
  );
});

describe('durations', () => {
  test.each([
    ['4h', 14_400],
    ['90m', 5400],
    ['8h30m', 30_600],
    ['45s', 45],
    ['132h30m', 477_000],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(['', '4', 'h', '1d', '-1h', '1.5h', '30m4h', '4 h'])('"%s" is refused', (text) => {
    expect(() => parseDuration(text)).toThrowError(/not a duration/);
  });

  test('formatting and reading are inverse', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
    expect(formatDuration(-90)).toBe('-1m30s');
  });
});

test('text is ordered by code units, whatever the locale', () => {
  expect(['b', 'a', 'Z', 'ä', 'z'].sort(compareText)).toEqual(['Z', 'a', 'b', 'z', 'ä']);
});
