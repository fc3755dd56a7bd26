import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { Scenario } from '../testing/scenario.js';

const late = '2026-06-01T00:00:00Z';

function anchored(charges: string, term: string): Scenario {
  const terms = termsAround(
    `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: 99 }
    credit: { bands: [ { below: 98, percent: 10 }, { below: 99, percent: 5 } ], of: [fee] }
`,
    { timezone: 'Europe/Madrid' },
  )
    .replace('term: { from: 2025-01-01 }', `term: ${term}`)
    .replace('period: { every: month }', 'period: { every: month, anchor: 2025-01-16 }')
    .replace(/^charges: .*$/m, `charges: [ ${charges} ]`);
  return scenarioOf(terms, [
    {
      type: 'MeasurementReported',
      effectiveAt: '2025-02-18T00:00:00Z',
      serviceLevel: 'uptime',
      period: '2025-01',
      value: '98',
    },
    {
      type: 'MeasurementReported',
      effectiveAt: '2025-02-20T00:00:00Z',
      serviceLevel: 'uptime',
      value: '100',
    },
  ]);
}

describe('statements of months from the 16th to the 15th', () => {
  test('take figures by the label of the period, or by when they were made', () => {
    const scenario = anchored('{ id: fee, amount: "1000.00", per: period }', '{ from: 2025-01-16 }');
    const [january, february] = scenario.evaluate('2025-01', '2025-02', late);
    expect(january!.period).toMatchObject({
      label: '2025-01',
      from: '2025-01-16',
      to: '2025-02-15',
      days: 31,
      startsAt: '2025-01-15T23:00:00Z',
      endsAt: '2025-02-15T23:00:00Z',
      cut: false,
    });
    expect(january!.serviceLevels[0]).toMatchObject({ verdict: 'missed', value: { decimal: '98' } });
    expect(february!.serviceLevels[0]).toMatchObject({ verdict: 'met', value: { decimal: '100' } });
  });

  test.each([
    ['2024-12', '483.87', 15],
    ['2025-01', '1000.00', 31],
    ['2025-02', '821.43', 23],
  ])('charge a fee of the period by the days of %s that lie in the term', (label, amount, days) => {
    const scenario = anchored(
      '{ id: fee, amount: "1000.00", per: period }',
      '{ from: 2025-01-01, to: 2025-03-10 }',
    );
    const statement = scenario.statement(label, late);
    expect(statement.charges[0]).toMatchObject({ amount, stretches: [{ days }] });
    expect(statement.period.cut).toBe(label !== '2025-01');
  });

  test('charge a fee of the month by the days of each calendar month', () => {
    const scenario = anchored('{ id: fee, amount: "1000.00", per: month }', '{ from: 2025-01-16 }');
    // 16 of 31 days of January and 15 of 28 days of February.
    expect(scenario.statement('2025-01', late).charges[0]).toMatchObject({ exact: '228250/217' });
  });

  test('settle in the next one what a later fact changes', () => {
    const scenario = anchored('{ id: fee, amount: "1000.00", per: period }', '{ from: 2025-01-16 }');
    scenario.issue('2025-01', '2025-02-21T00:00:00Z');
    scenario.record({
      type: 'MeasurementReported',
      effectiveAt: '2025-02-22T00:00:00Z',
      serviceLevel: 'uptime',
      period: '2025-01',
      value: '97',
    });
    const [adjustment] = scenario.statement('2025-02', late).adjustments;
    expect(adjustment).toMatchObject({
      period: '2025-01',
      difference: '50.00',
      serviceLevels: [{ id: 'uptime', was: { value: '98' }, is: { value: '97' } }],
    });
  });
});
