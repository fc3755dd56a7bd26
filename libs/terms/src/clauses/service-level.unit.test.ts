import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { ServiceLevel } from '../model/service-level.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const percent = '{ kind: reported, unit: percent }';
const number = '{ kind: reported, unit: number }';
const share = '{ kind: ticket-share, clock: resolution, within: 4h }';
const up = '{ kind: availability, service: email, calendar: always }';
const mean = '{ kind: statistic, statistic: mean, of: { clock: resolution } }';
const count = '{ kind: count, of: tickets }';

function document(measure: string, rest: string): unknown {
  return exampleWith('', { serviceLevels: `id: s\nmeasure: ${measure}\n${rest}` });
}

function level(measure: string, rest: string): ServiceLevel {
  return load(document(measure, rest)).serviceLevels.get('s')!;
}

function expectError(measure: string, rest: string, expected: string): void {
  const errors = errorsOf(document(measure, rest));
  const whole = `serviceLevels[2].${expected}`;
  expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
}

describe('a service level', () => {
  it('has every option', () => {
    expect(
      level(
        share,
        `
clause: "3.1"
title: Resolution
text: The provider resolves.
measuredTo: { places: 1, rounding: truncate }
target: { moreThan: 95.5, minimum: 85 }
lowVolume: { fewerThan: 10, then: not-measured }
whenEmpty: met
notMeasuredInARun: skipped
credit: { fixed: { percent: 5, per: event }, of: [managed], repeat: { factor: 1.5, inARow: 3 }, atMost: { amount: 500 } }
`,
      ),
    ).toMatchObject({
      clause: '3.1',
      title: 'Resolution',
      text: 'The provider resolves.',
      measuredTo: { places: 1, mode: 'truncate' },
      target: { comparison: 'more-than', expected: Rational.parse('95.5'), minimum: Rational.of(85) },
      lowVolume: { fewerThan: 10, then: 'not-measured' },
      whenEmpty: 'met',
      notMeasuredInARun: 'skipped',
      credit: {
        rule: { kind: 'fixed', per: 'event', price: { kind: 'percent', percent: Rational.of(5) } },
        base: { charges: ['managed'] },
        repeat: { factor: Rational.parse('1.5'), inARow: 3 },
        atMost: { kind: 'money', amount: Rational.of(500) },
      },
    });
  });

  it.each([
    [percent, 'atLeast: 99.9, minimum: 98', 'at-least', '99.9', '98'],
    [percent, 'atMost: 5, minimum: 10', 'at-most', '5', '10'],
    [count, 'lessThan: 3', 'less-than', '3', undefined],
    [mean, 'atMost: 1h30m, minimum: 4h', 'at-most', '5400', '14400'],
    [number, 'atLeast: -3', 'at-least', '-3', undefined],
  ] as const)('reads the target of %s as %s', (measure, target, comparison, expected, minimum) => {
    expect(level(measure, `target: { ${target} }`).target).toEqual({
      comparison,
      expected: Rational.parse(expected),
      minimum: minimum === undefined ? undefined : Rational.parse(minimum),
    });
  });

  it.each([
    [percent, 'atLeast: 100', true],
    [percent, 'atLeast: 100.01', false],
    [percent, 'moreThan: 99.99', true],
    [percent, 'moreThan: 100', false],
    [percent, 'atMost: 0', true],
    [percent, 'atMost: -0.01', false],
    [percent, 'lessThan: 0.01', true],
    [percent, 'lessThan: 0', false],
    [count, 'atMost: 0', true],
    [count, 'lessThan: 0', false],
    [count, 'atLeast: 1000000', true],
    [mean, 'lessThan: 1s', true],
    [mean, 'lessThan: 0s', false],
    [number, 'lessThan: -1000', true],
  ])('%s %s can be met: %s', (measure, target, reachable) => {
    const key = target.split(':')[0]!;
    if (reachable) expect(level(measure, `target: { ${target} }`).id).toBe('s');
    else expectError(measure, `target: { ${target} }`, `target.${key} | No value can meet ${key}`);
  });

  it.each([
    [percent, 'atLeast: 95, minimum: 94.9', true],
    [percent, 'atLeast: 95, minimum: 95', false],
    [percent, 'atLeast: 95, minimum: 95.1', false],
    [percent, 'atMost: 5, minimum: 5.1', true],
    [percent, 'atMost: 5, minimum: 5', false],
    [percent, 'atMost: 5, minimum: 4.9', false],
  ])('%s %s has a worse minimum: %s', (measure, target, worse) => {
    if (worse) expect(level(measure, `target: { ${target} }`).id).toBe('s');
    else expectError(measure, `target: { ${target} }`, 'target.minimum | The minimum');
  });

  const target = 'target: { atLeast: 95 }';
  it.each([
    [
      'a time for a share',
      share,
      'target: { atLeast: 4h }',
      'target.atLeast | 4h is a time, but the measure counts in percent.',
    ],
    [
      'a bare number for a time',
      mean,
      'target: { atMost: 4 }',
      'target.atMost | 4 has no unit of time. | Write it as 4h, 90m or 45s.',
    ],
    [
      'two comparisons',
      share,
      'target: { atLeast: 95, moreThan: 94 }',
      'target | `atLeast`, `moreThan` exclude each other.',
    ],
    ['no comparison', share, 'target: { minimum: 85 }', 'target | It has none of'],
    [
      'low volume of an availability',
      up,
      `${target}\nlowVolume: { fewerThan: 3, then: not-measured }`,
      'lowVolume | The measure availability has no volume',
    ],
    [
      'low volume of a count',
      count,
      'target: { atMost: 3 }\nlowVolume: { fewerThan: 3, then: not-measured }',
      'lowVolume | The measure count has no volume',
    ],
    [
      'misses of a mean',
      mean,
      'target: { atMost: 4h }\nlowVolume: { fewerThan: 3, allowMisses: 1 }',
      'lowVolume.allowMisses | The measure statistic has no single misses',
    ],
    [
      'as many misses as there are',
      share,
      `${target}\nlowVolume: { fewerThan: 3, allowMisses: 3 }`,
      'lowVolume.allowMisses | With fewer than 3 counted',
    ],
    [
      'another word for empty',
      share,
      `${target}\nwhenEmpty: ignored`,
      'whenEmpty | "ignored" is not one of the choices.',
    ],
    [
      'an unknown charge',
      share,
      `${target}\ncredit: { fixed: { percent: 3 }, of: [mananged] }`,
      'credit.of[0] | There is no charge `mananged`. | Did you mean `managed`?',
    ],
    [
      'a percentage of nothing',
      share,
      `${target}\ncredit: { fixed: { percent: 3 } }`,
      'credit.of | Percentages are of no charge.',
    ],
    [
      'a limit in percent of nothing',
      share,
      `${target}\ncredit: { fixed: 100, atMost: { percent: 3 } }`,
      'credit.of | Percentages are of no charge.',
    ],
    [
      'a limit of points for money',
      share,
      `${target}\ncredit: { fixed: 100, atMost: { points: 3 } }`,
      'credit.atMost | It limits points, but no price is in points.',
    ],
    [
      'a limit of money for points',
      share,
      `${target}\ncredit: { fixed: { points: 3 }, atMost: { amount: 3 } }`,
      'credit.atMost | It limits money, but every price is in points.',
    ],
    [
      'a price twice',
      share,
      `${target}\ncredit: { fixed: { points: 3, amount: 3 } }`,
      'credit.fixed | `amount` and `points` exclude each other.',
    ],
    ['no price', share, `${target}\ncredit: { fixed: { per: miss } }`, 'credit.fixed | It has no price.'],
    [
      'two rules',
      share,
      `${target}\ncredit: { fixed: 3, perUnit: {} }`,
      'credit | `fixed`, `perUnit` exclude each other.',
    ],
    [
      'a repeat from the first miss on',
      share,
      `${target}\ncredit: { fixed: 3, repeat: { factor: 2, inARow: 1 } }`,
      'credit.repeat.inARow | 1 is too small.',
    ],
    [
      'a factor of nothing',
      share,
      `${target}\ncredit: { fixed: 3, repeat: { factor: 0, inARow: 2 } }`,
      'credit.repeat.factor | 0 is not more than 0.',
    ],
    [
      'events of a mean',
      mean,
      'target: { atMost: 4h }\ncredit: { fixed: { amount: 3, per: event } }',
      'credit.fixed.per | The measure statistic has no single events.',
    ],
    ['an id that is none', share, `${target}\nid: "no id"`, 'id | "no id" is not an id'],
  ])('refuses %s', (_what, measure, rest, expected) => {
    const text = rest.includes('id: "no id"') ? rest : `id: s\n${rest}`;
    const errors = errorsOf(exampleWith('', { serviceLevels: `measure: ${measure}\n${text}` }));
    const whole = `serviceLevels[2].${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});
