import { pinnedZoneTable } from '@tallystick/calendar';
import { formatInstantSeconds, formatLocalDate, parseInstant, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { PeriodGrid } from './period-grid.js';
import { isCut } from './period.js';

const london = pinnedZoneTable().transitionsOf('Europe/London');

function gridOf(every: 'month' | 'quarter' | 'year', from: string, to?: string): PeriodGrid {
  return new PeriodGrid(
    every,
    { from: parseLocalDate(from), to: to === undefined ? undefined : parseLocalDate(to) },
    london,
  );
}

describe('the periods of a term', () => {
  test('are local calendar months, so March in London begins in winter and ends in summer time', () => {
    const march = gridOf('month', '2025-01-01').ofLabel('2025-03');
    expect(formatInstantSeconds(march.startsAt)).toBe('2025-03-01T00:00:00Z');
    expect(formatInstantSeconds(march.endsAt)).toBe('2025-03-31T23:00:00Z');
    expect(march.endsAt - march.startsAt).toBe(31 * 86_400 - 3600);
  });

  test('join up without a gap', () => {
    const grid = gridOf('month', '2025-01-01');
    for (let index = 0; index < 36; index += 1) {
      expect(grid.at(index + 1).startsAt).toBe(grid.at(index).endsAt);
      expect(grid.at(index + 1).from).toBe(grid.at(index).to + 1);
    }
  });

  test('are cut to the term at both ends', () => {
    const grid = gridOf('quarter', '2025-02-10', '2025-08-03');
    expect(grid.count).toBe(3);
    expect([0, 1, 2].map((index) => grid.at(index).label)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3']);
    expect(formatLocalDate(grid.at(0).from)).toBe('2025-02-10');
    expect(formatLocalDate(grid.at(0).wholeFrom)).toBe('2025-01-01');
    expect(formatLocalDate(grid.at(2).to)).toBe('2025-08-03');
    expect([0, 1, 2].map((index) => isCut(grid.at(index)))).toEqual([true, false, true]);
  });

  test('a year is labelled by its number', () => {
    const grid = gridOf('year', '2025-07-01');
    expect(grid.at(0).label).toBe('2025');
    expect(grid.ofLabel('2026').index).toBe(1);
  });

  test.each([
    ['2024-12-31T23:59:59Z', undefined],
    ['2025-01-01T00:00:00Z', '2025-01'],
    ['2025-03-31T22:59:59Z', '2025-03'],
    ['2025-03-31T23:00:00Z', '2025-04'],
    ['2025-12-31T23:59:59Z', '2025-12'],
    ['2026-01-01T00:00:00Z', undefined],
  ])('the instant %s lies in %s', (instant, label) => {
    const grid = gridOf('month', '2025-01-01', '2025-12-31');
    expect(grid.ofInstant(parseInstant(instant) / 1000)?.label).toBe(label);
  });

  test.each([
    ['2025-Q1', /measured by month. Write it as 2025-03/],
    ['2025-13', /is not a period/],
    ['March', /is not a period/],
    ['2024-12', /outside the term .* from 2025-01-01 to 2025-12-31.* 2025-01 to 2025-12/],
    ['2026-01', /outside the term/],
  ])('the label %s is refused with the mend', (label, message) => {
    const grid = gridOf('month', '2025-01-01', '2025-12-31');
    expect(() => grid.ofLabel(label)).toThrow(
      expect.objectContaining({ code: 'period-invalid', message: expect.stringMatching(message) as string }),
    );
  });

  test('a term without an end has a period for every later label', () => {
    const grid = gridOf('month', '2025-01-01');
    expect(grid.count).toBe(Number.POSITIVE_INFINITY);
    expect(grid.ofLabel('2031-06').index).toBe(77);
  });
});
