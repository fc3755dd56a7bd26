import { parseLocalDate } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

describe('period', () => {
  it.each(['month', 'quarter', 'year'] as const)('of the calendar, by %s', (every) => {
    expect(load(exampleWith(`period: { every: ${every} }`)).period).toEqual({ every, anchor: undefined });
  });

  it.each(['2025-01-16', '2019-05-01', '2024-02-28', '2031-12-28'])('from %s', (anchor) => {
    expect(load(exampleWith(`period: { every: month, anchor: ${anchor} }`)).period).toEqual({
      every: 'month',
      anchor: parseLocalDate(anchor),
    });
  });

  it.each([
    ['2025-01-29', 'Not every month has a day 29. | Write a date on the 1st to the 28th of a month.'],
    ['2024-02-29', 'Not every month has a day 29.'],
    ['2025-01-31', 'Not every month has a day 31.'],
    ['16', '"16" is not a date.'],
    ['2025-02-30', '"2025-02-30" is not a date.'],
  ])('not from %s', (anchor, expected) => {
    const errors = errorsOf(exampleWith(`period: { every: month, anchor: ${anchor} }`));
    const whole = `period.anchor | ${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});
