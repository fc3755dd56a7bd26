import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { Scenario } from '../testing/scenario.js';
import type { TrendStatement } from '../statement/statement.js';

const level = (target: string, more = ''): string =>
  `{ id: level, measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }, target: ${target}${more} }`;

/** The level's values from January on; a month without one was not reported. */
function history(
  values: readonly (string | undefined)[],
  options: { readonly target?: string; readonly trend?: string } = {},
): Scenario {
  const { target = '{ atLeast: 90 }', trend = '' } = options;
  const clauses = `serviceLevels: [ ${level(target)} ]\n${trend}`;
  const facts = values.flatMap((value, index) =>
    value === undefined
      ? []
      : [
          {
            type: 'MeasurementReported',
            effectiveAt: `2025-${month(index)}-20T00:00:00Z`,
            serviceLevel: 'level',
            value,
          },
        ],
  );
  return scenarioOf(termsAround(clauses), facts);
}

function month(index: number): string {
  return String(index + 1).padStart(2, '0');
}

function trendOf(scenario: Scenario, months: number): TrendStatement {
  const statement = scenario.statement(`2025-${month(months - 1)}`, '2026-02-01T00:00:00Z');
  return statement.accountability.trends.levels.listed.find(({ id }) => id === 'level')!;
}

describe('the last value against the mean of those before', () => {
  test.each([
    ['{ atLeast: 90 }', '93.9', 'worsening'],
    ['{ atLeast: 90 }', '94', 'steady'],
    ['{ atLeast: 90 }', '94.1', 'improving'],
    ['{ moreThan: 90 }', '94.1', 'improving'],
    ['{ atMost: 90 }', '93.9', 'improving'],
    ['{ atMost: 90 }', '94', 'steady'],
    ['{ atMost: 90 }', '94.1', 'worsening'],
    ['{ lessThan: 90 }', '94.1', 'worsening'],
  ])('of 92 and 96, with the target %s and %s: %s', (target, last, trend) => {
    expect(trendOf(history(['92', '96', last], { target }), 3)).toMatchObject({ trend, last, mean: '94' });
  });

  test('is exact, however near it is', () => {
    const three = ['90', '90', '91'];
    expect(trendOf(history([...three, '90.333333333333']), 4)).toMatchObject({
      trend: 'worsening',
      because: { operands: { mean: '271/3' } },
    });
    expect(trendOf(history([...three, '90.333333333334']), 4).trend).toBe('improving');
  });

  test('leaves out periods in which nothing was measured', () => {
    const trend = trendOf(history(['90', undefined, '94', '93']), 4);
    expect(trend).toMatchObject({ trend: 'improving', mean: '92' });
    expect(trend.values).toEqual([
      { period: '2025-01', value: '90' },
      { period: '2025-02', value: null },
      { period: '2025-03', value: '94' },
      { period: '2025-04', value: '93' },
    ]);
  });

  test.each([
    ['this period has none', ['90', '91', undefined]],
    ['no period before has one', [undefined, undefined, '91']],
  ])('is unknown where %s', (_why, values) => {
    expect(trendOf(history(values), 3).trend).toBeNull();
  });

  test('is unknown in the first period', () => {
    expect(trendOf(history(['90']), 1)).toMatchObject({ trend: null, last: '90', mean: null });
  });
});

describe('a trend looks at', () => {
  const values = ['10', '90', '90', '90', '90', '90', '89'];

  test.each([
    ['six periods by default', '', 7, 'worsening', 6],
    ['as many as the terms say: one fewer', 'accountability: { trend: 6 periods }', 7, 'worsening', 6],
    ['as many as the terms say', 'accountability: { trend: 7 periods }', 7, 'improving', 7],
    ['no more than there are', 'accountability: { trend: 8 periods }', 7, 'improving', 7],
    ['two at least', 'accountability: { trend: 2 periods }', 7, 'worsening', 2],
  ])('%s', (_many, trend, months, direction, looked) => {
    const found = trendOf(history(values, { trend }), months);
    expect([found.trend, found.values.length]).toEqual([direction, looked]);
  });

  test('no period before the history of the level starts afresh', () => {
    const scenario = history(['50', '50', '92', '91']);
    scenario.amend(
      '{ amendment: A1, agreement: acme-northwind, kind: amendment, effectiveFrom: 2025-03-01, executedAt: 2025-02-01, restartHistory: { serviceLevels: [level] }, change: { title: Anew } }',
      '2025-02-02T00:00:00Z',
    );
    expect(trendOf(scenario, 4)).toMatchObject({ trend: 'worsening', mean: '92' });
  });

  test('no period in which the figure was in another unit', () => {
    const scenario = history(['50', '50', '92', '91']);
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-01
executedAt: 2025-02-01
change:
  serviceLevels: [ ${level('{ atLeast: 90 }').replace('unit: percent', 'unit: number')} ]
`,
      '2025-02-02T00:00:00Z',
    );
    expect(trendOf(scenario, 4)).toMatchObject({ unit: 'number', trend: 'worsening', mean: '92' });
    expect(trendOf(scenario, 3)).toMatchObject({ unit: 'number', trend: null });
  });
});

test('levels that worsen come first, then those that improve, are steady, or have no trend', () => {
  const ids = ['unknown', 'steady', 'improving', 'worsening'];
  const value: Record<string, readonly [string, string] | undefined> = {
    steady: ['90', '90'],
    improving: ['90', '91'],
    worsening: ['90', '89'],
  };
  const clauses = `serviceLevels: [ ${ids.map((id) => level('{ atLeast: 90 }').replace('id: level', `id: ${id}`)).join(', ')} ]`;
  const facts = ids.flatMap((serviceLevel) =>
    (value[serviceLevel] ?? []).map((one, index) => ({
      type: 'MeasurementReported',
      effectiveAt: `2025-${month(index)}-20T00:00:00Z`,
      serviceLevel,
      value: one,
    })),
  );
  const { trends } = scenarioOf(termsAround(clauses), facts).statement(
    '2025-02',
    '2025-03-01T00:00:00Z',
  ).accountability;
  expect(trends.levels.listed.map(({ id }) => id)).toEqual(['worsening', 'improving', 'steady', 'unknown']);
  expect(trends).toMatchObject({ improving: 1, steady: 1, worsening: 1, unknown: 1 });
});
