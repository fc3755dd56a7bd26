import { formatLocalDate, Rational } from '@tallystick/quantities';
import type { BelowLevel, ExitCondition, SumThreshold } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import {
  lastPeriods,
  madeOutcomes,
  type MadeOptions,
  madeView,
  madeWorld,
} from '../testing/made-outcomes.js';
import { findExit } from './exit-conditions.js';
import { exitsAt } from './exit-history.js';

const expected: BelowLevel = { kind: 'expected' };

function standing(condition: ExitCondition, text: string, options: MadeOptions = {}) {
  const { held, near, reached, distance, by } = findExit(condition, madeView(text, options));
  return [
    held,
    near,
    reached?.toDecimal(),
    distance?.toDecimal(),
    by === undefined ? undefined : formatLocalDate(by),
  ];
}

describe('n in a row', () => {
  const three: ExitCondition = { kind: 'in-a-row', serviceLevel: 'level', below: expected, count: 3 };

  test.each([
    ['.', false, false, '0', '3', undefined],
    ['x', false, false, '1', '2', '2025-03-31'],
    ['xx', false, true, '2', '1', '2025-03-31'],
    ['xxx', true, false, '3', '0', undefined],
    ['xxxx', true, false, '4', '0', undefined],
    ['xx.x', false, false, '1', '2', '2025-06-30'],
    ['xxx.', false, false, '0', '3', undefined],
    ['xx-x', false, false, '1', '2', '2025-06-30'],
    ['xx x', false, false, '1', '2', '2025-06-30'],
    ['xxl', false, false, '0', '3', undefined],
  ])('%s: held %s, near %s, reached %s, distance %s, by %s', (text, ...found) => {
    expect(standing(three, text)).toEqual(found);
  });

  test('a not-measured period is skipped where the level says so', () => {
    expect(standing(three, 'xx-x', { notMeasured: 'skipped' })[0]).toBe(true);
    expect(standing(three, 'xx-', { notMeasured: 'skipped' }).slice(0, 4)).toEqual([false, true, '2', '1']);
  });

  test('a history that starts afresh ends the run, with the period itself in it', () => {
    expect(standing(three, 'xxx', { afresh: 0 })[0]).toBe(true);
    expect(standing(three, 'xxx', { afresh: 1 }).slice(0, 3)).toEqual([false, true, '2']);
    expect(standing(three, 'xxx', { afresh: 2 }).slice(0, 3)).toEqual([false, false, '1']);
  });

  test('below minimum counts only what was below it, a default only what its gate lets through', () => {
    const two = (below: BelowLevel): ExitCondition => ({ ...three, below, count: 2 });
    expect(standing(two({ kind: 'minimum' }), 'xmm')[0]).toBe(true);
    expect(standing(two({ kind: 'minimum' }), 'mmx')[0]).toBe(false);
    expect(standing(two({ kind: 'default' }), 'xx')[0]).toBe(true);
    expect(standing(two({ kind: 'default' }), 'xd')[0]).toBe(false);
  });

  test.each([
    ['89.999', true],
    ['90', false],
    ['90.001', false],
  ])('worse than a value of its own: %s against 90 is %s', (value, worse) => {
    const one: ExitCondition = { ...three, below: { kind: 'value', value: Rational.of(90) }, count: 1 };
    expect(standing(one, 'x', { values: [value] })[0]).toBe(worse);
  });
});

describe('m of n', () => {
  const threeOfSix: ExitCondition = {
    kind: 'times-of',
    serviceLevel: 'level',
    below: expected,
    times: 3,
    window: lastPeriods(6),
  };

  test.each([
    ['x.x', false, true, '2', '1', '2025-06-30'],
    ['x.x.x', true, false, '3', '0', undefined],
    ['x.x..x', true, false, '3', '0', undefined],
    ['x.x...x', false, true, '2', '1', '2025-08-31'],
    ['x....x', false, false, '2', '2', '2025-11-30'],
    ['xx....', false, false, '2', '3', undefined],
    ['......', false, false, '0', '3', undefined],
    ['x.x.l', false, true, '2', '1', '2025-06-30'],
  ])('%s: held %s, near %s, reached %s, distance %s, by %s', (text, ...found) => {
    expect(standing(threeOfSix, text)).toEqual(found);
  });

  test('the missing miss may come as long as the known ones stay in the window', () => {
    const latest = [...Array(8).keys()].filter(
      (gap) => standing(threeOfSix, `x.x${'.'.repeat(gap)}x`)[0] === true,
    );
    // Misses in January and March: one more by June, since in July January has left the six months.
    expect(Math.max(...latest)).toBe(2);
    expect(standing(threeOfSix, 'x.x')[4]).toBe('2025-06-30');
  });

  test('a history that starts afresh forgets what was before', () => {
    expect(standing(threeOfSix, 'xxx', { afresh: 1 }).slice(0, 3)).toEqual([false, true, '2']);
    expect(standing(threeOfSix, 'x xx')[0]).toBe(false);
  });

  test('of a contract year, which is counted from the first day of the term', () => {
    const twice: ExitCondition = { ...threeOfSix, times: 2, window: { kind: 'contract-year' } };
    expect(standing(twice, 'x..........x')[0]).toBe(true);
    expect(standing(twice, 'x...........x')[0]).toBe(false);
    expect(standing(twice, 'x..')[4]).toBe('2025-12-31');
    // The last period of a year: what is known helps no more, so two of the next year are needed.
    expect(standing(twice, '...........x').slice(0, 4)).toEqual([false, false, '1', '2']);
    // The term begins in July, and so do its years; the texts begin there too.
    expect(standing(twice, 'x.....x', { termFrom: '2025-07-01' })[0]).toBe(true);
  });
});

describe('a sum over a window', () => {
  const sum = (
    sumOf: 'credits' | 'points' | 'missed-levels' | 'misses',
    threshold: SumThreshold,
    strict = false,
  ) =>
    ({
      kind: 'sum-over',
      sumOf,
      serviceLevels: undefined,
      except: [],
      services: [],
      threshold,
      strict,
      window: lastPeriods(3),
    }) as const satisfies ExitCondition;
  const fifty = (strict: boolean) => sum('points', { kind: 'points', points: Rational.of(50) }, strict);

  test.each([
    [
      ['20', '14', '15'],
      [false, false],
    ],
    [
      ['20', '14', '16'],
      [true, false],
    ],
    [
      ['20', '14', '17'],
      [true, true],
    ],
  ])('of points %s against at least 50, and against more than 50', (points, held) => {
    expect([
      standing(fifty(false), 'xxx', { points })[0],
      standing(fifty(true), 'xxx', { points })[0],
    ]).toEqual(held);
  });

  test('only the window counts', () => {
    expect(standing(fifty(false), 'xxxx', { points: ['40', '5', '5', '5'] })[2]).toBe('15');
  });

  test('near: one more period as bad as the worst would do it', () => {
    expect(standing(fifty(false), 'xx', { points: ['10', '20'] }).slice(0, 4)).toEqual([
      false,
      true,
      '30',
      '20',
    ]);
    expect(standing(fifty(false), 'xxx', { points: ['20', '10', '10'] })[1]).toBe(false);
  });

  test('a percentage is of the charges over the same window', () => {
    const percent: ExitCondition = {
      ...sum('credits', {
        kind: 'percent',
        percent: Rational.of(30),
        base: {
          charges: ['fee'],
          less: [],
          passThrough: 'excluded',
          over: 'period',
          amounts: 'net',
          prorated: true,
        },
      }),
      window: lastPeriods(2),
    };
    expect(standing(percent, 'xxx', { credits: ['900', '300', '299.99'] })[0]).toBe(false);
    expect(standing(percent, 'xxx', { credits: ['900', '300', '300'] }).slice(0, 4)).toEqual([
      true,
      false,
      '600',
      '0',
    ]);
    expect(standing(percent, 'xxx', { credits: ['900', '300', '300.01'] })[0]).toBe(true);
    expect(standing({ ...percent, strict: true }, 'xxx', { credits: ['900', '300', '300'] })[0]).toBe(false);
    expect(standing(percent, 'x', { credits: ['100'] }).slice(2, 4)).toEqual(['100', '200']);
  });

  test('of missed levels and of single misses, less what is left out and what was forfeited', () => {
    const levels = sum('missed-levels', { kind: 'count', count: Rational.of(2) });
    expect(standing(levels, 'x.m')[0]).toBe(true);
    expect(standing(levels, 'x.l')[0]).toBe(false);
    expect(standing({ ...levels, except: ['level'] }, 'xxx')[2]).toBe('0');
    const misses = sum('misses', { kind: 'count', count: Rational.of(10) });
    expect(standing(misses, 'xxx', { misses: [4, 3, 2] })[0]).toBe(false);
    expect(standing(misses, 'xxx', { misses: [4, 3, 3] })[0]).toBe(true);
    expect(standing({ ...misses, strict: true }, 'xxx', { misses: [4, 3, 3] })[0]).toBe(false);
    expect(standing({ ...misses, strict: true }, 'xxx', { misses: [4, 3, 4] })[0]).toBe(true);
  });
});

describe('a rolling mean', () => {
  const mean: ExitCondition = {
    kind: 'rolling-mean',
    serviceLevel: 'level',
    below: { kind: 'value', value: Rational.of(90) },
    periods: 3,
  };

  test.each([
    [['89', '90', '90.99'], true],
    [['89', '90', '91'], false],
    [['89', '90', '91.01'], false],
    [['100', '89', '90', '90.99'], true],
    [['60', '60'], false],
    [['60', '60', undefined], false],
  ])('of %s is worse than 90: %s', (values, held) => {
    const text = values.map((value) => (value === undefined ? '-' : '.')).join('');
    expect(standing(mean, text, { values })[0]).toBe(held);
  });

  test('a period that was not measured is passed over only where the level says so', () => {
    const values = ['80', '80', undefined, '80'];
    expect(standing(mean, '..-.', { values })[0]).toBe(false);
    expect(standing(mean, '..-.', { values, notMeasured: 'skipped' })[0]).toBe(true);
    expect(standing(mean, '....', { values: ['80', '80', '80', '80'], afresh: 2 })[0]).toBe(false);
  });

  test('expected and minimum are those of the level', () => {
    const values = ['94', '94', '96.99'];
    expect(standing({ ...mean, below: expected }, '...', { values })[0]).toBe(true);
    expect(standing({ ...mean, below: { kind: 'minimum' } }, '...', { values })[0]).toBe(false);
    expect(standing(mean, '..', { values: ['80', '85'] })[1]).toBe(true);
  });
});

describe('the states of a trigger without a cure', () => {
  const two: ExitCondition = { kind: 'in-a-row', serviceLevel: 'level', below: expected, count: 2 };

  test.each([
    ['.', 'clear', '2025-01', []],
    ['.x', 'watch', '2025-02', []],
    ['.xx', 'exercisable', '2025-03', ['2025-03']],
    ['.xxx', 'exercisable', '2025-03', ['2025-03', '2025-04']],
    // A right that arose lasts until the term ends where the terms set no days.
    ['.xx.', 'exercisable', '2025-03', ['2025-03']],
    ['.x..', 'clear', '2025-03', []],
  ])('%s: %s since %s, held in %s', (text, state, since, heldIn) => {
    const [found] = exitsAt(madeWorld(text.length), madeOutcomes(text, { when: two }));
    expect(found?.state).toBe(state);
    expect(found?.since.period).toBe(since);
    expect(found?.heldIn.map((outcome) => outcome.period.label)).toEqual(heldIn);
  });
});
