import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { Scenario } from '../testing/scenario.js';

const clauses = `
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 5 business days after end, calendar: office }, whenMissed: { credit: { fixed: "250.00" } } }
  - { id: plan, owedBy: provider, due: { before: 2025-02-10 } }`;
const done = {
  type: 'ObligationFulfilled',
  effectiveAt: '2025-02-05T09:00:00Z',
  recordedAt: '2025-03-10T09:00:00Z',
  obligation: 'report',
  period: '2025-01',
};

function stated() {
  const scenario = scenarioOf(termsAround(clauses), []);
  expect(scenario.issue('2025-01', '2025-02-01T00:00:00Z').settlement.total).toBe('0.00');
  expect(scenario.issue('2025-02', '2025-03-01T00:00:00Z').settlement.total).toBe('250.00');
  return scenario;
}

describe('an obligation that turns out otherwise than it was stated', () => {
  test('is adjusted, and the fact recorded late is the cause', () => {
    const scenario = stated();
    const [fact] = scenario.record(done);
    const march = scenario.statement('2025-03', '2025-04-01T00:00:00Z');
    expect(march.adjustments).toMatchObject([
      {
        period: '2025-02',
        difference: '-250.00',
        causes: [{ kind: 'facts', subject: 'obligation', key: 'report 2025-01', facts: [fact] }],
      },
    ]);
    // February's own report was never delivered.
    expect(march.settlement).toMatchObject({ credits: '250.00', adjustments: '-250.00', total: '0.00' });
  });

  test('a retraction is the cause of a miss', () => {
    const scenario = scenarioOf(termsAround(clauses), []);
    const [fact] = scenario.record({ ...done, recordedAt: '2025-02-05T09:00:00Z' });
    expect(scenario.issue('2025-02', '2025-03-01T00:00:00Z').settlement.total).toBe('0.00');
    const [retraction] = scenario.record({
      type: 'FactRetracted',
      effectiveAt: '2025-03-05T00:00:00Z',
      fact: fact!,
      reason: 'it was another report',
    });
    const [adjustment] = scenario.statement('2025-03', '2025-04-01T00:00:00Z').adjustments;
    expect(adjustment).toMatchObject({
      difference: '250.00',
      causes: [{ subject: 'obligation', facts: [retraction] }],
    });
  });

  const adjustmentsOf = (terms: string, later: (scenario: Scenario) => readonly string[]) => {
    const scenario = scenarioOf(termsAround(terms), []);
    scenario.issue('2025-01', '2025-02-06T00:00:00Z');
    scenario.issue('2025-02', '2025-03-06T00:00:00Z');
    const facts = later(scenario);
    return { facts, adjustments: scenario.statement('2025-03', '2025-04-06T00:00:00Z').adjustments };
  };

  test('a step of a ladder that a ticket recorded late was due by has its facts as the cause', () => {
    const ladder = `
escalation:
  - { id: ladder, clock: resolution, within: 4h, levels: [ { after: 2h, to: team lead } ], whenMissed: { credit: { fixed: "25.00" } } }`;
    const { facts, adjustments } = adjustmentsOf(ladder, (scenario) =>
      scenario.record(
        ...ticket('T1', '2025-01-10T08:00:00Z', 300).map((fact) => ({
          ...fact,
          recordedAt: '2025-03-07T00:00:00Z',
        })),
      ),
    );
    expect(adjustments).toMatchObject([
      {
        period: '2025-01',
        difference: '25.00',
        causes: [{ kind: 'facts', subject: 'obligation', key: 'ladder T1#1', facts }],
      },
    ]);
  });

  test('relief granted later, by which it is excused, is the cause', () => {
    const { facts, adjustments } = adjustmentsOf(clauses, (scenario) => [
      ...scenario.record({
        type: 'ReliefClaimed',
        effectiveAt: '2025-03-07T00:00:00Z',
        relief: 'storm',
        cause: 'a storm',
        from: '2025-02-07T00:00:00Z',
        until: '2025-02-09T00:00:00Z',
      }),
      ...scenario.record({
        type: 'ReliefGranted',
        effectiveAt: '2025-03-08T00:00:00Z',
        assertedBy: 'client',
        relief: 'storm',
      }),
    ]);
    expect(adjustments).toMatchObject([
      {
        period: '2025-02',
        difference: '-250.00',
        causes: [{ kind: 'facts', subject: 'relief', key: 'storm', facts }],
      },
    ]);
  });
});
