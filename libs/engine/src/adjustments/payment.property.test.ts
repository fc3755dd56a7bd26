import * as fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { zoneTableOfStatement } from '../statement/sealed-zones.js';
import { statementBytes } from '../statement/statement-bytes.js';
import { issuedAt, label, report, scenario } from './payment-test-kit.js';

const values = fc.array(fc.integer({ min: 90, max: 99 }).map(String), { minLength: 12, maxLength: 12 });
const corrections = fc.array(
  fc.record({
    of: fc.integer({ min: 1, max: 11 }),
    after: fc.integer({ min: 0, max: 6 }),
    value: fc.integer({ min: 90, max: 99 }).map(String),
  }),
  { maxLength: 6 },
);

test.each(['every 2 periods', 'every 3 periods', 'every 5 periods', 'contract year end'])(
  'settled %s: whenever a statement settles, what was paid is what the periods come to as known',
  (settled) => {
    fc.assert(
      fc.property(values, corrections, (reported, later) => {
        const known = scenario(settled, { to: '2025-12-31' });
        let paid = Rational.zero;
        reported.forEach((value, index) => {
          const month = index + 1;
          known.record(report(month, value));
          for (const { of, after, value: other } of later) {
            if (of < month && of + after === month)
              known.record(report(of, other, `${label(month)}-25T00:00:00Z`));
          }
          const at = issuedAt(month);
          const position = known.position;
          const comesTo = known.evaluate(label(1), label(month), at).map(({ settlement }) => settlement.net);
          const statement = known.issue(label(month), at);
          const { payment, total } = statement.settlement;
          const [before, now, after] = [payment!.accruedBefore, payment!.paid, payment!.accruedAfter].map(
            (text) => Rational.parse(text),
          );
          expect(before!.plus(Rational.parse(total)).toDecimal()).toBe(now!.plus(after!).toDecimal());
          paid = paid.plus(now!);
          if (payment!.settledIn === label(month)) {
            expect(paid.toDecimal()).toBe(
              Rational.sum(comesTo.map((text) => Rational.parse(text))).toDecimal(),
            );
          } else expect(now!.isZero).toBe(true);
          const again = makeStatement({
            ...known.knowledge(position, at),
            zones: zoneTableOfStatement(statement),
            period: label(month),
            valuedAt: Date.parse(statement.valuedAt),
          });
          expect(statementBytes(again)).toBe(statementBytes(statement));
        });
        expect(paid.isNegative).toBe(false);
      }),
      { numRuns: 5 },
    );
  },
);
