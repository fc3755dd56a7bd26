import { describe, expect, it } from 'vitest';
import { levelErrors, levelOf, measures } from '../testing/levels.js';

const target = 'target: { atLeast: 1 }';
const timeTarget = 'target: { atMost: 1h }';

describe('window', () => {
  it.each([
    ['{ last: 3 periods }', { kind: 'last-periods', periods: 3 }],
    ['{ last: 2 periods }', { kind: 'last-periods', periods: 2 }],
    ['{ last: 30 calendar days }', { kind: 'last-days', days: 30 }],
    ['{ last: 1 calendar day }', { kind: 'last-days', days: 1 }],
    ['{ any: 30 calendar days }', { kind: 'any-days', days: 30 }],
    ['{ fromFirst: 30 calendar days }', { kind: 'days-from-first', days: 30 }],
    ['{ every: quarter }', { kind: 'every', span: 'quarter' }],
    ['{ every: year }', { kind: 'every', span: 'year' }],
  ])('reads %s', (window, expected) => {
    expect(levelOf(measures.tickets, `${target}\nwindow: ${window}`).window).toEqual(expected);
  });

  it('is the period where none is written', () => {
    expect(levelOf(measures.tickets, target).window).toEqual({ kind: 'period' });
  });

  it.each([
    ['{ last: 1 period }', 'window.last | The last period is the period itself. | Take `window` out.'],
    ['{ last: 0 periods }', 'window.last | "0 periods" is not a number of periods or calendar days.'],
    ['{ last: 3 months }', 'window.last | "3 months" is not a number of periods or calendar days.'],
    ['{ last: 0 calendar days }', 'window.last | 0 calendar days is no time at all.'],
    ['{ any: 0 calendar days }', 'window.any | 0 calendar days is no time at all.'],
    ['{ any: 3 periods }', 'window.any | "3 periods" is not a number of calendar days.'],
    ['{ fromFirst: 0 calendar days }', 'window.fromFirst | 0 calendar days is no time at all.'],
    ['{ every: month }', 'window.every | "month" is not one of the choices.'],
    ['{ last: 3 periods, any: 3 calendar days }', 'window | `last`, `any` exclude each other.'],
    ['{ rolling: 3 periods }', 'window | It has none of `last`, `any`, `fromFirst`, `every`.'],
  ])('refuses %s', (window, expected) => {
    const errors = levelErrors(measures.tickets, `${target}\nwindow: ${window}`);
    expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
  });

  const sliding = 'cannot be measured over sliding days. | Write `{ last: 3 periods }`';
  it.each([
    ['share', target, '{ any: 3 calendar days }', `A measure of the kind ticket-share ${sliding}`],
    ['up', target, '{ fromFirst: 3 calendar days }', 'A measure of the kind availability cannot be'],
    ['mean', timeTarget, '{ any: 3 calendar days }', `A measure of the kind statistic ${sliding}`],
    ['changes', target, '{ any: 3 calendar days }', `A measure of the kind change-share ${sliding}`],
    ['recurring', target, '{ any: 3 calendar days }', `A measure of the kind recurrence ${sliding}`],
    ['report', target, '{ any: 3 calendar days }', `A measure of the kind obligation ${sliding}`],
    [
      'percent',
      target,
      '{ last: 30 calendar days }',
      'A measure of the kind reported cannot be measured over rolling days. | Write `{ last: 3 periods }` or `{ every: quarter }`.',
    ],
    [
      'overdueTickets',
      target,
      '{ any: 3 calendar days }',
      'A measure of the kind count that counts tickets in each period in which they are overdue cannot be',
    ],
    [
      'result',
      target,
      '{ last: 3 periods }',
      'A measure of the kind result cannot be measured over several periods. | Take `window` out.',
    ],
    [
      'smoothed',
      target,
      '{ every: quarter }',
      'A measure of the kind smoothed cannot be measured over a quarter or a year. | Take `window` out.',
    ],
  ] as const)('a %s with %s is not measured over %s', (measure, wanted, window, expected) => {
    const errors = levelErrors(measures[measure], `${wanted}\nwindow: ${window}`);
    expect(errors.find((error) => error.startsWith(`window | ${expected}`)) ?? errors).toBeTypeOf('string');
  });

  it.each([
    ['month', 'quarter', undefined],
    ['month', 'year', undefined],
    ['quarter', 'year', undefined],
    ['quarter', 'quarter', 'window.every | The period is a quarter already. | Take `window` out.'],
    ['year', 'year', 'window.every | The period is a year already.'],
    ['year', 'quarter', 'window.every | A quarter is shorter than the period, which is a year.'],
  ] as const)('of a period of a %s, every %s: %s', (every, span, expected) => {
    const rest = `${target}\nwindow: { every: ${span} }`;
    const keys = `period: { every: ${every} }`;
    if (expected === undefined) {
      expect(levelOf(measures.tickets, rest, keys).window).toEqual({ kind: 'every', span });
    } else {
      const errors = levelErrors(measures.tickets, rest, keys);
      expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
    }
  });
});
