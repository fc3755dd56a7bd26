import { expect, test } from 'vitest';
import { later, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import { describeStatement } from './describe-statement.js';

test('changes, recurrence, obligations measured and smoothed values have a table each', () => {
  const at = '2025-01-10T10:00:00Z';
  const clauses = `
serviceLevels:
  - { id: changes, measure: { kind: change-share }, target: { atLeast: 90 } }
  - { id: recurring, measure: { kind: recurrence, by: service, times: 2, within: 5 calendar days }, target: { atMost: 0 } }
  - { id: kept, measure: { kind: obligation, obligation: duty, figure: share-met }, target: { atLeast: 90 } }
  - { id: smooth, measure: { kind: smoothed, of: changes, previous: 1 period }, target: { atLeast: 90 } }
obligations:
  - { id: duty, owedBy: provider, due: { before: 2025-01-20 } }`;
  const scenario = scenarioOf(termsAround(clauses), [
    { type: 'ChangeFinished', effectiveAt: at, change: 'C1', outcome: 'backed-out' },
    ...ticket('A', at, undefined, { service: 'email' }),
    ...ticket('B', later(at, 30), undefined, { service: 'email' }),
    { type: 'ObligationFulfilled', effectiveAt: at, obligation: 'duty' },
  ]);
  const { sections } = describeStatement(scenario.statement('2025-01', '2025-03-01T00:00:00Z'));
  const rowsOf = (heading: string): unknown =>
    sections.flatMap((section) => (section.heading === heading ? [section.table?.rows] : []));
  expect(rowsOf('Changes without a good outcome')).toEqual([[['changes', 'C1', '', 'backed out']]]);
  expect(rowsOf('What recurred')).toEqual([
    [['recurring', 'email', 'A (2025-01-10 10:00), B (2025-01-10 10:30)']],
  ]);
  expect(rowsOf('Obligations measured')).toMatchObject([
    [['kept', expect.stringContaining('duty'), '2025-01-19 23:59', '2025-01-10 10:00', 'met']],
  ]);
  expect(rowsOf('Values smoothed')).toEqual([[['smooth', 'changes', '2025-01', '0 %', 'counted']]]);
});
