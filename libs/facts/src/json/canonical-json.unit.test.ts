import { isTallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { deepestNesting } from './json-value.js';

function placeOf(value: unknown): string {
  try {
    canonicalJson(value);
  } catch (error) {
    if (isTallyError(error) && error.code === 'json-invalid') return error.details[0]!.place;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('canonicalJson', () => {
  it('orders keys by UTF-16 units, not by code points, and whole-number keys as text', () => {
    expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude00': 2, b: 3, 10: 4, 9: 5, '': 6, B: 7 })).toBe(
      '{"":6,"10":4,"9":5,"B":7,"b":3,"\ud83d\ude00":2,"\ufb33":1}',
    );
  });

  it('writes numbers and escapes as ECMAScript does', () => {
    expect(canonicalJson([0.1, 1e21 / 1e6, 1e-7, 5e-324, '\u0007\n"\\/\u007f'])).toBe(
      '[0.1,1000000000000000,1e-7,5e-324,"\\u0007\\n\\"\\\\/\u007f"]',
    );
  });

  it('takes objects without a prototype, and own keys that look like one', () => {
    const value = Object.create(null) as Record<string, unknown>;
    value['b'] = 1;
    expect(canonicalJson({ a: value, ...JSON.parse('{"x":{"__proto__":2}}') })).toBe(
      '{"a":{"b":1},"x":{"__proto__":2}}',
    );
  });

  const refused: readonly (readonly [what: string, value: unknown, place: string])[] = [
    ['undefined', undefined, 'the value itself'],
    ['an undefined member', { a: [{ b: undefined }] }, 'a[0].b'],
    // eslint-disable-next-line no-sparse-arrays
    ['a hole in a list', [1, , 2], '[1]'],
    ['NaN', { a: Number.NaN }, 'a'],
    ['infinity', [-Infinity], '[0]'],
    ['minus zero', { 'odd key': [-0] }, '["odd key"][0]'],
    ['a whole number beyond 2^53', { a: 2 ** 53 }, 'a'],
    ['a bigint', { a: 1n }, 'a'],
    ['a function', { a: () => 1 }, 'a'],
    ['a symbol', [Symbol('x')], '[0]'],
    ['a symbol as a key', { a: { [Symbol('x')]: 1 } }, 'a'],
    ['a date', { a: new Date(0) }, 'a'],
    ['a map', new Map(), 'the value itself'],
    ['a high half of a pair', { a: 'x\ud83d' }, 'a'],
    ['a low half of a pair', ['\ude00x'], '[0]'],
    ['half of a pair in a key', { '\ud83d': 1 }, '["\\ud83d"]'],
  ];
  for (const [what, value, place] of refused) {
    it(`refuses ${what} and names its place`, () => {
      expect(placeOf(value)).toBe(place);
    });
  }

  it('refuses nesting beyond the limit, and with it circles', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(canonicalJson(nested(deepestNesting))).toHaveLength(2 * deepestNesting + 1);
    expect(placeOf(nested(deepestNesting + 1))).toBe('[0]'.repeat(deepestNesting));
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => canonicalJson(circle)).toThrow(`deeper than ${deepestNesting} levels`);
  });
});
