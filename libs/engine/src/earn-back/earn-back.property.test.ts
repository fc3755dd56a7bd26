import fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import { figures, months, termsWith } from '../credits/credits-test-kit.js';
import type { Statement } from '../statement/statement.js';

/** Worse than 97, between that and the target of 99, in the dead band, and three values with a bonus or a margin. */
const value = fc.option(fc.constantFrom('90', '98', '99', '99.3', '99.6', '99.9'), {
  nil: undefined,
  freq: 6,
});
const history = fc.array(value, { minLength: 2, maxLength: 15 });

const level = (id: string, more = ''): string => `
  - id: ${id}
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 99 }
    credit: { bands: [ { below: 97, amount: "400.00" }, { below: 99, amount: "200.00" } ] }
    bonus: { bands: [ { from: "99.5", amount: "30.00" }, { from: "99.8", amount: "50.00" } ]${more} }`;

const settledBy = fc.constantFrom('paid', 'bank');
const share = fc.integer({ min: 1, max: 100 });
const clauses = fc
  .array(
    fc.oneof(
      fc
        .tuple(share, fc.integer({ min: 1, max: 3 }), settledBy)
        .map(
          ([percent, periods, by]) => `share: ${percent}, after: ${periods} periods met, settledBy: ${by}`,
        ),
      fc
        .tuple(share, fc.integer({ min: 1, max: 2 }))
        .map(([percent, periods]) => `share: ${percent}, after: ${periods} periods exceeded, by: "0.4"`),
      share.map((percent) => `share: ${percent}, when: year-mean`),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => {
    const written = list.map(
      (clause, index) => `{ id: c${index}, ${clause.replace('1 periods', '1 period')} }`,
    );
    return `earnBack: [ ${written.join(', ')} ]`;
  });

const money = (text: string): Rational => Rational.parse(text);
const sum = (texts: readonly string[]): Rational => Rational.sum(texts.map(money));

function stated(
  values: Readonly<Record<string, readonly (string | undefined)[]>>,
  levels: readonly string[],
  more: string,
): Statement[] {
  const facts = Object.entries(values).flatMap(([id, own]) => figures(own, id));
  return months(termsWith(levels, more), facts, Math.max(...Object.values(values).map((own) => own.length)));
}

test('no more of a credit comes back than it was, whatever clauses overlap, caps hold and credits carry', () => {
  const levels = [level('a'), level('b', ', settledBy: bank')];
  const rules = 'credits: { cap: { amount: "333.33", excess: carried } }';
  let cameBack = 0;
  fc.assert(
    fc.property(history, history, clauses, (a, b, earnBack) => {
      const statements = stated({ a, b }, levels, `${earnBack}\n${rules}`);
      const lines = statements.flatMap(({ earnBacks }) => earnBacks.lines);
      cameBack += lines.length;
      for (const own of Map.groupBy(lines, (line) => `${line.creditPeriod} ${line.serviceLevel}`).values()) {
        expect(sum(own.map((line) => line.amount)).compare(money(own[0]!.credit))).toBeLessThanOrEqual(0);
      }
      for (const { period, credits } of statements) {
        const of = lines.filter((line) => line.creditPeriod === period.label);
        expect(sum(of.map((line) => line.amount)).compare(money(credits.payable))).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: 60 },
  );
  expect(cameBack).toBeGreaterThan(50);
});

test('the bank holds what was put in and not used, and pays no more than credits', () => {
  const levels = [level('a', ', settledBy: bank'), level('b')];
  fc.assert(
    fc.property(history, history, clauses, (a, b, earnBack) => {
      let before = '0.00';
      let received = Rational.zero;
      for (const { earnBacks, credits, bonuses, settlement } of stated({ a, b }, levels, earnBack)) {
        const { bank } = earnBacks;
        expect(bank.before).toBe(before);
        expect(money(bank.used).compare(money(bank.before))).toBeLessThanOrEqual(0);
        expect(money(bank.used).compare(money(credits.payable))).toBeLessThanOrEqual(0);
        expect(money(bank.after).isNegative).toBe(false);
        const held = money(bank.before).plus(money(bank.added)).minus(money(bank.used));
        expect(held.equals(money(bank.after))).toBe(true);
        const net = money(credits.payable).minus(money(bonuses.paid)).minus(money(earnBacks.paid));
        expect(net.equals(money(settlement.net))).toBe(true);
        before = bank.after;
        // The client never comes to owe more than bonuses that are paid.
        received = received.plus(net).plus(money(bonuses.paid));
        expect(received.isNegative).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});

test('a better measurement never raises what the client is owed over all periods', () => {
  const better = fc.tuple(history, fc.nat(), fc.constantFrom('98', '99', '99.3', '99.6', '99.9'));
  const total = (values: readonly (string | undefined)[], earnBack: string): Rational =>
    sum(stated({ level: values }, [level('level')], earnBack).map(({ settlement }) => settlement.net));
  fc.assert(
    fc.property(better, clauses, ([values, place, improved], earnBack) => {
      const index = place % values.length;
      const old = values[index];
      fc.pre(old !== undefined && Number(old) < Number(improved));
      const after = values.map((one, at) => (at === index ? improved : one));
      expect(total(after, earnBack).compare(total(values, earnBack))).toBeLessThanOrEqual(0);
    }),
    { numRuns: 80 },
  );
});
