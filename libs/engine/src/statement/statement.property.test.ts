import * as fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import { Timeline } from '../timeline/index.js';
import { months, play, randomEvents } from '../testing/random-history.js';
import { type FactLine, Scenario } from '../testing/scenario.js';
import { compareStatements } from './compare-statements.js';
import { makeStatement } from './make-statement.js';
import { statementBytes } from './statement-bytes.js';
import type { Statement } from './statement.js';

const end = '2025-06-06T00:00:00Z';

/**
 * What a statement says, without where and when it was known, and without how far credits have come: whether one can
 * still be earned back is decided by what comes after its period.
 */
function figures(statement: Statement): unknown {
  const { knownAt: _knownAt, ledger: _ledger, credits, ...rest } = statement;
  const lines = credits.lines.map(({ state: _state, ...line }) => line);
  return { ...rest, credits: { ...credits, lines } };
}

/** The terms of one reported level, for properties of single rules. */
function reportedTerms(
  credit: string,
  options: { readonly midPeriod?: string; readonly fee?: string } = {},
): string {
  return `
semantics: 1
agreement: acme-northwind
title: One level
parties: { client: Acme, provider: Northwind }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01 }
period: { every: month }
midPeriod: ${options.midPeriod ?? 'start'}
charges: [ { id: managed, amount: "${options.fee ?? '18500.00'}", per: month } ]
serviceLevels:
  - id: level
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: 99 }
    credit:
      ${credit.trim().replaceAll('\n', '\n      ')}
`;
}

function stated(terms: string, lines: readonly FactLine[], label = '2025-01'): Statement {
  const scenario = new Scenario();
  scenario.sign(terms);
  scenario.record(...lines);
  return scenario.statement(label, end);
}

function report(value: string, effectiveAt = '2025-01-20T00:00:00Z'): FactLine {
  return { type: 'MeasurementReported', effectiveAt, serviceLevel: 'level', value };
}

test('the order in which facts are handed over, and duplicates, change no byte', () => {
  fc.assert(
    fc.property(randomEvents, fc.array(fc.nat()), (events, draws) => {
      const scenario = play(events, () => undefined);
      const before = makeStatement({ ...scenario.knowledge(scenario.position, end), period: '2025-03' });
      const order = scenario.facts.map((fact, index) => ({
        fact,
        position: index + 1,
        key: draws[index] ?? index,
      }));
      order.sort((a, b) => a.key - b.key);
      const timeline = new Timeline();
      for (const { fact, position } of [...order, ...order.slice(0, 5)]) timeline.add(position, fact);
      const after = makeStatement({
        ...scenario.knowledge(scenario.position, end),
        timeline,
        period: '2025-03',
      });
      expect(statementBytes(after)).toBe(statementBytes(before));
    }),
    { numRuns: 40 },
  );
});

test('recorded in another order, the same facts give the same figures', () => {
  fc.assert(
    fc.property(randomEvents, (events) => {
      const scenario = play(events, () => undefined);
      const simultaneous = scenario.facts.map((fact) => fact.effectiveAt);
      fc.pre(new Set(simultaneous).size === simultaneous.length);
      fc.pre(events.every((event) => event.kind !== 'amendment' && event.kind !== 'report'));
      const timeline = new Timeline();
      const [signed, ...others] = scenario.facts;
      [signed!, ...others.reverse()].forEach((fact, index) => timeline.add(index + 1, fact));
      const known = scenario.knowledge(scenario.position, end);
      const [before, after] = [known.timeline, timeline].map((one) =>
        makeStatement({ ...known, timeline: one, period: '2025-02' }),
      );
      expect(compareStatements(before, after)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('all months of one evaluation are the statements made one by one', () => {
  fc.assert(
    fc.property(randomEvents, (events) => {
      const scenario = play(events, () => undefined);
      const known = scenario.knowledge(scenario.position, end);
      const single = months.map((period) => statementBytes(makeStatement({ ...known, period })));
      const together = scenario.evaluate(months[0]!, months.at(-1)!, end).map(statementBytes);
      expect(together).toEqual(single);
    }),
    { numRuns: 15 },
  );
});

const ladder = `
bands: [ { below: 90, percent: "12.5" }, { below: 97, percent: 5 }, { below: 99, percent: "0.3" } ]
of: [managed]
`;

test('credits in percent scale with the fees', () => {
  const amounts = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 80, max: 100 }),
      (cents, times, value) => {
        const fee = (factor: number): string => Rational.of(cents * factor, 100).toFixed(2, 'half-up');
        const [once, scaled] = [1, times].map((factor) =>
          stated(reportedTerms(ladder, { fee: fee(factor) }), [report(`${value}`)]),
        );
        const exact = (statement: Statement): Rational => {
          const [numerator = '0', denominator = '1'] = statement.credits.combined.exact.split('/');
          return Rational.of(BigInt(numerator), BigInt(denominator));
        };
        expect(exact(scaled!).toString()).toBe(exact(once!).times(Rational.of(times)).toString());
      },
    ),
    { numRuns: 40 },
  );
});

test.each([
  ['bands', ladder],
  ['per unit, whole units', 'perUnit: { each: "0.5", round: ceil, percent: 2 }\nof: [managed]'],
  [
    'per unit, exact',
    'perUnit: { each: "0.7", round: exact, amount: "30.00" }\natMost: { percent: 10 }\nof: [managed]',
  ],
])('a better measurement never raises a credit: %s', (_, credit) => {
  const value = fc.integer({ min: 80_000, max: 100_000 });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [worse, better] = [Math.min(a, b), Math.max(a, b)].map((one) =>
        Number(stated(reportedTerms(credit), [report(Rational.of(one, 1000).toDecimal())]).credits.payable),
      );
      expect(better).toBeLessThanOrEqual(worse!);
    }),
    { numRuns: 60 },
  );
});

function feeAmendment(day: number): string {
  return `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-01-${String(day).padStart(2, '0')}
executedAt: 2025-01-01
change:
  charges: [ { id: managed, amount: "20000.00", per: month } ]
`;
}

test('in segments, an amendment of something else cuts no service level', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 31 }), fc.integer({ min: 85, max: 100 }), (day, value) => {
      const scenario = new Scenario();
      scenario.sign(reportedTerms(ladder, { midPeriod: 'segment' }));
      scenario.record(report(`${value}`));
      const before = scenario.statement('2025-01', end);
      scenario.amend(feeAmendment(day), '2025-01-31T00:00:00Z');
      const after = scenario.statement('2025-01', end);
      expect(after.serviceLevels.map((level) => [level.verdict, level.value, level.parts.length])).toEqual(
        before.serviceLevels.map((level) => [level.verdict, level.value, 1]),
      );
      const share = Rational.of(32 - day, 31)
        .times(Rational.of(1500))
        .plus(Rational.of(18_500));
      expect(after.charges[0]?.exact).toBe(share.toString());
    }),
    { numRuns: 20 },
  );
});

test('an amendment leaves every figure of the periods before it as it was', () => {
  fc.assert(
    fc.property(
      randomEvents,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 28 }),
      (events, month, day) => {
        const scenario = play(events, () => undefined);
        const earlier = months.slice(0, month);
        const before = earlier.map((label) => scenario.statement(label, end));
        const from = `${months[month]!}-${String(day).padStart(2, '0')}`;
        scenario.amend(
          `
amendment: LAST
agreement: acme-northwind
kind: amendment
effectiveFrom: ${from}
executedAt: ${from}
change:
  title: Another title
  charges: [ { id: managed, amount: "1.00", per: month } ]
  serviceLevels:
    - id: csat
      measure: { kind: reported, unit: percent, reportedBy: client, whenNotReported: missed }
      target: { atLeast: 99 }
      credit: { fixed: { percent: 2 }, of: [managed] }
      bonus: { bands: [ { from: "99.5", percent: 1 } ], of: [managed] }
remove: { serviceLevels: [email], exit: [chronic] }
`,
          end,
        );
        const after = earlier.map((label) => scenario.statement(label, end));
        expect(after.map(figures)).toEqual(before.map(figures));
      },
    ),
    { numRuns: 25 },
  );
});
