import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { levelErrors, levelOf, measures } from '../testing/levels.js';

const target = 'target: { atLeast: 95 }';

describe('aboveForecast', () => {
  it('has every option', () => {
    const rule = '{ forecast: 120, tolerance: 12.5 percent, then: allow-excess }';
    expect(levelOf(measures.share, `${target}\naboveForecast: ${rule}`).aboveForecast).toEqual({
      byPeriod: new Map(),
      otherwise: 120,
      tolerancePercent: Rational.parse('12.5'),
      then: 'allow-excess',
    });
  });

  it.each([
    ['month', '2025-03', '2025-13'],
    ['quarter', '2025-Q1', '2025-Q5'],
    ['year', '2025', '25'],
  ])('by %s', (every, label, wrong) => {
    const keys = `period: { every: ${every} }`;
    const rest = (name: string): string =>
      `${target}\naboveForecast: { forecast: { ${name}: 150, else: 120 }, then: not-measured }`;
    expect(levelOf(measures.share, rest(label), keys).aboveForecast).toEqual({
      byPeriod: new Map([[label, 150]]),
      otherwise: 120,
      tolerancePercent: Rational.zero,
      then: 'not-measured',
    });
    expect(levelErrors(measures.share, rest(wrong), keys)).toEqual([
      `aboveForecast.forecast["${wrong}"] | \`${wrong}\` is not a period of this agreement, which is measured by ${every}. | Write it as ${label}, or \`else\`.`,
    ]);
  });

  it('has no forecast for periods that it does not name', () => {
    const rule = '{ forecast: { 2025-03: 150 }, then: allow-excess }';
    expect(levelOf(measures.changes, `${target}\naboveForecast: ${rule}`).aboveForecast).toMatchObject({
      byPeriod: new Map([['2025-03', 150]]),
      otherwise: undefined,
    });
  });

  it.each([
    ['up', 'forecast: 9, then: not-measured', ' | The measure availability has no volume'],
    ['tickets', 'forecast: 9, then: not-measured', ' | The measure count has no volume'],
    ['scores', 'forecast: 9, then: allow-excess', '.then | The measure statistic has no single misses'],
    ['share', 'forecast: 9', '.then | It is missing.'],
    ['share', 'then: not-measured', '.forecast | It is missing.'],
    ['share', 'forecast: 0, then: not-measured', '.forecast | 0 is too small.'],
    ['share', 'forecast: {}, then: not-measured', '.forecast | It has 0 keys.'],
    [
      'share',
      'forecast: { 2025-03: x }, then: not-measured',
      '.forecast["2025-03"] | "x" is not a whole number.',
    ],
    [
      'share',
      'forecast: 9, tolerance: 10, then: not-measured',
      '.tolerance | "10" is not a percentage. | Write a percentage, such as 10 percent.',
    ],
    [
      'share',
      'forecast: 9, tolerance: -1 percent, then: not-measured',
      '.tolerance | "-1 percent" is not a percentage.',
    ],
  ] as const)('of %s: refuses %s', (measure, rule, expected) => {
    const errors = levelErrors(measures[measure], `${target}\naboveForecast: { ${rule} }`);
    const whole = `aboveForecast${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });

  it('is of one period, not of a window', () => {
    const rest = `${target}\nwindow: { last: 3 periods }\naboveForecast: { forecast: 9, then: not-measured }`;
    expect(levelErrors(measures.share, rest)).toEqual([
      'aboveForecast | A forecast is of one period, but the level is measured over a window. | Take `aboveForecast` or `window` out.',
    ]);
  });
});
