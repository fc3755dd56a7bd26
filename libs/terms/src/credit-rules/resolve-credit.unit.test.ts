import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { ServiceLevelCredit } from '../model/service-level.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const atRisk = `{ credits: { atRisk: { percent: 10, of: [managed], pools: { network: 50, servers: 40 } } } }`;

const measures: Record<string, string> = {
  percent: 'measure: { kind: reported, unit: percent }, target: { atLeast: 95, minimum: 85 }',
  plain: 'measure: { kind: reported, unit: percent }, target: { atLeast: 95 }',
  failures: 'measure: { kind: count, of: tickets }, target: { lessThan: 10 }',
  rolling: 'measure: { kind: count, of: tickets }, window: { last: 12 periods }, target: { lessThan: 10 }',
  quarterly: 'measure: { kind: count, of: tickets }, window: { every: quarter }, target: { lessThan: 10 }',
  available: 'measure: { kind: availability, service: email, calendar: always }, target: { atLeast: "99.9" }',
};

function document(measure: string, credit: string, keys = ''): unknown {
  return exampleWith(keys, { serviceLevels: `{ id: s, ${measures[measure]!}, credit: { ${credit} } }` });
}

function creditOf(measure: string, credit: string, keys = ''): ServiceLevelCredit {
  return load(document(measure, credit, keys)).serviceLevels.get('s')!.credit!;
}

function expectError(measure: string, credit: string, expected: string, keys = ''): void {
  const errors = errorsOf(document(measure, credit, keys));
  expect(errors.find((error) => error.startsWith(`serviceLevels[2].credit${expected}`)) ?? errors).toBeTypeOf(
    'string',
  );
}

describe('a credit', () => {
  it('has every default', () => {
    expect(creditOf('percent', 'fixed: 5')).toEqual({
      rule: { kind: 'fixed', per: 'miss', price: { kind: 'money', amount: Rational.of(5) } },
      base: undefined,
      pool: undefined,
      gate: undefined,
      repeat: undefined,
      atMost: undefined,
      counting: 'each-period',
    });
  });

  it.each([
    ['days: 2', { kind: 'days', days: Rational.of(2) }],
    ['days: 0.5', { kind: 'days', days: Rational.parse('0.5') }],
    ['percent: 2', { kind: 'percent', percent: Rational.of(2) }],
  ])('reads a price %s of charges', (price, expected) => {
    const { rule } = creditOf('percent', `fixed: { ${price} }, of: [managed]`);
    expect(rule).toMatchObject({ price: expected });
    expectError('percent', `fixed: { ${price} }`, '.of | ');
  });

  it('reads a weight of a pool', () => {
    const credit = creditOf('percent', 'fixed: { weight: 40 }, pool: network', atRisk);
    expect(credit).toMatchObject({
      rule: { price: { kind: 'weight', percent: Rational.of(40) } },
      pool: 'network',
    });
  });

  it.each([
    [
      'weights without a pool',
      'fixed: { weight: 40 }',
      '.pool | Weights are of no pool. | Name a pool of `credits.atRisk.pools`.',
      atRisk,
    ],
    [
      'a pool without weights',
      'fixed: 40, pool: network',
      '.pool | It has no effect: no price is a weight.',
      atRisk,
    ],
    [
      'an unknown pool',
      'fixed: { weight: 40 }, pool: netwrok',
      '.pool | There is no at-risk pool `netwrok`. | Did you mean `network`?',
      atRisk,
    ],
    [
      'weights without money at risk',
      'fixed: { weight: 40 }, pool: network',
      '.pool | There is no money at risk that the pool could be of. | Add `credits.atRisk`',
      '',
    ],
    [
      'a weight above the whole',
      'fixed: { weight: 101 }, pool: network',
      '.fixed.weight | 101 is too large.',
      atRisk,
    ],
    ['days of nothing', 'fixed: { days: 1 }', '.of | Days are of no charge.', ''],
    [
      'two prices',
      'fixed: { days: 1, percent: 1 }, of: [managed]',
      '.fixed | `percent` and `days` exclude',
      '',
    ],
    [
      'a surcharge of nothing',
      'fixed: 1, repeat: { surcharge: { percent: 1 }, inARow: 2 }',
      '.of | Percentages',
      '',
    ],
    [
      'a surcharge of another sort',
      'fixed: { points: 1 }, repeat: { surcharge: { amount: 1 }, inARow: 2 }',
      '.repeat.surcharge | It adds money, but every price is in points. | Write `points`.',
      '',
    ],
    [
      'a limit in points',
      'fixed: 1, atMost: { points: 1 }',
      '.atMost | It limits points, but no price is in points. | Write `percent` or `amount`.',
      '',
    ],
    [
      'a first miss in a row',
      'fixed: 1, repeat: { factor: 2, inARow: 1 }',
      '.repeat.inARow | 1 is too small.',
      '',
    ],
    [
      'a factor of nothing',
      'fixed: 1, repeat: { factor: 0, inARow: 2 }',
      '.repeat.factor | 0 is not more than 0.',
      '',
    ],
    [
      'one step',
      'fixed: 1, repeat: { escalate: [2] }',
      '.repeat.escalate | It has 1 items. | Give it 2 or more.',
      '',
    ],
    [
      'a step of nothing',
      'fixed: 1, repeat: { escalate: [1, 0] }',
      '.repeat.escalate[1] | 0 is not more than 0.',
      '',
    ],
    [
      'two ways to repeat',
      'fixed: 1, repeat: { factor: 2, inARow: 2, escalate: [1, 2] }',
      '.repeat | `factor`, `escalate` exclude each other.',
      '',
    ],
  ])('refuses %s', (_what, credit, expected, keys) => {
    expectError('percent', credit, expected, keys);
  });

  it('refuses points in days', () => {
    expectError(
      'percent',
      'bands: [ { below: 95, points: 1 } ], atMost: { days: 1 }, of: [managed]',
      '.atMost | It limits money',
    );
  });
});

describe('a gate', () => {
  it.each([
    ['{ times: 4, of: 12 periods }', { kind: 'times-of', times: 4, ofPeriods: 12, belowMinimum: 'counted' }],
    [
      '{ times: 4, of: 4 periods, belowMinimum: at-once }',
      { kind: 'times-of', times: 4, ofPeriods: 4, belowMinimum: 'at-once' },
    ],
    ['{ inARow: 2, belowMinimum: counted }', { kind: 'in-a-row', count: 2, belowMinimum: 'counted' }],
  ])('reads %s', (gate, expected) => {
    expect(creditOf('percent', `fixed: 1, gate: ${gate}`).gate).toEqual(expected);
  });

  it.each([
    [
      'more misses than periods',
      'percent',
      '{ times: 5, of: 4 periods }',
      '.times | Within 4 periods there are never 5 misses. | Write at most 4',
    ],
    ['every miss', 'percent', '{ times: 1, of: 4 periods }', '.times | 1 is too small.'],
    ['every run', 'percent', '{ inARow: 1 }', '.inARow | 1 is too small.'],
    ['no window', 'percent', '{ times: 2 }', '.of | It is missing.'],
    [
      'a minimum that is not there',
      'plain',
      '{ inARow: 2, belowMinimum: at-once }',
      '.belowMinimum | The target has no minimum',
    ],
    [
      'two gates',
      'percent',
      '{ times: 2, of: 3 periods, inARow: 2 }',
      ' | `times`, `inARow` exclude each other.',
    ],
  ])('refuses %s', (_what, measure, gate, expected) => {
    expectError(measure, `fixed: 1, gate: ${gate}`, `.gate${expected}`);
  });
});

describe('what repeats', () => {
  it.each([
    ['{ factor: 2, inARow: 3 }', { kind: 'factor', factor: Rational.of(2), inARow: 3 }],
    [
      '{ surcharge: { percent: "0.5" }, inARow: 2 }',
      { kind: 'surcharge', price: { kind: 'percent', percent: Rational.parse('0.5') }, inARow: 2 },
    ],
    [
      '{ escalate: [1, "1.5", 2] }',
      { kind: 'escalate', factors: [Rational.of(1), Rational.parse('1.5'), Rational.of(2)] },
    ],
  ])('reads %s', (repeat, expected) => {
    expect(creditOf('percent', `fixed: 1, of: [managed], repeat: ${repeat}`).repeat).toEqual(expected);
  });
});

describe('a refund', () => {
  it.each([
    ['{ lost: all }', { kind: 'refund', lost: 'all', factor: Rational.one }],
    [
      '{ lost: beyond-target, factor: "2.5" }',
      { kind: 'refund', lost: 'beyond-target', factor: Rational.parse('2.5') },
    ],
  ])('reads %s', (refund, expected) => {
    expect(creditOf('available', `refund: ${refund}, of: [managed], atMost: { percent: 100 }`).rule).toEqual(
      expected,
    );
  });

  it.each([
    [
      'what loses no time',
      'percent',
      'refund: { lost: all }, of: [managed]',
      '.refund | Only availability loses time; this measure is reported.',
    ],
    ['no charge', 'available', 'refund: { lost: all }', '.of | The refund is of no charge.'],
    [
      'nothing',
      'available',
      'refund: { lost: all, factor: 0 }, of: [managed]',
      '.refund.factor | 0 is not more than 0.',
    ],
    ['which time', 'available', 'refund: {}, of: [managed]', '.refund.lost | It is missing.'],
    [
      'points',
      'available',
      'refund: { lost: all }, of: [managed], atMost: { points: 3 }',
      '.atMost | It limits points',
    ],
  ])('refuses %s', (_what, measure, credit, expected) => {
    expectError(measure, credit, expected);
  });
});

describe('units', () => {
  it('are counted from zero on where low values are wanted', () => {
    const { rule } = creditOf('failures', 'perUnit: { each: 10, beyond: zero, round: floor, amount: 1 }');
    expect(rule).toMatchObject({ kind: 'per-unit', beyond: 'zero', each: Rational.of(10) });
    expectError(
      'percent',
      'perUnit: { each: 10, beyond: zero, round: floor, amount: 1 }',
      '.perUnit.beyond | Where high values are wanted, the better value would have the higher price.',
    );
  });

  it('are new only in a window that reaches back', () => {
    const credit = 'perUnit: { each: 10, beyond: zero, round: floor, percent: 5 }, counting: only-new';
    const of = 'of: { charges: [managed], over: contract-year-of-first }';
    expect(creditOf('rolling', `${credit}, ${of}`)).toMatchObject({
      counting: 'only-new',
      base: { charges: ['managed'], over: 'contract-year-of-first' },
    });
    expect(creditOf('rolling', 'fixed: { amount: 1, per: event }, counting: only-new').counting).toBe(
      'only-new',
    );
    for (const measure of ['failures', 'quarterly']) {
      expectError(
        measure,
        `${credit}, of: [managed]`,
        '.counting | The level has no window that reaches back',
      );
    }
    expectError(
      'failures',
      `perUnit: { each: 1, round: floor, percent: 5 }, ${of}`,
      '.of.over | `contract-year-of-first` means nothing here.',
    );
    for (const rule of ['fixed: 1', 'bands: [ { from: 10, amount: 1 } ]']) {
      expectError(
        'rolling',
        `${rule}, counting: only-new`,
        '.counting | There are no units that could be new.',
      );
    }
  });
});

describe('a base', () => {
  const baseOf = (of: string) => creditOf('percent', `fixed: { percent: 1 }, of: ${of}`).base;
  const defaults = { less: [], passThrough: 'excluded', over: 'period', amounts: 'net', prorated: true };

  it.each([
    ['[managed]', { ...defaults, charges: ['managed'] }],
    ['[internet, managed]', { ...defaults, charges: ['internet', 'managed'] }],
    ['{ charges: [internet] }', { ...defaults, charges: ['internet'] }],
    ['{ charges: all }', { ...defaults, charges: 'all' }],
    [
      '{ charges: all, less: [managed], passThrough: included, over: previous-period, amounts: gross, prorated: false }',
      {
        charges: 'all',
        less: ['managed'],
        passThrough: 'included',
        over: 'previous-period',
        amounts: 'gross',
        prorated: false,
      },
    ],
    ['{ charges: all, over: next-period }', { ...defaults, charges: 'all', over: 'next-period' }],
    ['{ charges: all, over: contract-year }', { ...defaults, charges: 'all', over: 'contract-year' }],
  ])('reads %s', (of, expected) => {
    expect(baseOf(of)).toEqual(expected);
  });

  it.each([
    ['an unknown charge', '[manged]', '[0] | There is no charge `manged`. | Did you mean `managed`?'],
    ['a charge twice', '[managed, managed]', '[1] | `managed` stands twice'],
    ['an unknown charge of an object', '{ charges: [manged] }', '.charges[0] | There is no charge `manged`.'],
    ['an unknown exception', '{ charges: all, less: [manged] }', '.less[0] | There is no charge `manged`.'],
    [
      'exceptions of named charges',
      '{ charges: [managed], less: [internet] }',
      '.less | It has no effect on charges that are named',
    ],
    [
      'pass-through of named charges',
      '{ charges: [internet], passThrough: excluded }',
      '.passThrough | It has no effect',
    ],
    [
      'nothing left',
      '{ charges: all, less: [managed] }',
      ' | It leaves no charge that a percentage could be of.',
    ],
    [
      'a window that is not there',
      '{ charges: all, over: contract-year-of-first }',
      '.over | `contract-year-of-first` means nothing here.',
    ],
    ['no charges', '[]', ' | It has 0 items.'],
    ['a bare name', 'managed', ' | "managed" is not a list or an object.'],
    ['an unknown key', '{ charges: all, over_: period }', '.over_ | '],
  ])('refuses %s', (_what, of, expected) => {
    expectError('percent', `fixed: { percent: 1 }, of: ${of}`, `.of${expected}`);
  });
});
