import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from './digest.js';
import { factIdOf, isUuid } from './fact-id.js';

const instant = Date.UTC(2025, 2, 1, 9);

describe('factIdOf', () => {
  it('gives this id, now and in every later version', () => {
    expect(factIdOf(['servicenow', 'INC0001', '3', 'TicketOpened'], instant)).toBe(
      '019550ef-1280-8e3b-98b5-c1d150fc0deb',
    );
  });

  it('is a UUID of version 8 and the RFC 9562 variant that starts with the instant', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.integer({ min: -1e12, max: 2 ** 48 - 1 }),
        (parts, effectiveAt) => {
          const id = factIdOf(parts, effectiveAt);
          expect(isUuid(id)).toBe(true);
          expect(id).toMatch(/^.{14}8.{4}[89ab]/);
          expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Math.max(0, effectiveAt));
        },
      ),
    );
  });

  it('holds 74 bits of the digest over the framed parts', () => {
    const id = factIdOf(['a', 'é'], instant).replaceAll('-', '');
    const digest = createHash('sha256').update('1:a,1:é,').digest('hex');
    expect(id.slice(13, 16)).toBe(digest.slice(0, 3));
    expect(Number.parseInt(id[16]!, 16) & 3).toBe(Number.parseInt(digest[3]!, 16) & 3);
    expect(id.slice(17)).toBe(digest.slice(4, 19));
  });

  it('tells parts apart however they are cut', () => {
    const ids = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['1:a,'], ['a'], []];
    expect(new Set(ids.map((parts) => factIdOf(parts, instant))).size).toBe(ids.length);
  });

  it('grows with the instant', () => {
    expect(factIdOf(['z'], instant) < factIdOf(['a'], instant + 1)).toBe(true);
  });

  it('refuses half of a surrogate pair and an instant that is none', () => {
    expect(() => factIdOf(['\ud800'], instant)).toThrow('half of a surrogate pair');
    for (const wrong of [Number.NaN, 0.5, 2 ** 48])
      expect(() => factIdOf(['a'], wrong)).toThrow('Invariant broken');
  });
});

describe('isUuid', () => {
  it('knows the canonical form only', () => {
    expect(isUuid('0190b2c4-7d00-8123-9abc-0123456789ab')).toBe(true);
    for (const other of [
      '0190B2C4-7d00-8123-9abc-0123456789ab',
      '0190b2c47d0081239abc0123456789ab',
      '',
      '0190b2c4-7d00-8123-9abc-0123456789ab\n',
    ]) {
      expect(isUuid(other)).toBe(false);
    }
  });
});

describe('sha256Hex', () => {
  it('digests text as UTF-8, and bytes', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('é')).toBe(sha256Hex(Uint8Array.of(0xc3, 0xa9)));
  });
});
