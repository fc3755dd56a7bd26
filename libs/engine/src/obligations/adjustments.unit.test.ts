import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';

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
});
