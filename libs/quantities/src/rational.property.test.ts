import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rational, roundingModes } from './index.js';

const rational = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([n, d]) => Rational.of(n, d));

test('addition and multiplication follow the laws of arithmetic', () => {
  fc.assert(
    fc.property(rational, rational, rational, (a, b, c) => {
      expect(a.plus(b).equals(b.plus(a))).toBe(true);
      expect(a.plus(b).minus(b).equals(a)).toBe(true);
      expect(a.times(b.plus(c)).equals(a.times(b).plus(a.times(c)))).toBe(true);
      if (!b.isZero) expect(a.times(b).dividedBy(b).equals(a)).toBe(true);
    }),
  );
});

test('every rounding stays within one step, halves within half a step, and is idempotent', () => {
  fc.assert(
    fc.property(
      rational,
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(...roundingModes),
      (value, places, mode) => {
        const rounded = value.rounded(places, mode);
        const step = Rational.of(1n, 10n ** BigInt(places));
        const distance = rounded.minus(value).absolute();
        expect(distance.compare(step)).toBeLessThan(0);
        if (mode.startsWith('half'))
          expect(distance.times(Rational.of(2)).compare(step)).toBeLessThanOrEqual(0);
        expect(rounded.rounded(places, mode).equals(rounded)).toBe(true);
        expect(Rational.parse(value.toFixed(places, mode)).equals(rounded)).toBe(true);
      },
    ),
  );
});

test('comparison agrees with the sign of the difference', () => {
  fc.assert(
    fc.property(rational, rational, (a, b) => {
      const difference = a.minus(b);
      expect(a.compare(b)).toBe(difference.isNegative ? -1 : difference.isPositive ? 1 : 0);
      expect(Rational.max(a, b).compare(Rational.min(a, b))).toBeGreaterThanOrEqual(0);
    }),
  );
});
