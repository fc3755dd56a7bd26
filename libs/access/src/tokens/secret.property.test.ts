import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf, isSecret, looksLikeSecret, newSecret } from './secret.js';

test('a secret has 256 bits, a prefix and a checksum, and is new each time', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  expect(new Set(secrets).size).toBe(200);
  for (const secret of secrets) {
    expect(secret).toMatch(/^tally_[0-9A-Za-z]{49}$/);
    expect(isSecret(secret)).toBe(true);
    expect(looksLikeSecret(secret)).toBe(true);
  }
});

test('a mistyped secret is told from its form: one changed, dropped or doubled character, two swapped', () => {
  const secret = newSecret();
  const alphabet = 'ABCxyz0189-_ ';
  fc.assert(
    fc.property(fc.nat(secret.length - 1), fc.constantFrom(...alphabet), fc.nat(3), (at, other, how) => {
      const next = secret[at + 1] ?? '';
      const mistyped = [
        secret.slice(0, at) + other + secret.slice(at + 1),
        secret.slice(0, at) + secret.slice(at + 1),
        secret.slice(0, at) + secret[at]! + secret.slice(at),
        secret.slice(0, at) + next + secret[at]! + secret.slice(at + 1 + next.length),
      ][how]!;
      fc.pre(mistyped !== secret);
      expect(isSecret(mistyped)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('what is kept is the SHA-256 of the whole secret; its first bytes name the token', () => {
  const secret = newSecret();
  const { id, digest } = digestOf(secret);
  const expected = createHash('sha256').update(secret, 'utf8').digest('hex');
  expect(digest.toString('hex')).toBe(expected);
  expect(id).toBe(expected.slice(0, 16));
});
