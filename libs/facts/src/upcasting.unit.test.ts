import { describe, expect, it } from 'vitest';
import { canonicalJson } from './json/canonical-json.js';
import { type StoredFact, type Upcaster, upcastingOf } from './upcasting.js';

/* A made-up type with three schemas: a score out of ten, then out of a hundred, then with its scale beside it. */
const schemas = new Map([
  ['ScoreGiven', 3],
  ['ScoreTaken', 1],
]);
const toHundred: Upcaster = {
  type: 'ScoreGiven',
  fromSchema: 1,
  upcast: ({ outOfTen, ...rest }) => ({ ...rest, score: (outOfTen as number) * 10 }),
};
const withScale: Upcaster = {
  type: 'ScoreGiven',
  fromSchema: 2,
  upcast: (fact) => ({ ...fact, scale: 100 }),
};
const upcasting = upcastingOf(schemas, [withScale, toHundred]);

describe('upcasting', () => {
  it('reads facts of every schema as current ones, and leaves their bytes alone', () => {
    const bytes = canonicalJson({ type: 'ScoreGiven', schema: 1, id: 'a', outOfTen: 7 });
    const first = Object.freeze(JSON.parse(bytes)) as StoredFact;
    expect(upcasting(first)).toEqual({ type: 'ScoreGiven', schema: 3, id: 'a', score: 70, scale: 100 });
    expect(canonicalJson(first)).toBe(bytes);
    const second: StoredFact = { type: 'ScoreGiven', schema: 2, id: 'b', score: 70 };
    expect(upcasting(second)).toEqual({ type: 'ScoreGiven', schema: 3, id: 'b', score: 70, scale: 100 });
  });

  it('gives a current fact back as it is', () => {
    const current: StoredFact = { type: 'ScoreGiven', schema: 3 };
    expect(upcasting(current)).toBe(current);
  });

  it('refuses what only another version of the program knows', () => {
    expect(() => upcasting({ type: 'ScoreGiven', schema: 4 })).toThrow(
      'ScoreGiven has the schemas 1 to 3, not 4.',
    );
    expect(() => upcasting({ type: 'ScoreTaken', schema: 0 })).toThrow(
      'ScoreTaken has the schemas 1 to 1, not 0.',
    );
    expect(() => upcasting({ type: 'ScoreGiven', schema: 1.5 })).toThrow('not 1.5');
    expect(() => upcasting({ type: 'ScoreLost', schema: 1 })).toThrow('There is no fact type "ScoreLost".');
    expect(() => upcasting({ type: 'ScoreLost' } as unknown as StoredFact)).toThrow(
      'There is no fact type "ScoreLost".',
    );
  });

  it('refuses a chain with a gap, a double step, or a step to nowhere', () => {
    expect(() => upcastingOf(schemas, [toHundred])).toThrow('each schema of ScoreGiven has an upcaster');
    expect(() => upcastingOf(schemas, [toHundred, toHundred, withScale])).toThrow(
      'there is one upcaster of ScoreGiven from schema 1',
    );
    expect(() => upcastingOf(schemas, [toHundred, withScale, { ...withScale, fromSchema: 3 }])).toThrow(
      'leads to a schema of the catalogue',
    );
    expect(() => upcastingOf(schemas, [toHundred, withScale, { ...withScale, type: 'ScoreLost' }])).toThrow(
      'leads to a schema of the catalogue',
    );
  });
});
