import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

function exitOf(when: string, rest = '') {
  return load(exampleWith('', { exit: `{ id: e, when: { ${when} }${rest} }` })).exits.get('e')!;
}

describe('exit conditions', () => {
  it.each([
    [
      'serviceLevel: p1-resolution, inARow: 3',
      { kind: 'in-a-row', serviceLevel: 'p1-resolution', below: 'expected', count: 3 },
    ],
    [
      'serviceLevel: p1-resolution, below: minimum, inARow: 1',
      { kind: 'in-a-row', serviceLevel: 'p1-resolution', below: 'minimum', count: 1 },
    ],
    [
      'serviceLevel: email-availability, times: 3, of: 6 periods',
      { kind: 'times-of', serviceLevel: 'email-availability', below: 'expected', times: 3, ofPeriods: 6 },
    ],
    [
      'sumOf: credits, atLeast: 30 percent, of: [managed], over: 3 periods',
      {
        kind: 'sum-over',
        sumOf: 'credits',
        threshold: { kind: 'percent', percent: Rational.of(30), of: ['managed'] },
        strict: false,
        overPeriods: 3,
      },
    ],
    [
      'sumOf: credits, moreThan: "9000.00", over: 12 periods',
      {
        kind: 'sum-over',
        sumOf: 'credits',
        threshold: { kind: 'money', amount: Rational.of(9000) },
        strict: true,
        overPeriods: 12,
      },
    ],
    [
      'sumOf: points, atLeast: 50 points, over: 1 period',
      {
        kind: 'sum-over',
        sumOf: 'points',
        threshold: { kind: 'points', points: Rational.of(50) },
        strict: false,
        overPeriods: 1,
      },
    ],
  ])('reads %s', (when, expected) => {
    expect(exitOf(when).when).toEqual(expected);
  });

  it('may be for the whole or for services', () => {
    const when = 'sumOf: points, atLeast: 50 points, over: 1 period';
    expect(exitOf(when, ', clause: "12", text: May leave.')).toMatchObject({
      clause: '12',
      text: 'May leave.',
      scope: 'whole',
    });
    expect(exitOf(when, ', scope: [email]').scope).toEqual(['email']);
  });

  it('may say how long to cure, how much notice, and how long the right lasts', () => {
    const when = 'sumOf: points, atLeast: 50 points, over: 1 period';
    expect(exitOf(when)).toMatchObject({
      cureDays: undefined,
      noticeDays: undefined,
      exerciseWithinDays: undefined,
    });
    expect(
      exitOf(when, ', cure: 30 calendar days, notice: 1 calendar day, exerciseWithin: 60 calendar days'),
    ).toMatchObject({ cureDays: 30, noticeDays: 1, exerciseWithinDays: 60 });
    expect(
      errorsOf(exampleWith('', { exit: `{ id: e, when: { ${when} }, cure: 0 calendar days }` })).join(),
    ).toContain('exit[2].cure | 0 calendar days is no time at all.');
    expect(
      errorsOf(exampleWith('', { exit: `{ id: e, when: { ${when} }, notice: 30 days }` })).join(),
    ).toContain('exit[2].notice');
  });

  it.each([
    [
      'an unknown service level',
      'serviceLevel: p1, inARow: 3',
      'serviceLevel | There is no service level `p1`.',
    ],
    [
      'a minimum that is not there',
      'serviceLevel: email-availability, below: minimum, inARow: 3',
      'below | The service level `email-availability` has no minimum.',
    ],
    [
      'more times than periods',
      'serviceLevel: p1-resolution, times: 7, of: 6 periods',
      'times | 7 of 6 periods cannot be.',
    ],
    ['no times', 'serviceLevel: p1-resolution, times: 0, of: 6 periods', 'times | 0 is too small.'],
    ['no threshold', 'sumOf: points, over: 1 period', ' | It has no threshold.'],
    [
      'two thresholds',
      'sumOf: points, atLeast: 1 point, moreThan: 2 points, over: 1 period',
      ' | `atLeast` and `moreThan` exclude each other.',
    ],
    [
      'points of credits',
      'sumOf: credits, atLeast: 50 points, over: 1 period',
      'atLeast | The sum is of credits, the threshold 50 points is not.',
    ],
    [
      'money of points',
      'sumOf: points, atLeast: 50, over: 1 period',
      'atLeast | The sum is of points, the threshold 50 is not.',
    ],
    ['a percentage of nothing', 'sumOf: credits, atLeast: 30 percent, over: 1 period', 'of | It is missing.'],
    [
      'charges of money',
      'sumOf: credits, atLeast: 30, of: [managed], over: 1 period',
      'of | It has no effect on 30.',
    ],
    [
      'an unknown charge',
      'sumOf: credits, atLeast: 30 percent, of: [x], over: 1 period',
      'of[0] | There is no charge `x`.',
    ],
    ['nothing', 'sumOf: credits, atLeast: 0, over: 1 period', 'atLeast | Every sum reaches 0.'],
    [
      'a threshold that is none',
      'sumOf: credits, atLeast: 30 %, of: [managed], over: 1 period',
      'atLeast | "30 %" is not a threshold.',
    ],
    [
      'a window that is none',
      'sumOf: credits, atLeast: 30, over: 3 months',
      'over | "3 months" is not a number of periods.',
    ],
    [
      'a condition of a later version',
      'chronic: { longerThan: 1h }',
      'chronic | `chronic` is part of the language but',
    ],
    ['no condition', 'serviceLevel: p1-resolution', ' | It has none of'],
  ])('refuses %s', (_what, when, expected) => {
    const errors = errorsOf(exampleWith('', { exit: `{ id: e, when: { ${when} } }` }));
    const whole = `exit[2].when${expected.startsWith(' ') ? '' : '.'}${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});
