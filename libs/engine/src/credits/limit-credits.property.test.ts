import fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import type { CreditCap } from '@tallystick/terms';
import { expect, test } from 'vitest';
import type { CapLimit } from './caps.js';
import { limitCredits, type OwedCredit } from './limit-credits.js';

const ids = ['a', 'b', 'c'];
const round = (exact: Rational): Rational => exact.rounded(2, 'half-up');
const cents = fc.integer({ min: 0, max: 20_000 }).map((value) => Rational.of(value, 100));

const owed = fc.tuple(cents, cents, cents).map((amounts) =>
  amounts.map((exact, index): OwedCredit => ({
    source: { kind: 'service-level', id: ids[index]! },
    exact,
    rounded: exact,
  })),
);

const limit = fc
  .record({
    room: cents,
    serviceLevels: fc.option(fc.subarray(ids, { minLength: 1 }), { nil: undefined }),
    excess: fc.constantFrom('lost' as const, 'carried' as const),
  })
  .map(({ room, serviceLevels, excess }): CapLimit => {
    const cap: CreditCap = {
      id: 'cap',
      clause: undefined,
      limit: { kind: 'money', amount: room },
      over: { kind: 'periods', periods: 1 },
      serviceLevels,
      excess,
    };
    return { id: 'cap', cap, exact: room, rounded: room, usedBefore: Rational.zero, room, parts: [] };
  });

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
      const found = limitCredits(lines, limits, least, round);
      const carried = sum(found.carried.map((one) => one.amount));
      const due = sum(lines.map((line) => line.rounded));
      expect(found.payable.plus(found.lost).plus(carried).equals(due)).toBe(true);
      expect(sum(found.shares).equals(found.payable)).toBe(true);
      expect(round(found.payable).equals(found.payable)).toBe(true);
      expect(round(carried).equals(carried)).toBe(true);
    }),
  );
});

test('no cap is exceeded, and none takes more than is beyond it', () => {
  fc.assert(
    fc.property(owed, fc.array(limit, { maxLength: 4 }), (lines, limits) => {
      const found = limitCredits(lines, limits, undefined, round);
      for (const { cap, room } of limits) {
        const under = lines.map(
          ({ source }) => cap.serviceLevels === undefined || cap.serviceLevels.includes(source.id),
        );
        const paid = sum(found.shares.filter((_, index) => under[index]));
        // A sum of levels that share caps may be a fraction of a cent, which is rounded once.
        expect(paid.compare(room.plus(Rational.of(1, 100)))).toBeLessThan(0);
      }
      for (const cap of found.caps) expect(cap.cut.isNegative).toBe(false);
      if (found.caps.every((cap) => !cap.reached)) expect(found.lost.isZero).toBe(true);
    }),
  );
});

test('caps on all and on some that do not overlap leave the same in any order', () => {
  fc.assert(
    fc.property(owed, cents, cents, cents, (lines, onAll, onA, onRest) => {
      const make = (room: Rational, serviceLevels: readonly string[] | undefined): CapLimit => ({
        id: 'cap',
        cap: {
          id: 'cap',
          clause: undefined,
          limit: { kind: 'money', amount: room },
          over: { kind: 'periods', periods: 1 },
          serviceLevels,
          excess: 'lost',
        },
        exact: room,
        rounded: room,
        usedBefore: Rational.zero,
        room,
        parts: [],
      });
      const limits = [make(onAll, undefined), make(onA, ['a']), make(onRest, ['b', 'c'])];
      const forwards = limitCredits(lines, limits, undefined, round);
      const backwards = limitCredits(lines, [...limits].reverse(), undefined, round);
      expect(forwards.payable.equals(backwards.payable)).toBe(true);
    }),
  );
});
