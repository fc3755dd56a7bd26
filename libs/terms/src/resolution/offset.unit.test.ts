import { describe, expect, it } from 'vitest';
import { describeOffset } from '../describe/describe-offset.js';
import type { Obligation } from '../model/obligation.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const documentOf = (within: string, rest = '', keys = '') =>
  exampleWith(keys, {
    obligations: `{ id: o, owedBy: provider, due: { each: period, within: ${within}${rest} } }`,
  });

function offsetOf(within: string, rest = '') {
  const { due } = load(documentOf(within, rest)).obligations.get('o')!;
  return (due as Extract<Obligation['due'], { kind: 'each-period' }>).after;
}

describe('a time after an event', () => {
  it.each([
    [
      '10 business days',
      { kind: 'business-days', days: 10, calendar: 'office' },
      '10 business days (calendar office)',
    ],
    [
      '10th business day',
      { kind: 'business-days', days: 10, calendar: 'office' },
      '10 business days (calendar office)',
    ],
    [
      '10th business day after end',
      { kind: 'business-days', days: 10, calendar: 'office' },
      '10 business days (calendar office)',
    ],
    [
      '1 business day',
      { kind: 'business-days', days: 1, calendar: 'office' },
      '1 business day (calendar office)',
    ],
    [
      'next business day',
      { kind: 'business-days', days: 1, calendar: 'office' },
      '1 business day (calendar office)',
    ],
    [
      'same business day',
      { kind: 'business-days', days: 0, calendar: 'office' },
      'the same business day (calendar office)',
    ],
    ['5 calendar days', { kind: 'calendar-days', days: 5 }, '5 calendar days'],
    ['1 calendar day after end', { kind: 'calendar-days', days: 1 }, '1 calendar day'],
    ['same day', { kind: 'calendar-days', days: 0 }, 'the same day'],
    [
      '4h30m',
      { kind: 'working-time', seconds: 16_200, calendar: 'office' },
      '4 hours 30 minutes of working time (calendar office)',
    ],
    [
      '2d after end',
      { kind: 'working-time', seconds: 61_200, calendar: 'office' },
      '17 hours of working time (calendar office)',
    ],
  ])('reads %s', (text, expected, words) => {
    expect(offsetOf(text)).toEqual(expected);
    expect(describeOffset(offsetOf(text))).toBe(words);
  });

  it('is of the calendar beside it, by default of the one listed first', () => {
    expect(offsetOf('2 business days', ', calendar: always')).toMatchObject({ calendar: 'always' });
    expect(offsetOf('2 business days')).toMatchObject({ calendar: 'office' });
  });

  it.each([
    [
      '0 business days',
      '',
      'within | 0 business days is no time at all. | Write more than 0, or `same business',
    ],
    [
      '0 calendar days',
      '',
      'within | 0 calendar days is no time at all. | Write more than 0, or `same day`.',
    ],
    ['0h', '', 'within | 0h is no time at all.'],
    ['10001 business days', '', 'within | 10001 business days is too far away.'],
    ['10 days', '', 'within | "10 days" is not a time after the end.'],
    [
      '2 business days',
      ', calendar: offce',
      'calendar | There is no calendar `offce`. | Did you mean `office`?',
    ],
    [
      '2d',
      ', calendar: always',
      'within | 2d is in days, but the calendar `always` does not say how long its',
    ],
    ['5 calendar days', ', calendar: office', 'calendar | No time here is in business days or working time'],
  ])('refuses %s%s', (text, rest, expected) => {
    const errors = errorsOf(documentOf(text, rest));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`obligations[0].due.${expected}`);
  });

  it('needs a calendar where it looks at one', () => {
    const bare = 'calendars: []\nclocks: []\nserviceLevels: []\nexit: []';
    expect(errorsOf(documentOf('2 business days', '', bare))).toEqual([
      'obligations[0].due.within | 2 business days needs a calendar, and there is none. | List a calendar under `calendars`, or write calendar days.',
    ]);
    expect(load(documentOf('2 calendar days', '', bare)).obligations.size).toBe(1);
  });
});
