import { isTallyError } from '@tallystick/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonValue } from '../testing/fact-arbitrary.js';
import { canonicalJson } from './canonical-json.js';
import { isPlainObject, type JsonValue } from './json-value.js';
import { parseStrictJson } from './strict-json.js';
import { readThoroughly } from './thorough-json.js';

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversedKeys(member)]),
  );
}

function outcome(read: () => unknown): { value: unknown } | 'refused' {
  try {
    return { value: read() };
  } catch (error) {
    if (isTallyError(error) ? error.code === 'json-invalid' : error instanceof SyntaxError) return 'refused';
    throw error;
  }
}

/** JSON.parse of V8 13 and 14 may read such keys wrongly (nodejs/node issue 63785), so it is no judge of them. */
function hasEscapedKey(text: string): boolean {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/gs)].some(([, key]) => key!.includes('\\'));
}

/** JSON text written in other ways: blanks, escapes, exponents, and now and then what is to be refused. */
const looseText: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => {
  const blank = fc.constantFrom('', '', ' ', '\n', '\t  ');
  const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"c\\""', '"\\\\"', '"é"', '"a:"', '""');
  const leaf = fc.oneof(
    fc.constantFrom(
      'true',
      'null',
      '0',
      '-1',
      '1.5e3',
      '1E-2',
      '12345678901234567',
      '0.1000000000000000055',
      '4e-324',
    ),
    fc.constantFrom(
      '-0',
      '-0.00',
      '1e999',
      '1e-999',
      '"\\ud800"',
      '"\udc00"',
      '"\\ud83d\\ude00"',
      '"\\/"',
      '"":"',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify(text)),
  );
  const joined = (open: string, members: readonly string[], close: string) =>
    `${open}${members.join(',')}${close}`;
  return {
    text: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(fc.tuple(blank, tie('text'), blank), { maxLength: 4 }).map((items) =>
        joined(
          '[',
          items.map((item) => item.join('')),
          ']',
        ),
      ),
      fc
        .array(fc.tuple(blank, key, blank, fc.constant(':'), blank, tie('text'), blank), { maxLength: 4 })
        .map((members) =>
          joined(
            '{',
            members.map((member) => member.join('')),
            '}',
          ),
        ),
    ),
  };
}).text;

/** One character changed, removed or put in somewhere. */
const damagedText = fc
  .tuple(
    jsonValue,
    fc.nat(),
    fc.constantFrom('', '"', '\\', ',', ':', '0', '-', '}', ']', '{', ' ', 'e', '\u0001'),
    fc.nat(1),
  )
  .map(([value, at, put, removed]) => {
    const text = JSON.stringify(value);
    const offset = at % (text.length + 1);
    return text.slice(0, offset) + put + text.slice(offset + removed);
  });

describe('canonicalJson', () => {
  it('is its own canonical form, and gives the value back', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalJson(value);
        const again = parseStrictJson(text, 'input');
        expect(canonicalJson(again)).toBe(text);
        expect(again).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(canonicalJson(reversedKeys(value))).toBe(canonicalJson(value));
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseStrictJson against JSON.parse', () => {
  it('agrees on all canonical JSON, compact or with blanks', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom(undefined, 2, '\t'), (value: JsonValue, blanks) => {
        const text = JSON.stringify(value, undefined, blanks);
        expect(parseStrictJson(text, 'input')).toEqual(value);
        if (!hasEscapedKey(text)) expect(parseStrictJson(text, 'input')).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('reads and refuses what the thorough reader does, and what JSON.parse does where that is right', () => {
    const seen = { read: 0, refused: 0, escapedKeys: 0 };
    fc.assert(
      fc.property(fc.oneof(looseText, damagedText), (text) => {
        const thorough = outcome(() => readThoroughly(text, 'input'));
        const parsed = outcome(() => JSON.parse(text) as unknown);
        expect(outcome(() => parseStrictJson(text, 'input'))).toEqual(thorough);
        if (parsed === 'refused') expect(thorough).toBe('refused');
        else if (thorough !== 'refused' && !hasEscapedKey(text)) expect(thorough).toEqual(parsed);
        seen[thorough === 'refused' ? 'refused' : 'read'] += 1;
        seen.escapedKeys += hasEscapedKey(text) ? 1 : 0;
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.read, seen.refused, seen.escapedKeys)).toBeGreaterThan(200);
  });
});
