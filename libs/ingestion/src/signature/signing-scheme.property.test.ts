import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignatureRule } from '../webhook/signature-rule.js';
import { SigningKeys } from './signing-keys.js';
import { signatureProblem, signingScheme, windowProblem } from './signing-scheme.js';

const key = Buffer.from('a key of the test, long enough');
const keys = new SigningKeys([key]);
const now = 1_750_000_000_000;

const encodings = ['hex', 'upper-case-hex', 'base64'] as const;
const algorithms = ['hmac-sha256', 'hmac-sha512'] as const;

function signed(rule: SignatureRule, body: Uint8Array, timestamp: string, by = key): Record<string, string> {
  const hmac = createHmac(rule.algorithm === 'hmac-sha512' ? 'sha512' : 'sha256', by);
  hmac.update(`${timestamp}.`);
  hmac.update(body);
  const digest = hmac.digest();
  const text =
    rule.encoding === 'base64'
      ? digest.toString('base64')
      : rule.encoding === 'upper-case-hex'
        ? digest.toString('hex').toUpperCase()
        : digest.toString('hex');
  return { 'x-signature': `v1=${text}`, 'x-timestamp': timestamp };
}

const rules = fc.record({
  algorithm: fc.constantFrom(...algorithms),
  encoding: fc.constantFrom(...encodings),
  header: fc.constant('X-Signature'),
  prefix: fc.constant('v1='),
  signed: fc.constant('{timestamp}.{body}'),
  timestamp: fc.constant({ header: 'X-Timestamp' }),
});

function problemOf(rule: SignatureRule, headers: Record<string, string>, body: Uint8Array, at = now) {
  return signatureProblem(signingScheme(rule), keys, { headers, body, delivery: undefined }, at);
}

test('what was signed is accepted, with whatever key of several', () => {
  fc.assert(
    fc.property(rules, fc.uint8Array({ maxLength: 300 }), fc.nat(3), (rule, body, place) => {
      const others = [1, 2, 3].map((number) => Buffer.from(`another key of the test, number ${number}`));
      others.splice(place, 0, key);
      const headers = signed(rule, body, String(now / 1000));
      const delivery = { headers, body, delivery: undefined };
      expect(signatureProblem(signingScheme(rule), new SigningKeys(others), delivery, now)).toBeUndefined();
    }),
  );
});

test('every flipped bit of body, signature and time is refused', () => {
  fc.assert(
    fc.property(rules, fc.uint8Array({ minLength: 1, maxLength: 40 }), (rule, body) => {
      const headers = signed(rule, body, String(now / 1000));
      for (let bit = 0; bit < body.length * 8; bit += 1) {
        expect(problemOf(rule, headers, flipped(body, bit))).toBe('signature-wrong');
      }
      for (const name of ['x-signature', 'x-timestamp']) {
        const bytes = Buffer.from(headers[name]!, 'latin1');
        for (let bit = 0; bit < bytes.length * 8; bit += 1) {
          const value = flipped(bytes, bit).toString('latin1');
          expect(problemOf(rule, { ...headers, [name]: value }, body)).toBeDefined();
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('a part cannot be moved over to its neighbour', () => {
  const rule: SignatureRule = {
    algorithm: 'hmac-sha256',
    header: 'x-signature',
    prefix: 'v1=',
    signed: '{timestamp}.{body}',
    timestamp: { header: 'x-timestamp' },
  };
  const body = Buffer.from('1.{}');
  const headers = signed(rule, body, String(now / 1000));
  expect(problemOf(rule, headers, body)).toBeUndefined();
  const moved = { ...headers, 'x-timestamp': `${now / 1000}.1` };
  expect(problemOf(rule, moved, Buffer.from('{}'))).toBe('timestamp-unreadable');
});

test('the signature of another key, none, one cut short and one of the other digest are refused', () => {
  fc.assert(
    fc.property(rules, fc.uint8Array({ maxLength: 100 }), (rule, body) => {
      const time = String(now / 1000);
      expect(problemOf(rule, signed(rule, body, time, Buffer.from('some other key')), body)).toBe(
        'signature-wrong',
      );
      const headers = signed(rule, body, time);
      expect(problemOf(rule, { 'x-timestamp': time }, body)).toBe('no-signature');
      expect(problemOf(rule, { ...headers, 'x-signature': 'v1=' }, body)).toBe('signature-unreadable');
      expect(problemOf(rule, { ...headers, 'x-signature': headers['x-signature']!.slice(0, -1) }, body)).toBe(
        'signature-unreadable',
      );
      const other = rule.algorithm === 'hmac-sha256' ? 'hmac-sha512' : 'hmac-sha256';
      expect(problemOf({ ...rule, algorithm: other }, headers, body)).toBe('signature-unreadable');
    }),
    { numRuns: 30 },
  );
});

describe('the replay window', () => {
  const tolerance = 300_000;

  test.each([
    ['just within, before', -tolerance + 1, undefined],
    ['at the bound, before', -tolerance, undefined],
    ['just beyond, before', -tolerance - 1, 'too-old'],
    ['just within, after', tolerance - 1, undefined],
    ['at the bound, after', tolerance, undefined],
    ['just beyond, after', tolerance + 1, 'too-new'],
    ['now', 0, undefined],
  ] as const)('%s', (_name, offset, problem) => {
    expect(windowProblem(now + offset, now, tolerance)).toBe(problem);
  });

  test.each([
    ['seconds', String((now - tolerance) / 1000)],
    ['milliseconds', String(now - tolerance)],
    ['instant', new Date(now - tolerance).toISOString()],
  ] as const)('is the same however the time is written: %s', (written, text) => {
    const rule: SignatureRule = {
      algorithm: 'hmac-sha256',
      header: 'x-signature',
      prefix: 'v1=',
      signed: '{timestamp}.{body}',
      timestamp: { header: 'x-timestamp', written },
      tolerance: '5m',
    };
    const body = Buffer.from('{}');
    const headers = signed(rule, body, text);
    expect(problemOf(rule, headers, body, now)).toBeUndefined();
    expect(problemOf(rule, headers, body, now + 1)).toBe('too-old');
    expect(problemOf(rule, headers, body, now - 2 * tolerance)).toBeUndefined();
    expect(problemOf(rule, headers, body, now - 2 * tolerance - 1)).toBe('too-new');
  });
});

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}
