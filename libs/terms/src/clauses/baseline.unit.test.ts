import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { levelErrors, levelOf, measures } from '../testing/levels.js';

describe('baseline', () => {
  it.each([
    [measures.percent, '{ value: "97.5" }', { kind: 'value', value: Rational.parse('97.5') }],
    [measures.mean, '{ value: 2h }', { kind: 'value', value: Rational.of(7200) }],
    [measures.number, '{ value: "0.001" }', { kind: 'value', value: Rational.parse('0.001') }],
    [measures.tickets, '{ firstPeriods: 3 }', { kind: 'first-periods', periods: 3 }],
    [measures.tickets, '{ firstPeriods: 1 }', { kind: 'first-periods', periods: 1 }],
    [measures.smoothed, '{ periodsAgo: 12 }', { kind: 'periods-ago', periods: 12 }],
  ])('of %s: reads %s', (measure, baseline, expected) => {
    const level = levelOf(measure, `target: { atLeast: 110 }\nbaseline: ${baseline}`);
    expect(level.baseline).toEqual(expected);
  });

  it('makes target and bands plain numbers, whatever the measure counts in', () => {
    const level = levelOf(
      measures.mean,
      `
baseline: { value: 2h }
target: { atMost: 110, minimum: 150 }
credit: { bands: [ { above: 110, amount: 5 }, { above: 130, amount: 10 } ] }
`,
    );
    expect(level.target).toEqual({
      comparison: 'at-most',
      expected: Rational.of(110),
      minimum: Rational.of(150),
    });
    expect(level.credit!.rule).toMatchObject({
      bands: [{ lower: { value: Rational.of(110) } }, { lower: { value: Rational.of(130) } }],
    });
  });

  const target = 'target: { atLeast: 110 }';
  it.each([
    ['percent', target, '{ value: 0 }', 'baseline.value | 0 is not more than 0'],
    ['number', target, '{ value: -2 }', 'baseline.value | -2 is not more than 0'],
    ['mean', target, '{ value: 2 }', 'baseline.value | 2 has no unit of time.'],
    ['percent', target, '{ value: 2h }', 'baseline.value | 2h is a time, but the measure counts in percent.'],
    ['percent', target, '{ firstPeriods: 0 }', 'baseline.firstPeriods | 0 is too small.'],
    ['percent', target, '{ periodsAgo: 0 }', 'baseline.periodsAgo | 0 is too small.'],
    [
      'percent',
      target,
      '{ value: 2, periodsAgo: 1 }',
      'baseline | `value`, `periodsAgo` exclude each other.',
    ],
    [
      'mean',
      'target: { atMost: 4h }',
      '{ value: 2h }',
      'target.atMost | 4h is a time, but the measure counts in numbers.',
    ],
    [
      'up',
      `${target}\ncredit: { perUnit: { each: 1h, beyond: lost-time, round: floor, amount: 5 } }`,
      '{ periodsAgo: 1 }',
      'credit.perUnit.beyond | With a `baseline` the target allows no downtime',
    ],
    [
      'up',
      `${target}\ncredit: { refund: { lost: beyond-target }, of: [managed] }`,
      '{ periodsAgo: 1 }',
      'credit.refund.lost | With a `baseline` the target allows no downtime',
    ],
  ] as const)('of %s with %s: refuses %s', (measure, wanted, baseline, expected) => {
    const errors = levelErrors(measures[measure], `${wanted}\nbaseline: ${baseline}`);
    expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
  });

  it('lets all lost time be refunded', () => {
    const rest = `${target}\nbaseline: { periodsAgo: 1 }\ncredit: { refund: { lost: all }, of: [managed] }`;
    expect(levelOf(measures.up, rest).credit!.rule.kind).toBe('refund');
  });
});
