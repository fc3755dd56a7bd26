import { formatInstantSeconds, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { alwaysOpen, type CalendarHours, hoursOn } from '../hours/calendar-hours.js';
import { parseDayHours } from '../hours/day-hours.js';
import { instant, tableOf, weekdaysOpen } from '../testing/example-tables.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';
import { sliceTransitions } from '../zones/zone-transitions.js';
import { compileWorkingTime } from './compile-working-time.js';
import { mergeIntervals } from './intervals.js';

const date = parseLocalDate;
const office = tableOf(weekdaysOpen('09:00-12:00', '13:00-17:00'));
const withCode = (code: string): Error => expect.objectContaining({ code }) as Error;

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
