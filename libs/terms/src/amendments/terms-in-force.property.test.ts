import { type DayNumber, formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermsEntry, TermsInForce, TermsVersion } from '../model/terms.js';
import { rescinded, signed, zones } from '../testing/entries.js';
import { termsInForce } from './terms-in-force.js';

const first = parseLocalDate('2025-01-01');
const last = parseLocalDate('2027-12-31');
const days = last - first + 1;

interface Change {
  readonly day: number;
  readonly target: 'managed' | 'internet' | 'extra' | 'title' | 'p1';
  readonly figure: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  // Few different days, so that amendments often meet on one.
  day: fc.oneof(fc.integer({ min: 0, max: days - 1 }), fc.constantFrom(0, 31, 59, 90, days - 1)),
  target: fc.constantFrom('managed', 'internet', 'extra', 'title', 'p1'),
  figure: fc.integer({ min: 1, max: 90 }),
});

function changeDocument({ target, figure }: Change): unknown {
  switch (target) {
    case 'title':
      return { title: `Title ${figure}` };
    case 'p1':
      return {
        serviceLevels: [
          {
            id: 'p1-resolution',
            measure: { kind: 'ticket-share', clock: 'resolution', within: '4h' },
            target: { atLeast: String(figure + 5), minimum: String(figure) },
          },
        ],
      };
    default:
      return { charges: [{ id: target, amount: String(figure), per: 'month' }] };
  }
}

function entryOf(each: Change, index: number, name = `A${index}`): TermsEntry {
  const document = {
    amendment: name,
    agreement: 'acme-northwind',
    kind: 'amendment',
    effectiveFrom: formatLocalDate(first + each.day),
    executedAt: '2025-01-15',
    change: changeDocument(each),
  };
  return { kind: 'amended', position: index + 2, factId: `fact-${name}`, document };
}

function inForce(entries: readonly TermsEntry[]): TermsInForce {
  return termsInForce([signed(), ...entries], zones);
}

/** The days at which anything can change, and those beside them. */
function daysToLookAt(terms: TermsInForce): readonly DayNumber[] {
  const around = terms.versions.flatMap(({ from, to }) => [from - 1, from, to ?? from, (to ?? from) + 1]);
  return [...new Set([...around, first, last])].filter((day) => day >= first && day <= last);
}

describe('terms in force', () => {
  it('every day of the term has exactly one version', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const terms = inForce(changes.map((each, index) => entryOf(each, index)));
        const { versions } = terms;
        expect(versions[0]!.from).toBe(first);
        expect(versions.at(-1)!.to).toBe(last);
        versions.forEach((version, index) => {
          expect(version.from).toBeLessThanOrEqual(version.to!);
          if (index > 0) expect(version.from).toBe(versions[index - 1]!.to! + 1);
        });
        for (let day = first; day <= last; day += 1) {
          const holding = versions.filter(({ from, to }) => from <= day && day <= to!);
          expect(holding).toHaveLength(1);
          expect(terms.on(day)).toBe(holding[0]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is, on each day, what applying the amendments of that day one by one gives', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const terms = inForce(changes.map((each, index) => entryOf(each, index)));
        for (const day of daysToLookAt(terms)) {
          const applied = changes.filter((each) => first + each.day <= day).sort((a, b) => a.day - b.day);
          const lastOf = (target: Change['target']) =>
            applied.filter((each) => each.target === target).at(-1)?.figure;
          const { charges, title, serviceLevels } = terms.on(day).terms;
          const amount = (id: string) => charges.get(id)?.amount.toDecimal();
          expect(amount('managed')).toBe(lastOf('managed')?.toString() ?? '18500');
          expect(amount('internet')).toBe(lastOf('internet')?.toString() ?? '1200');
          expect(amount('extra')).toBe(lastOf('extra')?.toString());
          const figure = lastOf('title');
          expect(title).toBe(
            figure === undefined ? 'Managed IT services, Acme and Northwind' : `Title ${figure}`,
          );
          expect(serviceLevels.get('p1-resolution')!.target.minimum!.toDecimal()).toBe(
            lastOf('p1')?.toString() ?? '85',
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a further amendment leaves every day before it as it was', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), change, (changes, further) => {
        const entries = changes.map((each, index) => entryOf(each, index));
        const before = inForce(entries);
        const after = inForce([...entries, entryOf(further, changes.length)]);
        const effectiveFrom = first + further.day;
        for (const day of daysToLookAt(after).filter((each) => each < effectiveFrom)) {
          const [was, is] = [before.on(day), after.on(day)];
          expect(is.terms.digest).toBe(was.terms.digest);
          expect(is.terms).toEqual(was.terms);
          expect(is.sources).toEqual(was.sources);
          expect(is.from).toBe(was.from);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the order of recording matters only among amendments of one day', () => {
    const withOrder = fc.array(change, { maxLength: 6 }).chain((changes) =>
      fc.record({
        changes: fc.constant(changes),
        order: fc.shuffledSubarray(
          changes.map((_, index) => index),
          { minLength: changes.length },
        ),
      }),
    );
    fc.assert(
      fc.property(withOrder, ({ changes, order }) => {
        const named = changes.map((each, index) => ({ each, index }));
        const shuffled = order.map((index) => named[index]!);
        // Amendments of one day keep their order among themselves, whatever the others do.
        const stable = shuffled.map(({ each }) => {
          const sameDay = named.filter((other) => other.each.day === each.day);
          const place = shuffled.filter((other) => other.each.day === each.day);
          return { each, sameDay, place };
        });
        const recorded = stable.map(({ each, sameDay, place }, position) => {
          const nth = place.findIndex((other) => other === shuffled[position]);
          const { each: change, index } = sameDay[nth]!;
          expect(change.day).toBe(each.day);
          return entryOf(change, index);
        });
        const plainly = inForce(named.map(({ each, index }) => entryOf(each, index)));
        expect(inForce(recorded).versions.map(withoutPosition)).toEqual(
          plainly.versions.map(withoutPosition),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('a rescission altogether gives what would be without the amendment', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(), (changes, pick) => {
        const entries = changes.map((each, index) => entryOf(each, index));
        const out = pick % entries.length;
        const rescission = rescinded(entries.length + 2, `A${out}`);
        const without = inForce(entries.filter((_, index) => index !== out));
        expect(inForce([...entries, rescission]).versions).toEqual(without.versions);
      }),
      { numRuns: 40 },
    );
  });
});

function withoutPosition({ from, to, terms, sources }: TermsVersion) {
  return { from, to, digest: terms.digest, sources: sources.map((source) => source.name) };
}
