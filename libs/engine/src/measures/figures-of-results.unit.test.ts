import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import type { ServiceLevelStatement } from '../statement/statement.js';

const months = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'];

/** Figures of a reported level, month by month from January on; none for a month without one. */
function reported(serviceLevel: string, ...values: readonly (string | undefined)[]): FactLine[] {
  return values.flatMap((value, index) =>
    value === undefined
      ? []
      : [
          {
            type: 'MeasurementReported',
            effectiveAt: `${months[index]!}-20T00:00:00Z`,
            assertedBy: 'provider',
            serviceLevel,
            period: months[index]!,
            value,
          },
        ],
  );
}

function levelOf(scenario: Scenario, id: string, label = '2025-01'): ServiceLevelStatement {
  const { serviceLevels } = scenario.statement(label, '2025-08-01T00:00:00Z');
  return serviceLevels.find((level) => level.id === id)!;
}

/** The decimals of a level in the months from January on. */
function decimals(scenario: Scenario, id: string, count: number): (string | undefined)[] {
  return months.slice(0, count).map((label) => levelOf(scenario, id, label).value?.decimal);
}

function restart(scenario: Scenario, from: string, id: string): void {
  scenario.amend(
    `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: ${from}
executedAt: ${from}
restartHistory: { serviceLevels: [${id}] }
`,
    `${from}T00:00:00Z`,
  );
}

describe('a figure of results', () => {
  const three = `
serviceLevels:
  - { id: a, measure: { kind: reported, unit: percent }, target: { atLeast: 90 }, credit: { fixed: { percent: 5 }, of: [fee] } }
  - { id: b, measure: { kind: reported, unit: percent }, target: { atLeast: 90 }, credit: { fixed: { amount: 30 } } }
  - { id: c, measure: { kind: reported, unit: percent, whenNotReported: not-measured }, target: { atLeast: 90 }, credit: { fixed: { points: 3 } } }`;
  const overall = (figure: string, target = 'atMost: 1', more = ''): string => `${three}
  - id: overall
    measure: { kind: result, figure: ${figure}${more} }
    target: { ${target} }`;
  const resultOf = (clauses: string, ...facts: readonly FactLine[]): ServiceLevelStatement =>
    levelOf(scenarioOf(termsAround(clauses), facts), 'overall');

  test.each([
    ['90', '90', '90', '0', 'met'],
    ['89.9', '90', '90', '1', 'met'],
    ['89.9', '89.9', '90', '2', 'missed'],
  ])('of %s, %s and %s at 90 %%, %s are missed', (a, b, c, missed, verdict) => {
    const facts = [...reported('a', a), ...reported('b', b), ...reported('c', c)];
    const level = resultOf(overall('missed-levels'), ...facts);
    expect([level.value?.decimal, level.verdict, level.volume]).toEqual([missed, verdict, 3]);
  });

  test.each([
    ['missed-levels', '2'],
    ['share-met', '0'],
    ['credit', '80'],
    ['credit-percent, base: [fee]', '8'],
    ['points', '0'],
    ['mean-value', '82.5'],
    ['lowest-value', '80'],
    ['highest-value', '85'],
  ])('%s of 80, 85 and one that is not measured: %s', (figure, decimal) => {
    const level = resultOf(overall(figure, 'atLeast: 0'), ...reported('a', '80'), ...reported('b', '85'));
    expect(level.value?.decimal).toBe(decimal);
    expect(level.unit).toBe(/percent|share|value/.test(figure) ? 'percent' : 'number');
  });

  test('points add up; only the levels named count', () => {
    const facts = [...reported('a', '80'), ...reported('b', '80'), ...reported('c', '80')];
    expect(resultOf(overall('points'), ...facts).value?.decimal).toBe('3');
    const named = resultOf(overall('missed-levels', 'atMost: 1', ', of: [b, c]'), ...facts);
    expect(named.value?.decimal).toBe('2');
    expect(named.parts[0]!.evidence).toMatchObject({
      kind: 'results',
      results: [
        { serviceLevel: 'b', verdict: 'missed', value: '80', credit: '30', points: null, counted: true },
        { serviceLevel: 'c', verdict: 'missed', value: '80', credit: null, points: '3', counted: true },
      ],
    });
  });

  test('of a level for each of several values every instance counts', () => {
    const clauses = `
serviceLevels:
  - { id: sites, forEach: { site: [madrid, sevilla, vigo] }, measure: { kind: count, of: tickets }, target: { atMost: 0 } }
  - { id: overall, measure: { kind: result, figure: missed-levels, of: [sites] }, target: { atMost: 0 } }`;
    const opened = (ticket: string, site: string): FactLine => ({
      type: 'TicketOpened',
      effectiveAt: '2025-01-10T10:00:00Z',
      ticket,
      ticketType: 'incident',
      priority: 'P1',
      site,
    });
    const level = resultOf(clauses, opened('A', 'madrid'), opened('B', 'vigo'), opened('C', 'vigo'));
    expect(level.value?.decimal).toBe('2');
  });

  test('of nothing measured there is no share and no value, but no level missed', () => {
    const clauses = (figure: string): string =>
      overall(figure, 'atLeast: 0').replaceAll(
        'unit: percent }',
        'unit: percent, whenNotReported: not-measured }',
      );
    expect(resultOf(clauses('share-met')).value).toBeNull();
    expect(resultOf(clauses('mean-value')).value).toBeNull();
    expect(resultOf(clauses('missed-levels')).value?.decimal).toBe('0');
  });
});

describe('a smoothed figure', () => {
  const smoothed = (previous: string): string => `
serviceLevels:
  - { id: ivr, measure: { kind: reported, unit: percent, whenNotReported: not-measured }, target: { atLeast: 0 } }
  - id: smooth
    measure: { kind: smoothed, of: ivr, previous: ${previous} }
    target: { atLeast: "99.4" }`;
  const scenario = (previous: string, ...values: readonly (string | undefined)[]): Scenario =>
    scenarioOf(termsAround(smoothed(previous)), reported('ivr', ...values));

  test('the first month stands alone, the second is the mean with the one before', () => {
    const found = scenario('1 period', '99.0', '99.8', '99.0');
    expect(decimals(found, 'smooth', 3)).toEqual(['99', '99.4', '99.4']);
    expect(levelOf(found, 'smooth', '2025-02').parts[0]!.evidence).toEqual({
      kind: 'smoothed',
      serviceLevel: 'ivr',
      periods: [
        { period: '2025-01', verdict: 'met', value: '99', counted: true },
        { period: '2025-02', verdict: 'met', value: '99.8', counted: true },
      ],
    });
  });

  test.each([
    ['99.79', 'missed'],
    ['99.80', 'met'],
    ['99.81', 'met'],
  ])('99 and %s against 99.4: %s', (second, verdict) => {
    expect(levelOf(scenario('1 period', '99', second), 'smooth', '2025-02').verdict).toBe(verdict);
  });

  test('it reaches back n periods and no further', () => {
    expect(decimals(scenario('2 periods', '10', '20', '30', '40'), 'smooth', 4)).toEqual([
      '10',
      '15',
      '20',
      '30',
    ]);
  });

  test('periods without a value are left out; this one must have one', () => {
    const found = scenario('2 periods', '10', undefined, '30');
    expect(decimals(found, 'smooth', 3)).toEqual(['10', undefined, '20']);
    expect(levelOf(found, 'smooth', '2025-02').parts[0]!.decidedBy).toBe('nothing-to-measure');
  });

  test.each(['ivr', 'smooth'])('where %s starts afresh nothing before counts', (id) => {
    const found = scenario('1 period', '10', '20', '30');
    restart(found, '2025-02-01', id);
    expect(decimals(found, 'smooth', 3)).toEqual(['10', '20', '25']);
  });
});

describe('a value held against a baseline', () => {
  const against = (baseline: string, target = 'atMost: 100', more = ''): string => `
serviceLevels:
  - id: level
    measure: { kind: reported, unit: number }
    baseline: { ${baseline} }
    target: { ${target} }${more}`;
  const levels = (clauses: string, ...values: readonly (string | undefined)[]): ServiceLevelStatement[] => {
    const scenario = scenarioOf(termsAround(clauses), reported('level', ...values));
    return values.map((_, index) => levelOf(scenario, 'level', months[index]));
  };

  test.each([
    ['1.999', '99.95', 'met'],
    ['2', '100', 'met'],
    ['2.001', '100.05', 'missed'],
  ])('%s of 2 is %s %%: %s', (value, decimal, verdict) => {
    const [level] = levels(against('value: 2'), value);
    expect([level!.value?.decimal, level!.verdict, level!.unit]).toEqual([decimal, verdict, 'number']);
  });

  test.each([
    ['2.199', '0.00'],
    ['2.2', '100.00'],
    ['2.201', '100.00'],
  ])('the bands are of percentages as well: %s credits %s', (value, credit) => {
    const bands = '{ above: 100, below: 110, percent: 0 }, { from: 110, percent: 10 }';
    const clauses = against('value: 2', 'atMost: 100', `\n    credit: { bands: [ ${bands} ], of: [fee] }`);
    const [level] = levels(clauses, value);
    expect(level!.credit).toBe(credit);
    expect(level!.parts[0]!.because.operands).toMatchObject({
      baseline: '2',
      ownUnit: 'number',
      thresholds: ['2', '2.2'],
    });
  });

  test('it is brought to a number of places after it became a percentage', () => {
    const [level] = levels(
      against('value: 3', 'atMost: 33', '\n    measuredTo: { places: 0, rounding: half-up }'),
      '1',
    );
    expect([level!.value?.decimal, level!.parts[0]!.compared, level!.verdict]).toEqual([
      '33.333333333333',
      '33',
      'met',
    ]);
  });

  test('the mean of the first periods, which are not measured themselves', () => {
    const found = levels(against('firstPeriods: 2'), '40', '60', '50', '51');
    expect(found.map((level) => level.parts[0]!.decidedBy)).toEqual([
      'baseline-period',
      'baseline-period',
      'value',
      'value',
    ]);
    expect(found.map((level) => level.value?.decimal)).toEqual([undefined, undefined, '100', '102']);
    expect(found.map((level) => level.verdict)).toEqual(['not-measured', 'not-measured', 'met', 'missed']);
  });

  test('of first periods without a value the others are the baseline; of none there is none', () => {
    const found = levels(against('firstPeriods: 2'), '40', undefined, '30');
    expect(found.map((level) => level.verdict)).toEqual(['not-measured', 'not-measured', 'met']);
    expect(found[2]!.value?.decimal).toBe('75');
    const none = levels(against('firstPeriods: 2'), undefined, undefined, '30');
    expect(none[2]!.parts[0]!.decidedBy).toBe('no-baseline');
  });

  test('the value of n periods ago; none where there was none, or it was 0', () => {
    const found = levels(against('periodsAgo: 2'), '50', '0', '55', '10');
    expect(found.map((level) => level.value?.decimal)).toEqual([undefined, undefined, '110', undefined]);
    expect(found.map((level) => level.parts[0]!.decidedBy)).toEqual([
      'no-baseline',
      'no-baseline',
      'value',
      'no-baseline',
    ]);
  });

  test('a level that starts afresh takes its baseline afresh', () => {
    const scenario = scenarioOf(
      termsAround(against('firstPeriods: 1')),
      reported('level', '50', '55', '20', '30'),
    );
    restart(scenario, '2025-03-01', 'level');
    expect(decimals(scenario, 'level', 4)).toEqual([undefined, '110', undefined, '150']);
  });

  test('not reported stays not reported', () => {
    expect(levels(against('value: 2'), undefined)[0]!.parts[0]!.decidedBy).toBe('not-reported');
  });

  test('readings are held against the target in their own unit', () => {
    const clauses = `
serviceLevels:
  - id: level
    measure: { kind: statistic, statistic: mean, of: { survey: csat } }
    baseline: { value: 4 }
    target: { atLeast: 75 }`;
    const scores: FactLine[] = ['2.9', '3', '3.1'].map((score) => ({
      type: 'SurveyAnswered',
      effectiveAt: '2025-01-10T10:00:00Z',
      survey: 'csat',
      score,
    }));
    const level = levelOf(scenarioOf(termsAround(clauses), scores), 'level');
    expect([level.value?.decimal, level.misses, level.verdict]).toEqual(['75', 1, 'met']);
  });
});
