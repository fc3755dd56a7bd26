import { describe, expect, test } from 'vitest';
import type { AdjustmentCause } from '../statement/statement.js';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';

/** The causes of the adjustment of January once later facts are known, after it was issued on 1 February. */
function causesOf(
  clauses: string,
  known: readonly FactLine[],
  later: (scenario: Scenario) => void,
): readonly AdjustmentCause[] {
  const scenario = scenarioOf(termsAround(clauses), known);
  scenario.issue('2025-01', '2025-02-01T00:00:00Z');
  later(scenario);
  const { adjustments } = scenario.statement('2025-02', '2025-03-20T00:00:00Z');
  return adjustments.find(({ period }) => period === '2025-01')?.causes ?? [];
}

const recordedAt = '2025-02-10T00:00:00Z';
const credit = 'credit: { fixed: { amount: "10.00" } }';

function report(serviceLevel: string, value: string, period: string, effectiveAt: string): FactLine {
  return { type: 'MeasurementReported', effectiveAt, serviceLevel, period, value };
}

describe('the causes of what came out otherwise', () => {
  test('a change recorded late', () => {
    const clauses = `
serviceLevels:
  - { id: changes, measure: { kind: change-share }, target: { atLeast: 90 }, ${credit} }`;
    let id = '';
    const causes = causesOf(clauses, [], (scenario) => {
      [id] = scenario.record({
        type: 'ChangeFinished',
        effectiveAt: '2025-01-10T00:00:00Z',
        recordedAt,
        change: 'C1',
        outcome: 'failed',
      }) as [string];
    });
    expect(causes).toEqual([
      { kind: 'facts', subject: 'change', key: 'C1', serviceLevels: ['changes'], facts: [id] },
    ]);
  });

  test('the ticket that made something recur, and not those that were known', () => {
    const clauses = `
serviceLevels:
  - { id: recurring, measure: { kind: recurrence, by: service, times: 2, within: 5 calendar days }, target: { atMost: 0 }, ${credit} }`;
    const opened = (key: string): FactLine[] =>
      ticket(key, '2025-01-10T00:00:00Z', undefined, { service: 'email' });
    const causes = causesOf(clauses, opened('A'), (scenario) => {
      scenario.record(...opened('B').map((fact) => ({ ...fact, recordedAt })));
    });
    expect(causes).toMatchObject([{ subject: 'ticket', key: 'B', serviceLevels: ['recurring'] }]);
    expect(causes).toHaveLength(1);
  });

  test.each([
    ['a ticket', ticket('A', '2025-02-02T00:00:00Z', undefined, { service: 'email' })[0]!],
    [
      'an outage',
      { type: 'OutageBegan', effectiveAt: '2025-02-02T00:00:00Z', outage: 'O', service: 'email' },
    ],
  ] as const)(
    '%s that names a service for the first time, which has its level in every period',
    (_, naming) => {
      const clauses = `
serviceLevels:
  - id: answered
    forEach: { service: all }
    measure: { kind: statistic, statistic: mean, of: { survey: csat } }
    target: { atLeast: 4 }
    whenEmpty: missed
    ${credit}`;
      let id = '';
      const causes = causesOf(clauses, [], (scenario) => {
        [id] = scenario.record({ ...naming, recordedAt }) as [string];
      });
      expect(causes).toEqual([
        { kind: 'facts', subject: 'service', key: 'email', serviceLevels: ['answered/email'], facts: [id] },
      ]);
      const taken = causesOf(
        clauses,
        [naming],
        (scenario) =>
          void ([id] = scenario.record({
            type: 'FactRetracted',
            effectiveAt: recordedAt,
            fact: scenario.facts[1]!.id,
            reason: 'entered by mistake',
          }) as [string]),
      );
      expect(taken).toEqual([
        { kind: 'facts', subject: 'service', key: 'email', serviceLevels: ['answered/email'], facts: [id] },
      ]);
    },
  );

  const owed = `
obligations:
  - { id: duty, owedBy: provider, due: { before: 2025-01-20 } }`;
  const done: FactLine = {
    type: 'ObligationFulfilled',
    effectiveAt: '2025-01-15T00:00:00Z',
    recordedAt,
    obligation: 'duty',
  };

  test('an obligation, where it is measured', () => {
    const clauses = `
serviceLevels:
  - { id: kept, measure: { kind: obligation, obligation: duty, figure: share-met }, target: { atLeast: 100 }, ${credit} }${owed}`;
    const causes = causesOf(clauses, [], (scenario) => void scenario.record(done));
    expect(causes).toMatchObject([{ kind: 'facts', subject: 'obligation', serviceLevels: ['kept'] }]);
  });

  test('an obligation, where it qualifies', () => {
    const clauses = `
serviceLevels:
  - id: level
    measure: { kind: reported, unit: percent }
    target: { atLeast: 90 }
    qualifying: { when: [ { obligation: duty } ] }
    ${credit}${owed}`;
    const known = [report('level', '80', '2025-01', '2025-01-20T00:00:00Z')];
    const causes = causesOf(clauses, known, (scenario) => void scenario.record(done));
    expect(causes).toMatchObject([{ kind: 'facts', subject: 'obligation', serviceLevels: ['level'] }]);
  });

  test('a limit for reporting that passed, and a report that was owed', () => {
    const limited = `
serviceLevels:
  - { id: level, measure: { kind: reported, unit: percent, within: 5 calendar days }, target: { atLeast: 90 }, ${credit} }`;
    const touch = (scenario: Scenario): void =>
      void scenario.record({ type: 'SurveyAnswered', effectiveAt: recordedAt, survey: 'x', score: '1' });
    expect(causesOf(limited, [], touch)).toEqual([
      { kind: 'due-passed', subject: 'report', key: 'level', serviceLevels: ['level'] },
    ]);
    const owing = `
serviceLevels:
  - { id: level, measure: { kind: reported, unit: percent }, target: { atLeast: 90 }, ${credit} }
obligations:
  - { id: duty, owedBy: provider, due: { each: period, within: 5 calendar days after end }, whenMissed: { levels: not-reported } }`;
    const known = [report('level', '95', '2025-01', '2025-01-20T00:00:00Z')];
    expect(causesOf(owing, known, touch)).toEqual([
      { kind: 'due-passed', subject: 'obligation', key: 'duty 2025-01', serviceLevels: ['level'] },
    ]);
  });

  test('of a result the causes of the levels that it is of', () => {
    const clauses = `
serviceLevels:
  - { id: a, measure: { kind: reported, unit: percent }, target: { atLeast: 90 } }
  - { id: all, measure: { kind: result, figure: missed-levels }, target: { atMost: 0 }, ${credit} }`;
    const known = [report('a', '95', '2025-01', '2025-01-20T00:00:00Z')];
    const causes = causesOf(clauses, known, (scenario) => {
      scenario.record({ ...report('a', '80', '2025-01', '2025-02-05T00:00:00Z'), recordedAt });
    });
    expect(causes).toMatchObject([{ subject: 'measurement', serviceLevels: ['a', 'all'] }]);
  });

  test.each([
    ['smoothed', 'measure: { kind: smoothed, of: own, previous: 1 period }, target: { atLeast: 90 }'],
    [
      'against a baseline',
      'measure: { kind: count, of: tickets }, baseline: { periodsAgo: 1 }, target: { atMost: 100 }',
    ],
  ])('%s, the earlier period whose value changed', (_, level) => {
    const clauses = `
serviceLevels:
  - { id: own, measure: { kind: reported, unit: percent }, target: { atLeast: 0 } }
  - { id: level, ${level}, ${credit} }`;
    const opened = (key: string, at: string): FactLine[] => ticket(key, at, 5);
    const scenario = scenarioOf(termsAround(clauses), [
      report('own', '90', '2025-01', '2025-01-20T00:00:00Z'),
      report('own', '90', '2025-02', '2025-02-20T00:00:00Z'),
      ...opened('A', '2025-01-10T00:00:00Z'),
      ...opened('B', '2025-02-10T00:00:00Z'),
      ...opened('C', '2025-02-11T00:00:00Z'),
    ]);
    scenario.issue('2025-01', '2025-03-01T00:00:00Z');
    scenario.issue('2025-02', '2025-03-01T00:00:00Z');
    const late = '2025-03-10T00:00:00Z';
    scenario.record(
      { ...report('own', '80', '2025-01', '2025-01-25T00:00:00Z'), recordedAt: late },
      ...opened('D', '2025-01-11T00:00:00Z').map((fact) => ({ ...fact, recordedAt: late })),
    );
    const { adjustments } = scenario.statement('2025-03', '2025-04-01T00:00:00Z');
    const february = adjustments.find(({ period }) => period === '2025-02');
    expect(february?.causes).toEqual([
      { kind: 'earlier-period', period: '2025-01', serviceLevels: ['level'] },
    ]);
  });
});
