import { Rational } from '@tallystick/quantities';
import type { ExitCondition, ExitTrigger } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import type { PeriodOutcome } from '../history/outcomes.js';
import { findExit } from './exit-conditions.js';
import { exitsAt } from './exit-history.js';

/** `x` missed, `m` missed below minimum, `.` met, `-` not measured, ` ` the level does not stand. */
function history(
  text: string,
  options: {
    readonly notMeasured?: 'breaks' | 'skipped';
    readonly credits?: readonly string[];
    readonly points?: readonly string[];
    readonly when?: ExitCondition;
  } = {},
): PeriodOutcome[] {
  const trigger: ExitTrigger | undefined =
    options.when === undefined
      ? undefined
      : {
          id: 'chronic',
          clause: undefined,
          text: undefined,
          when: options.when,
          scope: 'whole',
          cureDays: undefined,
          noticeDays: undefined,
          exerciseWithinDays: undefined,
        };
  return [...text].map((mark, index) => {
    const level = {
      verdict: mark === '.' ? 'met' : mark === '-' ? 'not-measured' : 'missed',
      belowMinimum: mark === 'm',
      parts: [{ part: { clause: { notMeasuredInARun: options.notMeasured ?? 'breaks' } } }],
    };
    return {
      period: { index, label: `p${index}`, from: index * 30, to: index * 30 + 29 },
      governing: { terms: { exits: new Map(trigger === undefined ? [] : [['chronic', trigger]]) } },
      charges: new Map([
        [
          'managed',
          {
            stretches: [{ from: index * 30, to: index * 30 + 29, exact: Rational.of(1000) }],
          },
        ],
      ]),
      levels: new Map(mark === ' ' ? [] : [['level', level]]),
      credits: { payable: Rational.parse(options.credits?.[index] ?? '0') },
      points: Rational.parse(options.points?.[index] ?? '0'),
    } as unknown as PeriodOutcome;
  });
}

function standing(condition: ExitCondition, outcomes: readonly PeriodOutcome[]) {
  const { held, near, reached, distance, withinPeriods } = findExit(condition, outcomes);
  return [held, near, reached.toDecimal(), distance.toDecimal(), withinPeriods];
}

describe('n in a row', () => {
  const three: ExitCondition = { kind: 'in-a-row', serviceLevel: 'level', below: 'expected', count: 3 };

  test.each([
    ['.', false, false, '0', '3', undefined],
    ['x', false, false, '1', '2', 2],
    ['xx', false, true, '2', '1', 1],
    ['xxx', true, false, '3', '0', undefined],
    ['xxxx', true, false, '4', '0', undefined],
    ['xx.x', false, false, '1', '2', 2],
    ['xxx.', false, false, '0', '3', undefined],
    ['xx-x', false, false, '1', '2', 2],
    ['xx x', false, false, '1', '2', 2],
  ])('%s: held %s, near %s, reached %s, distance %s', (text, ...found) => {
    expect(standing(three, history(text))).toEqual(found);
  });

  test('a not-measured period is skipped where the level says so', () => {
    expect(standing(three, history('xx-x', { notMeasured: 'skipped' }))).toEqual([
      true,
      false,
      '3',
      '0',
      undefined,
    ]);
    expect(standing(three, history('xx-', { notMeasured: 'skipped' }))).toEqual([false, true, '2', '1', 1]);
  });

  test('below minimum counts only what was below it', () => {
    const below: ExitCondition = { ...three, below: 'minimum', count: 2 };
    expect(standing(below, history('xmm'))[0]).toBe(true);
    expect(standing(below, history('mmx'))[0]).toBe(false);
  });
});

describe('m of n', () => {
  const threeOfSix: ExitCondition = {
    kind: 'times-of',
    serviceLevel: 'level',
    below: 'expected',
    times: 3,
    ofPeriods: 6,
  };

  test.each([
    ['x.x', false, true, '2', '1', 3],
    ['x.x.x', true, false, '3', '0', undefined],
    ['x.x..x', true, false, '3', '0', undefined],
    ['x.x...x', false, true, '2', '1', 1],
    ['x....x', false, false, '2', '2', undefined],
    ['xx....', false, false, '2', '3', undefined],
    ['......', false, false, '0', '3', undefined],
  ])('%s: held %s, near %s, reached %s, distance %s', (text, held, near, reached, distance, within) => {
    const found = standing(threeOfSix, history(text));
    expect(found.slice(0, 4)).toEqual([held, near, reached, distance]);
    if (within !== undefined) expect(found[4]).toBe(within);
  });

  test('the missing misses may come as long as the known ones stay in the window', () => {
    // Misses in periods 0 and 2: one more by period 5, since at period 6 the first has left the six.
    expect(standing(threeOfSix, history('x.x'))[4]).toBe(3);
    const naive = [...Array(8).keys()].filter((gap) => {
      const outcomes = history(`x.x${'.'.repeat(gap)}x`);
      return findExit(threeOfSix, outcomes).held;
    });
    expect(Math.max(...naive) + 1).toBe(3);
  });
});

describe('a sum over a window', () => {
  const fifty = (strict: boolean): ExitCondition => ({
    kind: 'sum-over',
    sumOf: 'points',
    threshold: { kind: 'points', points: Rational.of(50) },
    strict,
    overPeriods: 3,
  });

  test.each([
    [['20', '14', '15'], false, [false, false]],
    [['20', '14', '16'], true, [true, false]],
    [['20', '14', '17'], true, [true, true]],
  ])('of points %s against 50', (points, _, held) => {
    const outcomes = history('xxx', { points });
    expect([standing(fifty(false), outcomes)[0], standing(fifty(true), outcomes)[0]]).toEqual(held);
  });

  test('only the window counts', () => {
    expect(standing(fifty(false), history('xxxx', { points: ['40', '5', '5', '5'] }))[2]).toBe('15');
  });

  test('near: one more period as bad as the worst would do it', () => {
    expect(standing(fifty(false), history('xx', { points: ['10', '20'] }))).toEqual([
      false,
      true,
      '30',
      '20',
      undefined,
    ]);
    expect(standing(fifty(false), history('xxx', { points: ['20', '10', '10'] }))[1]).toBe(false);
  });

  test('a percentage is of the charges over the same window', () => {
    const percent: ExitCondition = {
      kind: 'sum-over',
      sumOf: 'credits',
      threshold: { kind: 'percent', percent: Rational.of(30), of: ['managed'] },
      strict: false,
      overPeriods: 2,
    };
    expect(standing(percent, history('xxx', { credits: ['900', '300', '299.99'] }))[0]).toBe(false);
    expect(standing(percent, history('xxx', { credits: ['900', '300', '300'] }))).toEqual([
      true,
      false,
      '600',
      '0',
      undefined,
    ]);
    expect(standing(percent, history('x', { credits: ['100'] })).slice(2, 4)).toEqual(['100', '200']);
  });
});

describe('the states of a trigger', () => {
  const two: ExitCondition = { kind: 'in-a-row', serviceLevel: 'level', below: 'expected', count: 2 };

  test.each([
    ['.', 'clear', 'p0', []],
    ['.x', 'watch', 'p1', []],
    ['.xx', 'armed', 'p2', ['p2']],
    ['.xxx', 'armed', 'p2', ['p2', 'p3']],
    ['.xx.', 'clear', 'p3', ['p2']],
    ['.xx..', 'clear', 'p3', ['p2']],
  ])('%s: %s since %s, held in %s', (text, state, since, heldIn) => {
    const [found] = exitsAt(history(text, { when: two }));
    expect(found?.state).toBe(state);
    expect(found?.since.period.label).toBe(since);
    expect(found?.heldIn.map((outcome) => outcome.period.label)).toEqual(heldIn);
  });
});
