import { canonicalJson } from '@tallystick/facts';
import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonicalText } from './canonical-text.js';

/** What isCanonicalText means, without its short way. */
function slowly(value: unknown, text: string): boolean {
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

describe('isCanonicalText', () => {
  it('agrees with canonicalJson about any JSON text, in whatever order and spacing it is written', () => {
    let canonical = 0;
    fastCheck.assert(
      fastCheck.property(fastCheck.json(), fastCheck.boolean(), (json, tidy) => {
        const value: unknown = JSON.parse(json);
        let text = json;
        if (tidy) {
          try {
            text = canonicalJson(value);
          } catch {
            text = JSON.stringify(value);
          }
        }
        const expected = slowly(JSON.parse(text), text);
        canonical += expected ? 1 : 0;
        expect(isCanonicalText(JSON.parse(text), text)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
    expect(canonical).toBeGreaterThan(100);
  });

  it.each([
    ['{"a":1,"b":2}', true],
    ['{"b":2,"a":1}', false],
    ['{"10":1,"9":2}', true],
    ['{"9":2,"10":1}', false],
    ['{"":1,"a":2}', true],
    ['{"a":1,"a":1}', false],
    ['{"a": 1}', false],
    ['{"a":1.0}', false],
    ['{"a":-0}', false],
    ['{"a":1e30}', false],
    ['{"a":9007199254740993}', false],
    ['{"a":1.5}', true],
    ['{"a":"\\ud800"}', false],
    ['{"a":"\\u00e9"}', false],
    ['{"a":"\\\\udx"}', true],
    ['{"é":1,"€":2,"😂":3,"\ufb33":4}', true],
  ])('%s', (text, expected) => {
    const value: unknown = JSON.parse(text);
    expect(isCanonicalText(value, text)).toBe(expected);
    expect(slowly(value, text)).toBe(expected);
  });

  it('takes deep nesting for what canonicalJson takes it', () => {
    for (const depth of [1, 15, 16, 17, 40, 100_000]) {
      const text = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const value: unknown = JSON.parse(text);
      expect(isCanonicalText(value, text)).toBe(slowly(value, text));
    }
  });
});
