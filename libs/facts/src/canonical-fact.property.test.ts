import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFactText } from './canonical-fact.js';
import { factTypes } from './catalogue/catalogue.js';
import { factTextFromExport } from './exported-fact.js';
import { newFactFromInput, readFactInput } from './fact-input.js';
import type { NewFact } from './fact.js';
import { canonicalJson } from './json/canonical-json.js';
import { isPlainObject } from './json/json-value.js';
import { parseStrictJson } from './json/strict-json.js';
import { newFact } from './new-fact.js';
import { readRecordedFact } from './recorded-fact.js';
import { instantText, newFactFields } from './testing/fact-arbitrary.js';

/** The same values, with the keys of every object the other way round. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  ) as T;
}

describe.each(factTypes)('%s', (type) => {
  const agreement = 'acme "north" \u00e9';
  const example = fc.tuple(newFactFields(type), instantText);
  const made = (fields: Record<string, unknown>): NewFact => newFact(type, fields as never);

  it('is written by its shape as canonicalJson writes it, whatever the order of its keys', () => {
    fc.assert(
      fc.property(example, ([fields, recordedAt]) => {
        const fact = made(fields);
        const text = canonicalFactText(agreement, fact, recordedAt);
        expect(text).toBe(canonicalJson({ ...fact, agreement, recordedAt }));
        expect(canonicalFactText(agreement, turned(fact), recordedAt)).toBe(text);
        expect(canonicalFactText(agreement, made(turned(fields)), recordedAt)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('comes back from its text, from an export and from an input line as it was', () => {
    fc.assert(
      fc.property(example, ([fields, recordedAt]) => {
        const fact = made(fields);
        const text = canonicalFactText(agreement, fact, recordedAt);
        const recorded = { ...fact, agreement, recordedAt };
        expect(readRecordedFact(text)).toEqual(recorded);
        expect(factTextFromExport(text, 'export')).toEqual({ text, fact: recorded });
        const input = readFactInput(parseStrictJson(text, 'line'), 'line');
        expect(input).toEqual(recorded);
        const again = newFactFromInput(input, { id: 'not used', assertedBy: { party: 'not used' } });
        expect(canonicalFactText(agreement, again, recordedAt)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('made by newFact, has its keys in an order that JSON.stringify keeps canonical', () => {
    fc.assert(
      fc.property(example, ([fields]) => {
        const fact = made(fields);
        expect(Object.keys(fact)).toEqual(Object.keys(fact).sort());
        expect(Object.keys(fact.assertedBy)).toEqual(Object.keys(fact.assertedBy).sort());
        expect(Object.isFrozen(fact) && Object.isFrozen(fact.assertedBy)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
