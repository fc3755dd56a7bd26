import fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import type { CreditCap } from '@tallystick/terms';
import { expect, test } from 'vitest';
import type { CapLimit } from './caps.js';
import { limitCredits, type OwedCredit } from './limit-credits.js';

const ids = ['a', 'b', 'c'];
const round = (exact: Rational): Rational => exact.rounded(2, 'half-up');
const roundDown = (exact: Rational): Rational => exact.rounded(2, 'floor');
const cents = fc.integer({ min: 0, max: 20_000 }).map((value) => Rational.of(value, 100));
/** Amounts that are rounded up as often as down; some about as small as what rounding leaves. */
const parts = fc
  .oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 400 }))
  .map((value) => Rational.of(value, 10_000));

const owed = fc.tuple(parts, parts, parts).map((amounts) =>
  amounts.map((exact, index): OwedCredit => ({
    source: { kind: 'service-level', id: ids[index]! },
    exact,
    rounded: round(exact),
  })),
);

const limit = fc
  .record({
    exact: parts,
    used: cents,
    serviceLevels: fc.option(fc.subarray(ids, { minLength: 1 }), { nil: undefined }),
    excess: fc.constantFrom('lost' as const, 'carried' as const),
  })
  .map(({ exact, used, serviceLevels, excess }): CapLimit => {
    const usedBefore = Rational.min(used, round(exact));
    return makeLimit(exact, usedBefore, serviceLevels, excess);
  });

function makeLimit(
  exact: Rational,
  usedBefore: Rational,
  serviceLevels: readonly string[] | undefined,
  excess: CreditCap['excess'],
): CapLimit {
  const cap: CreditCap = {
    id: 'cap',
    clause: undefined,
    limit: { kind: 'money', amount: exact },
    over: { kind: 'periods', periods: 1 },
    serviceLevels,
    excess,
  };
  const room = Rational.max(exact.minus(usedBefore), Rational.zero);
  return { id: 'cap', cap, exact, rounded: round(exact), usedBefore, room, parts: [] };
}

const minimum = fc.option(
  fc.record({
    amount: cents,
    strict: fc.boolean(),
    below: fc.constantFrom('lost' as const, 'carried' as const),
  }),
  { nil: undefined },
);

const sum = (amounts: Iterable<Rational>): Rational => Rational.sum(amounts);

test('what is payable, lost and carried is what was owed', () => {
  fc.assert(
    fc.property(owed, fc.array(limit, { maxLength: 4 }), minimum, (lines, limits, least) => {
      const found = limitCredits(lines, limits, least, roundDown);
      const carried = sum(found.carried.map((one) => one.amount));
      const due = sum(lines.map((line) => line.rounded));
      expect(found.payable.plus(found.lost).plus(carried).equals(due)).toBe(true);
      expect(sum(found.shares).equals(found.payable)).toBe(true);
      expect(round(found.payable).equals(found.payable)).toBe(true);
      expect(round(carried).equals(carried)).toBe(true);
      expect(found.payable.compare(due)).toBeLessThanOrEqual(0);
      expect(found.lost.isNegative).toBe(false);
      found.shares.forEach((share, index) => {
        expect(share.isNegative || share.compare(lines[index]!.rounded) > 0).toBe(false);
      });
    }),
  );
});

test('no cap is exceeded, and none takes more than is beyond it', () => {
  fc.assert(
    fc.property(owed, fc.array(limit, { maxLength: 4 }), (lines, limits) => {
      const found = limitCredits(lines, limits, undefined, roundDown);
      for (const { cap, rounded, usedBefore } of limits) {
        const under = lines.map(
          ({ source }) => cap.serviceLevels === undefined || cap.serviceLevels.includes(source.id),
        );
        const paid = sum(found.shares.filter((_, index) => under[index]));
        expect(paid.compare(rounded.minus(usedBefore))).toBeLessThanOrEqual(0);
      }
      for (const cap of found.caps) expect(cap.cut.isNegative).toBe(false);
      if (found.caps.every((cap) => !cap.reached)) expect(found.lost.isZero).toBe(true);
    }),
  );
});

test('caps on all and on some that do not overlap leave the same in any order', () => {
  fc.assert(
    fc.property(owed, parts, parts, parts, (lines, onAll, onA, onRest) => {
      const make = (room: Rational, some: readonly string[] | undefined): CapLimit =>
        makeLimit(room, Rational.zero, some, 'lost');
      const limits = [make(onAll, undefined), make(onA, ['a']), make(onRest, ['b', 'c'])];
      const forwards = limitCredits(lines, limits, undefined, roundDown);
      const backwards = limitCredits(lines, [...limits].reverse(), undefined, roundDown);
      expect(forwards.payable.equals(backwards.payable)).toBe(true);
    }),
  );
});
