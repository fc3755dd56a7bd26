import { describe, expect, test } from 'vitest';
import { january, scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

function level(credit: string, target = 'atLeast: 99', id = 'level', unit = 'percent'): string {
  return `
  - id: ${id}
    measure: { kind: reported, unit: ${unit}, reportedBy: either }
    target: { ${target} }
    credit:
      ${credit.trim().replaceAll('\n', '\n      ')}`;
}

function clauses(...levels: readonly string[]): string {
  return `serviceLevels:${levels.join('')}`;
}

function report(value: string, month = 1, serviceLevel = 'level'): FactLine {
  return {
    type: 'MeasurementReported',
    effectiveAt: `2025-${String(month).padStart(2, '0')}-20T00:00:00Z`,
    serviceLevel,
    value,
  };
}

/** What is payable for January with one figure reported. */
function payable(credit: string, value: string, target?: string, unit?: string): string {
  return january(clauses(level(credit, target, 'level', unit)), [report(value)]).credits.payable;
}

describe('bands', () => {
  const high =
    'bands: [ { below: 95, percent: 30 }, { below: 97, percent: 20 }, { below: 99, percent: 10 } ]\nof: [fee]';
  const low =
    'bands: [ { above: 2, upTo: 3, percent: 10 }, { above: 3, upTo: 5, percent: 20 }, { above: 5, percent: 30 } ]\nof: [fee]';

  test.each([
    ['94.999', '300.00'],
    ['95', '200.00'],
    ['95.001', '200.00'],
    ['96.999', '200.00'],
    ['97', '100.00'],
    ['98.999', '100.00'],
    ['99', '0.00'],
    ['99.001', '0.00'],
  ])('high is good: %s gives %s', (value, credit) => {
    expect(payable(high, value)).toBe(credit);
  });

  test.each([
    ['1.999', '0.00'],
    ['2', '0.00'],
    ['2.001', '100.00'],
    ['3', '100.00'],
    ['3.001', '200.00'],
    ['5', '200.00'],
    ['5.001', '300.00'],
  ])('low is good: %s gives %s', (value, credit) => {
    expect(payable(low, value, 'atMost: 2')).toBe(credit);
  });

  test('a miss without a figure is priced at the band next to the target', () => {
    expect(january(clauses(level(high)), []).credits.payable).toBe('100.00');
    expect(january(clauses(level(low, 'atMost: 2')), []).credits.payable).toBe('100.00');
  });
});

describe('per unit beyond the target', () => {
  test.each([
    ['floor', '98.51', '0.00'],
    ['floor', '98.5', '50.00'],
    ['floor', '98.49', '50.00'],
    ['ceil', '98.51', '50.00'],
    ['ceil', '98.5', '50.00'],
    ['ceil', '98.49', '100.00'],
    ['exact', '98.51', '49.00'],
    ['exact', '98.5', '50.00'],
    ['exact', '98.49', '51.00'],
    ['ceil', '99', '0.00'],
  ])('%s at %s: %s', (round, value, credit) => {
    expect(payable(`perUnit: { each: "0.5", round: ${round}, percent: 5 }\nof: [fee]`, value)).toBe(credit);
  });

  test('of a number that should be low, with at most so much', () => {
    const credit = 'perUnit: { each: 2, round: floor, amount: "12.50" }\natMost: { amount: "30.00" }';
    const found = ['3', '4', '5', '7', '9'].map((value) => payable(credit, value, 'atMost: 3', 'number'));
    expect(found).toEqual(['0.00', '0.00', '12.50', '25.00', '30.00']);
  });
});

describe('fixed', () => {
  test('once for a missed period, and nothing for a met one', () => {
    expect([payable('fixed: "250.00"', '98'), payable('fixed: "250.00"', '99')]).toEqual(['250.00', '0.00']);
  });

  test('points stand beside the money', () => {
    const statement = january(clauses(level('fixed: { points: 3 }')), [report('98')]);
    expect([statement.points.total, statement.credits.lines, statement.credits.payable]).toEqual([
      '3',
      [],
      '0.00',
    ]);
    expect(statement.settlement.points).toBe('3');
  });
});

describe('repeated misses', () => {
  const credit =
    'bands: [ { below: 95, percent: 20 }, { below: 99, percent: 10 } ]\nof: [fee]\nrepeat: { factor: 2, inARow: 3 }';

  test('from the nth in a row on the current band is multiplied, never compounded', () => {
    const values = ['98', '90', '98', '90', '99', '90'];
    const scenario = scenarioOf(
      termsAround(clauses(level(credit))),
      values.map((value, index) => report(value, index + 1)),
    );
    const found = values.map(
      (_, index) => scenario.statement(`2025-0${index + 1}`, '2025-09-01T00:00:00Z').credits.payable,
    );
    expect(found).toEqual(['100.00', '200.00', '200.00', '400.00', '0.00', '200.00']);
  });

  test('the limit of the level comes after the factor', () => {
    const limited = `${credit}\natMost: { percent: 15 }`;
    const scenario = scenarioOf(
      termsAround(clauses(level(limited))),
      [1, 2, 3].map((month) => report('98', month)),
    );
    expect(scenario.statement('2025-03', '2025-09-01T00:00:00Z').credits.payable).toBe('150.00');
  });
});

describe('combining and capping', () => {
  const capped = (cap: string, ...percents: readonly string[]): string => `
${clauses(...percents.map((percent, index) => level(`fixed: { percent: "${percent}" }\nof: [fee]`, undefined, `level-${index}`)))}
credits: { combine: sum, cap: { ${cap} } }`;

  function credits(cap: string, ...percents: readonly string[]) {
    const facts = percents.map((_, index) => report('90', 1, `level-${index}`));
    const found = january(capped(cap, ...percents), facts).credits;
    const [line] = found.caps;
    return [found.combined.amount, line?.reached, line?.lost, found.payable];
  }

  test.each([
    [
      ['4', '5.9'],
      ['99.00', false, '0.00', '99.00'],
    ],
    [
      ['4', '6'],
      ['100.00', false, '0.00', '100.00'],
    ],
    [
      ['4', '6.001'],
      ['100.01', true, '0.01', '100.00'],
    ],
  ])('a cap of 10 %% over %j', (percents, expected) => {
    expect(credits('percent: 10, of: [fee]', ...percents)).toEqual(expected);
  });

  test('a cap in money', () => {
    expect(credits('amount: "80.00"', '4', '5')).toEqual(['90.00', true, '10.00', '80.00']);
  });

  test.each([
    // Each line is exactly 0.125 and stated as 0.13: together 0.26, of which no more is paid than the cap says.
    [['0.0125', '0.0125'], '0.24', ['0.26', true, '0.02', '0.24']],
    [['0.0125', '0.0125'], '0.25', ['0.26', true, '0.01', '0.25']],
    [['0.0125', '0.0125'], '0.26', ['0.26', false, '0.00', '0.26']],
    // Each line is exactly 0.124 and stated as 0.12: a cap that the exact sum is above gives back nothing beyond 0.24.
    [['0.0124', '0.0124'], '0.23', ['0.24', true, '0.01', '0.23']],
    [['0.0124', '0.0124'], '0.24', ['0.24', true, '0.00', '0.24']],
    [['0.0124', '0.0124'], '0.25', ['0.24', false, '0.00', '0.24']],
  ])(
    'of lines of %j %% a cap of %s leaves no more than it is, and no more than the lines as stated',
    (percents, cap, expected) => {
      expect(credits(`amount: "${cap}"`, ...percents)).toEqual(expected);
    },
  );

  test('a cap between what lines are exactly and what they are stated as takes nothing, and gives nothing', () => {
    // 0.248 exactly, 0.24 as stated, under a cap of 0.2475 that is stated as 0.25.
    expect(credits('percent: "0.02475", of: [fee]', '0.0124', '0.0124')).toEqual([
      '0.24',
      true,
      '0.00',
      '0.24',
    ]);
  });
});

describe('a level that is cut in segments', () => {
  const amended = (percent: number): string => `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-01-11
executedAt: 2025-01-02
change:
  ${clauses(level(`fixed: { percent: ${percent} }\nof: [fee]`, 'atLeast: 95')).replaceAll('\n', '\n  ')}
`;

  test('prices each part under its own terms on the charges of its own days', () => {
    const scenario = scenarioOf(
      termsAround(clauses(level('fixed: { percent: 10 }\nof: [fee]')), { midPeriod: 'segment' }),
      [
        { ...report('90'), effectiveAt: '2025-01-05T00:00:00Z' },
        { ...report('94'), effectiveAt: '2025-01-25T00:00:00Z' },
      ],
    );
    scenario.amend(amended(31), '2025-01-30T00:00:00Z');
    const [line] = scenario.statement('2025-01', '2025-03-01T00:00:00Z').credits.lines;
    expect(line?.parts.map((part) => [part.from, part.to, part.base, part.exact])).toEqual([
      ['2025-01-01', '2025-01-10', '10000/31', '1000/31'],
      ['2025-01-11', '2025-01-31', '21000/31', '210'],
    ]);
    expect(line?.amount).toBe('242.26');
  });

  test('money for a period counts by the days of the part', () => {
    const scenario = scenarioOf(termsAround(clauses(level('fixed: "310.00"')), { midPeriod: 'segment' }), [
      { ...report('90'), effectiveAt: '2025-01-05T00:00:00Z' },
      { ...report('100'), effectiveAt: '2025-01-25T00:00:00Z' },
    ]);
    scenario.amend(amended(10), '2025-01-30T00:00:00Z');
    expect(scenario.statement('2025-01', '2025-03-01T00:00:00Z').credits.payable).toBe('100.00');
  });
});
