import { Rational } from '@tallystick/quantities';
import type { Comparison, ServiceLevel } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import { judge } from './compare.js';
import type { Measured } from './measured.js';

const decimal = (text: string): Rational => Rational.parse(text);

function level(changes: Partial<ServiceLevel>, comparison: Comparison = 'at-least'): ServiceLevel {
  return {
    id: 'level',
    clause: undefined,
    title: undefined,
    text: undefined,
    measure: {
      kind: 'reported',
      unit: 'percent',
      reportedBy: 'either',
      whenNotReported: 'missed',
      reportedWithin: undefined,
    },
    window: { kind: 'period' },
    forEach: undefined,
    instance: undefined,
    baseline: undefined,
    aboveForecast: undefined,
    qualifying: undefined,
    bonus: undefined,
    measuredTo: undefined,
    target: { comparison, expected: decimal('95'), minimum: undefined },
    lowVolume: undefined,
    whenEmpty: 'not-measured',
    notMeasuredInARun: 'breaks',
    credit: undefined,
    ...changes,
  };
}

function measured(changes: Partial<Measured>): Measured {
  return {
    unit: 'percent',
    value: undefined,
    numerator: undefined,
    denominator: undefined,
    volume: undefined,
    misses: undefined,
    events: 0,
    time: undefined,
    unreported: undefined,
    operands: {},
    evidence: () => ({ kind: 'reports', reports: [] }),
    ...changes,
  };
}

describe('comparing with the target', () => {
  test.each([
    ['at-least', ['missed', 'met', 'met']],
    ['more-than', ['missed', 'missed', 'met']],
    ['at-most', ['met', 'met', 'missed']],
    ['less-than', ['met', 'missed', 'missed']],
  ] as const)('%s: just below, equal, just above', (comparison, verdicts) => {
    const values = ['94.999999999999', '95', '95.000000000001'];
    const found = values.map(
      (value) => judge(level({}, comparison), measured({ value: decimal(value) })).verdict,
    );
    expect(found).toEqual(verdicts);
  });

  test.each([
    ['at-least', [true, false, false]],
    ['more-than', [true, true, false]],
    ['at-most', [false, false, true]],
    ['less-than', [false, true, true]],
  ] as const)('%s: the minimum is held to the same comparison', (comparison, below) => {
    const high = comparison === 'at-least' || comparison === 'more-than';
    const target = { comparison, expected: decimal(high ? '95' : '75'), minimum: decimal('85') };
    const values = ['84.999', '85', '85.001'];
    const found = values.map(
      (value) => judge(level({ target }), measured({ value: decimal(value) })).belowMinimum,
    );
    expect(found).toEqual(below);
  });

  test('a value is never rounded first, unless the terms say so', () => {
    const value = decimal('94.96');
    expect(judge(level({}), measured({ value })).verdict).toBe('missed');
    const half = judge(level({ measuredTo: { places: 1, mode: 'half-up' } }), measured({ value }));
    expect([half.verdict, half.compared?.toDecimal()]).toEqual(['met', '95']);
    const cut = judge(level({ measuredTo: { places: 1, mode: 'truncate' } }), measured({ value }));
    expect([cut.verdict, cut.compared?.toDecimal()]).toEqual(['missed', '94.9']);
  });
});

describe('low volume', () => {
  const allow = level({ lowVolume: { fewerThan: 10, then: 'allow-misses', allowMisses: 1 } });

  test.each([
    [9, 1, 'met', 'low-volume-misses-allowed'],
    [9, 2, 'missed', 'value'],
    [10, 1, 'missed', 'value'],
    [9, 0, 'met', 'value'],
  ])('of %i with %i missed: %s by %s', (volume, misses, verdict, decidedBy) => {
    const value = Rational.of(100 * (volume - misses), volume);
    const found = judge(allow, measured({ value, volume, misses }));
    expect([found.verdict, found.decidedBy, found.belowMinimum]).toEqual([verdict, decidedBy, false]);
  });

  test.each([
    [9, 'not-measured'],
    [10, 'missed'],
    [11, 'missed'],
  ])('of %i: %s', (volume, verdict) => {
    const none = level({ lowVolume: { fewerThan: 10, then: 'not-measured' } });
    expect(judge(none, measured({ value: decimal('50'), volume, misses: 5 })).verdict).toBe(verdict);
  });
});

describe('without a value', () => {
  test.each(['not-measured', 'met', 'missed'] as const)(
    'nothing to measure is %s where the terms say so',
    (whenEmpty) => {
      const found = judge(level({ whenEmpty }), measured({ volume: 0 }));
      expect(found).toMatchObject({
        verdict: whenEmpty,
        decidedBy: 'nothing-to-measure',
        belowMinimum: false,
      });
    },
  );

  test.each(['missed', 'not-measured'] as const)('not reported is %s', (unreported) => {
    const found = judge(level({ whenEmpty: 'met' }), measured({ unreported }));
    expect(found).toMatchObject({ verdict: unreported, decidedBy: 'not-reported' });
  });
});
