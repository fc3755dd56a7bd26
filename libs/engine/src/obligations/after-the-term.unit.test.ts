import { expect, describe, test } from 'vitest';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

/** The term ends with February; its report is due until the end of 10 March. */
const february = (more: string, facts: readonly FactLine[], at: string) => {
  const clauses = `
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 10 calendar days after end }, ${more} }
serviceLevels:
  - { id: reports, measure: { kind: obligation, obligation: report, figure: share-met }, target: { atLeast: 100 } }
exit:
  - { id: reports-missed, when: { obligation: report, missed: 2, of: 2 periods } }`;
  return scenarioOf(termsAround(clauses, { to: '2025-02-28' }), [january, ...facts]).statement('2025-02', at);
};
const done = (period: string, effectiveAt: string): FactLine => ({
  type: 'ObligationFulfilled',
  effectiveAt,
  obligation: 'report',
  period,
});
const january = done('2025-01', '2025-02-04T00:00:00Z');

describe('what is due after the last day of the term', () => {
  const priced = 'whenMissed: { credit: { fixed: "250.00" } }';

  test.each([
    ['2025-03-10T23:59:59Z', 'open', '0.00'],
    ['2025-03-11T00:00:00Z', 'missed', '250.00'],
    ['2025-06-01T00:00:00Z', 'missed', '250.00'],
  ])('as valued at %s it is %s and costs %s in the last period', (at, state, credits) => {
    const { settlement, obligations } = february(priced, [], at);
    expect(settlement.credits).toBe(credits);
    const shown = obligations.obligations[0]!.occurrences.find(({ key }) => key === '2025-02')!;
    expect(shown.state).toBe(state);
    expect(shown.follows.map(({ period }) => period)).toEqual(state === 'missed' ? ['2025-02'] : []);
  });

  test('done in time it costs nothing', () => {
    const facts = [done('2025-02', '2025-03-10T23:59:59Z')];
    expect(february(priced, facts, '2025-06-01T00:00:00Z').settlement.credits).toBe('0.00');
  });

  test('what is late counts there as well, and what is missed even later', () => {
    const more = `missedAfter: 30 calendar days, whenLate: { credit: { fixed: "20.00" } }, ${priced}`;
    expect(february(more, [], '2025-04-09T23:59:59Z').settlement.credits).toBe('20.00');
    expect(february(more, [], '2025-04-10T00:00:00Z').settlement.credits).toBe('270.00');
  });

  test('levels and exits look at it in the last period', () => {
    const at = '2025-06-01T00:00:00Z';
    const statement = february(priced, [], at);
    const [level] = statement.serviceLevels;
    expect([level!.verdict, level!.value?.decimal]).toEqual(['missed', '50']);
    expect(statement.exits[0]!.reached).toBe('1');
  });
});
