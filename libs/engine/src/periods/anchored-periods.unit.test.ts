import { pinnedZoneTable } from '@tallystick/calendar';
import { formatInstantSeconds, formatLocalDate, parseInstant, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import type { SpanKind } from './calendar-span.js';
import { type Period, isCut } from './period.js';
import { PeriodGrid } from './period-grid.js';

const madrid = pinnedZoneTable().transitionsOf('Europe/Madrid');

function gridOf(every: SpanKind, anchor: string, from: string, to?: string): PeriodGrid {
  const term = { from: parseLocalDate(from), to: to === undefined ? undefined : parseLocalDate(to) };
  return new PeriodGrid(every, term, madrid, parseLocalDate(anchor));
}

function daysOf(period: Period): [string, string, string] {
  return [period.label, formatLocalDate(period.from), formatLocalDate(period.to)];
}

describe('months of an anchor', () => {
  const grid = gridOf('month', '2025-01-16', '2025-01-16');

  test('run from the day of the anchor to the day before it and are called by the month they begin in', () => {
    expect([0, 1, 2, 11].map((index) => daysOf(grid.at(index)))).toEqual([
      ['2025-01', '2025-01-16', '2025-02-15'],
      ['2025-02', '2025-02-16', '2025-03-15'],
      ['2025-03', '2025-03-16', '2025-04-15'],
      ['2025-12', '2025-12-16', '2026-01-15'],
    ]);
    expect(grid.ofLabel('2025-12').index).toBe(11);
  });

  test.each([
    ['2025-02-15', '2025-01'],
    ['2025-02-16', '2025-02'],
    ['2025-02-17', '2025-02'],
    ['2026-01-15', '2025-12'],
    ['2026-01-16', '2026-01'],
  ])('%s lies in %s', (date, label) => {
    expect(grid.ofDate(parseLocalDate(date))?.label).toBe(label);
  });

  test.each([
    ['2025-02-15T22:59:59Z', '2025-01'],
    ['2025-02-15T23:00:00Z', '2025-02'],
    ['2025-04-15T21:59:59Z', '2025-03'],
    ['2025-04-15T22:00:00Z', '2025-04'],
  ])('by midnight in Madrid %s lies in %s', (instant, label) => {
    expect(grid.ofInstant(parseInstant(instant) / 1000)?.label).toBe(label);
  });

  test('are an hour shorter or longer where the clocks change', () => {
    const [march, october] = [grid.ofLabel('2025-03'), grid.ofLabel('2025-10')];
    expect(formatInstantSeconds(march.startsAt)).toBe('2025-03-15T23:00:00Z');
    expect(formatInstantSeconds(march.endsAt)).toBe('2025-04-15T22:00:00Z');
    expect(march.endsAt - march.startsAt).toBe(31 * 86_400 - 3600);
    expect(october.endsAt - october.startsAt).toBe(31 * 86_400 + 3600);
  });

  test('take only the day from the anchor, whichever year and month it names', () => {
    expect(daysOf(gridOf('month', '2031-11-16', '2025-01-16').at(0))).toEqual(daysOf(grid.at(0)));
  });

  test('are cut to a term that begins or ends on another day', () => {
    const cut = gridOf('month', '2025-01-16', '2025-01-01', '2025-03-10');
    expect(cut.count).toBe(3);
    expect([0, 1, 2].map((index) => daysOf(cut.at(index)))).toEqual([
      ['2024-12', '2025-01-01', '2025-01-15'],
      ['2025-01', '2025-01-16', '2025-02-15'],
      ['2025-02', '2025-02-16', '2025-03-10'],
    ]);
    expect(formatLocalDate(cut.at(0).wholeFrom)).toBe('2024-12-16');
    expect(formatLocalDate(cut.at(2).wholeTo)).toBe('2025-03-15');
    expect([0, 1, 2].map((index) => isCut(cut.at(index)))).toEqual([true, false, true]);
  });

  test('of the 28th are there in every month', () => {
    const last = gridOf('month', '2025-01-28', '2025-01-28');
    expect(daysOf(last.at(1))).toEqual(['2025-02', '2025-02-28', '2025-03-27']);
  });

  test('of the first of a month are those of the calendar', () => {
    const term = { from: parseLocalDate('2025-01-01'), to: undefined };
    const calendar = new PeriodGrid('month', term, madrid);
    const anchored = gridOf('month', '2025-05-01', '2025-01-01');
    for (let index = 0; index < 24; index += 1) expect(anchored.at(index)).toEqual(calendar.at(index));
  });
});

describe('quarters and years of an anchor', () => {
  test('quarters are counted in the year that begins with the anchor', () => {
    const grid = gridOf('quarter', '2025-04-16', '2025-04-16');
    expect([0, 1, 2, 3, 4].map((index) => daysOf(grid.at(index)))).toEqual([
      ['2025-Q1', '2025-04-16', '2025-07-15'],
      ['2025-Q2', '2025-07-16', '2025-10-15'],
      ['2025-Q3', '2025-10-16', '2026-01-15'],
      ['2025-Q4', '2026-01-16', '2026-04-15'],
      ['2026-Q1', '2026-04-16', '2026-07-15'],
    ]);
    expect(grid.ofLabel('2025-Q4').index).toBe(3);
    expect(grid.ofDate(parseLocalDate('2026-04-15'))?.label).toBe('2025-Q4');
  });

  test('years are called by the calendar year they begin in', () => {
    const grid = gridOf('year', '2025-04-16', '2025-01-01', '2027-04-15');
    expect([0, 1, 2].map((index) => daysOf(grid.at(index)))).toEqual([
      ['2024', '2025-01-01', '2025-04-15'],
      ['2025', '2025-04-16', '2026-04-15'],
      ['2026', '2026-04-16', '2027-04-15'],
    ]);
    expect(grid.count).toBe(3);
    expect(() => grid.ofLabel('2027')).toThrow(/Its periods are 2024 to 2026/);
  });

  test.each(['month', 'quarter', 'year'] as const)('every %s joins up, and holds its own days', (every) => {
    const grid = gridOf(every, '2025-11-07', '2024-02-29');
    for (let index = 0; index < 30; index += 1) {
      const period = grid.at(index);
      expect(grid.at(index + 1).from).toBe(period.to + 1);
      expect(grid.at(index + 1).startsAt).toBe(period.endsAt);
      expect(grid.ofDate(period.from)).toBe(period);
      expect(grid.ofDate(period.to)).toBe(period);
      expect(grid.ofLabel(period.label)).toBe(period);
    }
  });

  test('longer spans of the same anchor end with a period', () => {
    const grid = gridOf('month', '2025-04-16', '2025-04-16');
    const quarter = grid.spanAround('quarter', parseLocalDate('2025-07-15'));
    expect([quarter.from, quarter.to].map(formatLocalDate)).toEqual(['2025-04-16', '2025-07-15']);
    const year = grid.spanAround('year', parseLocalDate('2025-04-15'));
    expect([year.from, year.to].map(formatLocalDate)).toEqual(['2024-04-16', '2025-04-15']);
  });
});
