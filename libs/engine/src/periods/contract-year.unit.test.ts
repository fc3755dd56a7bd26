import { formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import { contractYearOf } from './contract-year.js';

function yearOf(date: string, from: string): [number, string, string] {
  const year = contractYearOf(parseLocalDate(date), { from: parseLocalDate(from) });
  return [year.number, formatLocalDate(year.from), formatLocalDate(year.to)];
}

test.each([
  ['2025-01-01', '2025-01-01', 1, '2025-01-01', '2025-12-31'],
  ['2025-12-31', '2025-01-01', 1, '2025-01-01', '2025-12-31'],
  ['2026-01-01', '2025-01-01', 2, '2026-01-01', '2026-12-31'],
  // From a day in the middle of a month: the day before, the day itself, the day after.
  ['2026-04-15', '2025-04-16', 1, '2025-04-16', '2026-04-15'],
  ['2026-04-16', '2025-04-16', 2, '2026-04-16', '2027-04-15'],
  ['2026-04-17', '2025-04-16', 2, '2026-04-16', '2027-04-15'],
  ['2026-01-10', '2025-04-16', 1, '2025-04-16', '2026-04-15'],
  // The last day of a month stays that day, however long February is.
  ['2025-01-31', '2024-01-31', 2, '2025-01-31', '2026-01-30'],
  // From 29 February: 1 March in years that have none.
  ['2025-02-28', '2024-02-29', 1, '2024-02-29', '2025-02-28'],
  ['2025-03-01', '2024-02-29', 2, '2025-03-01', '2026-02-28'],
  ['2028-02-28', '2024-02-29', 4, '2027-03-01', '2028-02-28'],
  ['2028-02-29', '2024-02-29', 5, '2028-02-29', '2029-02-28'],
])('%s of a term from %s lies in contract year %i', (date, from, number, first, last) => {
  expect(yearOf(date, from)).toEqual([number, first, last]);
});

test('a day before the term has no contract year', () => {
  expect(() => yearOf('2024-12-31', '2025-01-01')).toThrow(/is a day of the term/);
});
