import { parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { alwaysOpen, type CalendarHours, hoursOn } from './calendar-hours.js';
import { checkDayHours, formatHours, parseDayHours, parseTimeOfDay } from './day-hours.js';

describe('times of day', () => {
  test.each([
    ['00:00', 0],
    ['08:30', 30_600],
    ['08:30:15', 30_615],
    ['23:59:59', 86_399],
    ['24:00', 86_400],
  ])('%s is second %i', (text, second) => {
    expect(parseTimeOfDay(text, 'x')).toBe(second);
  });

  test.each(['', '8:30', '24:01', '25:00', '12:60', '12:00:60', '-1:00', '08.30', ' 08:30', '08:30Z'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseTimeOfDay(text, 'calendars.office.weekly.mon')).toThrow(
        expect.objectContaining({
          code: 'calendar-invalid',
          details: [expect.objectContaining({ place: 'calendars.office.weekly.mon' })],
        }),
      );
    },
  );
});

describe('hours of a day', () => {
  test.each([
    [['08:30-12:30'], [[30_600, 45_000]]],
    [
      ['13:00 - 17:00', '09:00-12:00'],
      [
        [32_400, 43_200],
        [46_800, 61_200],
      ],
    ],
    [['22:00-06:00'], [[79_200, 108_000]]],
    [['22:00-00:00'], [[79_200, 86_400]]],
    [['00:00-24:00'], [[0, 86_400]]],
    [
      ['09:00-12:00', '12:00-13:00'],
      [
        [32_400, 43_200],
        [43_200, 46_800],
      ],
    ],
    [[], []],
  ])('%j', (texts, expected) => {
    expect(parseDayHours(texts, 'x')).toStrictEqual(expected);
  });

  test.each([
    [['09:00-09:00'], 'x[0]'],
    [['24:00-06:00'], 'x[0]'],
    [['09:00'], 'x[0]'],
    [['09:00-12:00', '12:00 to 13:00'], 'x[1]'],
    [['09:00-12:00', '11:59-13:00'], 'x'],
    [['22:00-06:00', '23:00-23:30'], 'x'],
  ])('%j is refused at %s', (texts, place) => {
    expect(() => parseDayHours(texts, 'x')).toThrow(
      expect.objectContaining({ code: 'calendar-invalid', details: [expect.objectContaining({ place })] }),
    );
  });

  test.each([
    [[[-1, 5]]],
    [[[86_400, 90_000]]],
    [[[0, 172_801]]],
    [[[5, 5]]],
    [[[0.5, 5]]],
    [
      [
        [10, 20],
        [5, 8],
      ],
    ],
  ])('%j are no hours', (hours) => {
    expect(() => checkDayHours(hours as [number, number][], 'x')).toThrow(
      expect.objectContaining({ code: 'calendar-invalid' }),
    );
  });

  test('print as they are read', () => {
    expect(formatHours(parseDayHours(['08:30-12:30', '22:00-06:00'], 'x'))).toBe('08:30-12:30, 22:00-30:00');
    expect(formatHours([[30_615, 86_400]])).toBe('08:30:15-24:00');
  });
});

describe('precedence', () => {
  const [monday, tuesday, wednesday, thursday] = ['2025-03-03', '2025-03-04', '2025-03-05', '2025-03-06'].map(
    parseLocalDate,
  ) as [number, number, number, number];
  const short = parseDayHours(['10:00-11:00'], 'x');
  const lunch = parseDayHours(['10:15-10:30'], 'x');
  const calendar: CalendarHours = {
    ...alwaysOpen,
    holidays: new Set([monday]),
    overrides: new Map([
      [monday, short],
      [tuesday, short],
      [wednesday, []],
    ]),
    breaks: new Map([[tuesday, lunch]]),
  };

  test('a holiday wins over an override, an override over the weekday, and breaks stand beside', () => {
    expect(hoursOn(calendar, monday)).toStrictEqual({ hours: [], breaks: [] });
    expect(hoursOn(calendar, tuesday)).toStrictEqual({ hours: short, breaks: lunch });
    expect(hoursOn(calendar, wednesday)).toStrictEqual({ hours: [], breaks: [] });
    expect(hoursOn(calendar, thursday)).toStrictEqual({ hours: [[0, 86_400]], breaks: [] });
  });
});
