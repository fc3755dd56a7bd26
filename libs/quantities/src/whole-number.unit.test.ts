import { expect, test } from 'vitest';
import { toWholeNumber, wholeQuotient } from './whole-number.js';

test('whole numbers of text and bigints, and nothing else', () => {
  expect(['0', '-7', '09', '-0', 12n, String(Number.MAX_SAFE_INTEGER)].map(toWholeNumber)).toEqual([
    0,
    -7,
    9,
    0,
    12,
    Number.MAX_SAFE_INTEGER,
  ]);
  for (const wrong of ['2.5', '', ' ', '1e3', '0x10', 'NaN', '9007199254740992', 2n ** 53n, -(2n ** 53n)]) {
    expect(() => toWholeNumber(wrong)).toThrow(
      expect.objectContaining({ code: 'quantity-invalid' }) as Error,
    );
  }
});

test('a quotient without a remainder', () => {
  expect([wholeQuotient(12, 3), wholeQuotient(-12, 3), wholeQuotient(0, -5)]).toEqual([4, -4, 0]);
  for (const [dividend, divisor] of [
    [7, 2],
    [1, 0],
  ] as const) {
    expect(() => wholeQuotient(dividend, divisor)).toThrow(/does not divide/);
  }
});
