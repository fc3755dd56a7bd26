import { describe, expect, test } from 'vitest';
import { explainFigure } from '../explain/figures.js';
import { describeStatement } from '../prose/describe-statement.js';
import type { Statement } from '../statement/statement.js';
import { play, report, scenario } from './payment-test-kit.js';

const paymentsOf = (statements: readonly Statement[]) =>
  statements.map(({ settlement: { total, payment } }) => [
    total,
    payment!.accruedBefore,
    payment!.paid,
    payment!.accruedAfter,
    payment!.settledIn,
  ]);

describe('credits paid every third period', () => {
  test('accrue until then', () => {
    expect(paymentsOf(play(scenario('every 3 periods'), ['98', '97', '96', '95']))).toEqual([
      ['10.00', '0.00', '0.00', '10.00', '2025-03'],
      ['20.00', '10.00', '0.00', '30.00', '2025-03'],
      ['30.00', '30.00', '60.00', '0.00', '2025-03'],
      ['40.00', '0.00', '0.00', '40.00', '2025-06'],
    ]);
  });

  test('what changes in a paid period is paid with the next that settles', () => {
    const corrected = report(1, '99', '2025-04-10T00:00:00Z');
    const statements = play(scenario('every 3 periods'), ['98', '97', '96', '99', '99', '99'], [corrected]);
    expect(paymentsOf(statements).slice(3)).toEqual([
      ['-10.00', '0.00', '0.00', '-10.00', '2025-06'],
      ['0.00', '-10.00', '0.00', '-10.00', '2025-06'],
      ['0.00', '-10.00', '-10.00', '0.00', '2025-06'],
    ]);
  });

  test('the last period of the term pays what is left', () => {
    const known = scenario('every 3 periods', { to: '2025-05-31' });
    expect(paymentsOf(play(known, ['98', '98', '98', '98', '98'])).slice(3)).toEqual([
      ['10.00', '0.00', '0.00', '10.00', '2025-05'],
      ['10.00', '10.00', '20.00', '0.00', '2025-05'],
    ]);
  });

  test('an amendment that settles every period pays what is left', () => {
    const known = scenario('every 3 periods');
    play(known, ['98']);
    known.amend(
      `
amendment: a1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-01-15
change: { credits: { combine: sum } }
`,
      '2025-02-10T00:00:00Z',
    );
    known.record(report(2, '97'));
    const { total, payment } = known.issue('2025-02', '2025-03-05T00:00:00Z').settlement;
    expect([total, payment!.accruedBefore, payment!.paid]).toEqual(['20.00', '10.00', '30.00']);
    expect(payment!.because.operands).toEqual({ settled: 'every-period' });
    known.record(report(3, '97'));
    expect(known.issue('2025-03', '2025-04-05T00:00:00Z').settlement.payment).toBeUndefined();
  });

  test('in words, and derived', () => {
    const [first, , third] = play(scenario('every 3 periods'), ['98', '97', '96']);
    const totals = (statement: Statement) =>
      describeStatement(statement).sections.find(({ heading }) => heading === 'Settlement')!.table!.totals;
    expect(totals(first!)).toEqual([
      ['Owed to the client', '10.00'],
      ['Accrued in statements before', '0.00'],
      ['Accrued, to be paid with 2025-03', '10.00'],
    ]);
    expect(totals(third!).at(-1)).toEqual(['Paid with this statement', '60.00']);
    const explained = explainFigure(third!, 'settlement.paid');
    expect([explained.value, explained.because.rule, explained.because.facts.length]).toEqual([
      '60.00',
      'pays-what-is-accrued',
      2,
    ]);
  });
});

test('at the end of the contract year, counted from the first day of the term', () => {
  const known = scenario('contract year end', { from: '2024-06-01' });
  const statement = known.statement('2025-05', '2025-06-05T00:00:00Z');
  expect(statement.settlement.payment!.settledIn).toBe('2025-05');
  expect(known.statement('2025-06', '2025-07-05T00:00:00Z').settlement.payment!.settledIn).toBe('2026-05');
});

test('terms that settle every period say nothing of it', () => {
  expect(play(scenario(''), ['98'])[0]!.settlement).not.toHaveProperty('payment');
});
