import { Rational } from '@tallystick/quantities';
import { expect, test } from 'vitest';
import { owedUnderClaim } from './owed-under-claim.js';

test.each([
  ['not-needed', undefined, '100'],
  ['open', undefined, '0'],
  ['lapsed', undefined, '0'],
  ['claimed', undefined, '100'],
  ['claimed', '99.99', '9999/100'],
  ['claimed', '100.00', '100'],
  ['claimed', '100.01', '100'],
] as const)('of 100.00, %s for %s: %s', (status, amount, owed) => {
  const claim = { status, amount: amount === undefined ? undefined : Rational.parse(amount) };
  expect(owedUnderClaim(claim, Rational.of(100)).toString()).toBe(owed);
});
