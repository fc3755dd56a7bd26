import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import type { CreditPart } from '../statement/statement.js';
import { describeStatement } from '../prose/describe-statement.js';
import { reportedLevel, termsWith } from './credits-test-kit.js';

const high = (notReported: string) => `bands:
  - { below: 90, percent: 10, clause: worst }
  - { below: 95, percent: 5 }
  - { below: 99, percent: 2 }
${notReported}
of: [fee]`;
const low = (notReported: string) => `bands:
  - { above: 5, percent: 2 }
  - { above: 10, percent: 5 }
  - { above: 20, percent: 10 }
${notReported}
of: [fee]`;
const worst = 'notReported: worst-band';

/** A level that is missed without a figure. */
function level(credit: string, target: string): string {
  return reportedLevel(credit, { target }).replace(
    'whenNotReported: not-measured',
    'whenNotReported: missed',
  );
}

function priced(levels: string, facts: readonly FactLine[], more = ''): CreditPart {
  const statement = scenarioOf(termsWith([levels], more), facts).statement('2025-01', '2025-03-01T00:00:00Z');
  return statement.credits.lines[0]!.parts[0]!;
}

const report = (value: string): FactLine => ({
  type: 'MeasurementReported',
  effectiveAt: '2025-01-20T00:00:00Z',
  serviceLevel: 'level',
  period: '2025-01',
  value,
});

describe('a period without a figure', () => {
  test.each([
    ['high', high, 'atLeast: 99'],
    ['low', low, 'atMost: 5'],
  ])('where %s values are wanted', (_, credit, target) => {
    const price = (notReported: string) => priced(level(credit(notReported), target), []).price;
    expect([price(''), price('notReported: nearest-band'), price(worst)]).toEqual(['2', '2', '10']);
  });

  test('is priced by a rule that the part names', () => {
    const { operands, clauses } = priced(level(high(worst), 'atLeast: 99'), []).because;
    expect(operands).toMatchObject({ notReported: 'worst-band', decidedBy: 'not-reported', band: 0 });
    expect(clauses.map(({ clause }) => clause)).toContain('worst');
  });

  test.each([
    ['98.99', '2'],
    ['95', '2'],
    ['94.99', '5'],
    ['90', '5'],
    ['89.99', '10'],
  ])('reported as %s it is priced by its value: %s', (value, expected) => {
    const part = priced(level(high(worst), 'atLeast: 99'), [report(value)]);
    expect([part.price, part.because.operands.notReported]).toEqual([expected, undefined]);
  });

  test.each([
    ['2025-02-10T23:59:59Z', '2', undefined],
    ['2025-02-11T00:00:00Z', '10', 'not-reported-in-time'],
  ])('reported at %s', (effectiveAt, price, decidedBy) => {
    const within = level(high(worst), 'atLeast: 99').replace(
      'reportedBy: either',
      'within: 10 calendar days',
    );
    const part = priced(within, [{ ...report('98'), effectiveAt }]);
    expect([part.price, part.because.operands.decidedBy]).toEqual([price, decidedBy]);
  });

  test.each([
    ['2025-02-10T23:59:59Z', '2', undefined],
    ['2025-02-11T00:00:00Z', '10', 'report-obligation-missed'],
  ])('whose report came at %s, whatever its figure', (effectiveAt, price, decidedBy) => {
    const duty = `obligations:
  - { id: duty, owedBy: provider, due: { each: period, on: 10 calendar days after end }, whenMissed: { levels: [level] } }`;
    const done = { type: 'ObligationFulfilled', effectiveAt, obligation: 'duty', period: '2025-01' };
    const part = priced(level(high(worst), 'atLeast: 99'), [report('98'), done], duty);
    expect([part.price, part.because.operands.decidedBy]).toEqual([price, decidedBy]);
  });

  test('in words', () => {
    const terms = termsWith([level(high(worst), 'atLeast: 99')]);
    const { sections } = describeStatement(
      scenarioOf(terms, []).statement('2025-01', '2025-03-01T00:00:00Z'),
    );
    const { rows } = sections.find(({ heading }) => heading === 'Service credits')!.table!;
    expect(rows[0]![2]).toBe('10 % of 1,000.00, not reported: the worst band');
  });
});

test('nothing to measure is not unreported: the nearest band', () => {
  const empty = level(high(worst), 'atLeast: 99').replace(
    '    credit:',
    '    whenEmpty: missed\n    credit:',
  );
  const { value: _, ...nothing } = report('0');
  const part = priced(empty, [{ ...nothing, numerator: '0', denominator: '0' }]);
  expect([part.price, part.because.operands.notReported]).toEqual(['2', undefined]);
});
