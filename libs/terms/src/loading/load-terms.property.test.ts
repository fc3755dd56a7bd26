import { isTallyError } from '@tallystick/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsInForce } from '../amendments/terms-in-force.js';
import type { TermsEntry } from '../model/terms.js';
import { amended, plain, signed, zones } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { loadTerms } from './load-terms.js';

type Step = string | number;

/** Every place of a document, by the steps that lead to it. */
function placesOf(value: unknown, path: readonly Step[] = []): Step[][] {
  const here = [[...path]];
  if (Array.isArray(value)) {
    return [...here, ...value.flatMap((item, index) => placesOf(item, [...path, index]))];
  }
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

/** A copy with another value at a place; `undefined` takes the place out. */
function replaced(value: unknown, path: readonly Step[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      if (index !== step) return [item];
      const next = replaced(item, rest, by);
      return next === undefined ? [] : [next];
    });
  }
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, member]: [string, unknown]) => {
      if (key !== step) return [[key, member]];
      const next = replaced(member, rest, by);
      return next === undefined ? [] : [[key, next]];
    }),
  );
}

const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    Number.NaN,
    '',
    ' ',
    '0',
    '1e5',
    '4h',
    '2d',
    '24x7',
    'else',
  ),
  fc.constantFrom([], [null], [[]], {}, { id: 'x' }, { kind: 'count' }, { P1: '4h' }, ['P1', 'P1'], {
    constructor: '1',
  }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string(),
);

function expectTypedRefusal(run: () => unknown, codes: readonly string[]): void {
  try {
    run();
  } catch (error) {
    if (!isTallyError(error)) throw error;
    expect(codes).toContain(error.code);
    for (const { place, problem, mend } of error.details) {
      expect(place).not.toBe('');
      expect(problem).toMatch(/\.$/);
      expect(mend).toBeTruthy();
    }
  }
}

describe('a document with anything anywhere', () => {
  it('is loaded, or refused with its places', () => {
    const rich = `${wholeAgreement}priorities: [P1, P2, P3]\nrelief: { claimWithin: 5 business days, undecided: { after: 4h, counts: granted } }\naccountability: { trend: 3 periods }\n`;
    const document = plain(rich);
    const places = placesOf(document);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const [first, ...others] = changes;
          let changed = replaced(document, first![0], first![1]);
          for (const [path, by] of others) {
            try {
              changed = replaced(changed, path, by);
            } catch {
              // The place is gone with an earlier change.
            }
          }
          expectTypedRefusal(() => loadTerms(changed, zones), ['terms-invalid', 'semantics-unknown']);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('and so is an amendment', () => {
    const entry = amended(
      2,
      'A1',
      '2025-04-01',
      'change: { title: x, charges: [{ id: a, amount: 1, per: month }], term: { to: 2028-01-01 }, obligations: [{ id: o, owedBy: client, due: { each: period, within: 1h } }], earnBack: { share: 50, after: 6 periods met }, responsibilities: [{ area: a, owner: client }] }\nremove: { exit: [p1-chronic], responsibilities: [email] }\nrestartHistory: { serviceLevels: [p1-resolution] }',
    );
    const document = entry.kind === 'amended' ? entry.document : undefined;
    fc.assert(
      fc.property(fc.constantFrom(...placesOf(document)), junk, (path, by) => {
        const changed = { ...entry, document: replaced(document, path, by) } as TermsEntry;
        expectTypedRefusal(
          () => termsInForce([signed(wholeAgreement), changed], zones),
          ['amendment-invalid'],
        );
      }),
      { numRuns: 600 },
    );
  });
});
