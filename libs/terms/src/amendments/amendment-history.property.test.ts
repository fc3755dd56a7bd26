import { type DayNumber, formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Terms, TermsEntry, TermsInForce } from '../model/terms.js';
import { rescinded, signed, zones } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { termsInForce } from './terms-in-force.js';

/**
 * Amendments, back-dated ones, corrections of either and rescissions, in any order, over clauses of every list. What is
 * expected of each day is worked out beside the program, from which acts are in force on it.
 */
const first = parseLocalDate('2025-01-01');
const last = parseLocalDate('2027-12-31');
const days = last - first + 1;

const clauses = [
  'charge',
  'new charge',
  'level',
  'obligation',
  'review',
  'ladder',
  'exit',
  'earn-back',
  'relief',
  'responsibility',
] as const;
type ClauseName = (typeof clauses)[number];
const restartable = ['p1-resolution', 'email-availability', 'p1-chronic', 'credits-heavy'] as const;

/** What an act writes for a clause, with a figure that tells it from what others write. */
const written: { readonly [Name in ClauseName]: (figure: number) => Record<string, unknown> } = {
  charge: (figure) => ({ charges: [{ id: 'managed', amount: String(figure), per: 'month' }] }),
  'new charge': (figure) => ({ charges: [{ id: 'extra', amount: String(figure), per: 'month' }] }),
  level: (figure) => ({
    serviceLevels: [
      {
        id: 'p1-resolution',
        measure: { kind: 'ticket-share', clock: 'resolution', within: '4h' },
        target: { atLeast: '99', minimum: String(figure) },
        credit: { fixed: '10' },
      },
    ],
  }),
  obligation: (figure) => ({
    obligations: [
      { id: 'restore-test', owedBy: 'provider', due: { each: 'period', within: `${figure} calendar days` } },
    ],
  }),
  review: (figure) => ({
    reviews: [{ id: 'monthly-service-review', each: 'month', within: `${figure} calendar days` }],
  }),
  ladder: (figure) => ({
    escalation: [
      {
        id: 'p1-ladder',
        serviceLevel: 'p1-resolution',
        levels: [{ after: `${figure} percent`, to: 'duty manager' }],
      },
    ],
  }),
  exit: (figure) => ({
    exit: [{ id: 'p1-chronic', when: { serviceLevel: 'p1-resolution', inARow: String(figure) } }],
  }),
  'earn-back': (figure) => ({ earnBack: { share: String(figure), after: '6 periods met' } }),
  relief: (figure) => ({ relief: { claimWithin: `${figure} calendar days` } }),
  responsibility: (figure) => ({
    responsibilities: [{ area: 'email', owner: 'provider', note: `note ${figure}` }],
  }),
};

/** Reads the figure back from the terms. */
const meaning: { readonly [Name in ClauseName]: (terms: Terms) => string | undefined } = {
  charge: (terms) => terms.charges.get('managed')!.amount.toDecimal(),
  'new charge': (terms) => terms.charges.get('extra')?.amount.toDecimal(),
  level: (terms) => terms.serviceLevels.get('p1-resolution')!.target.minimum!.toDecimal(),
  obligation: (terms) => offsetDays(terms, 'restore-test'),
  review: (terms) => offsetDays(terms, 'monthly-service-review'),
  ladder: (terms) => {
    const [step] = terms.escalations.get('p1-ladder')!.levels;
    return step!.after.kind === 'percent' ? String(step!.after.percent) : undefined;
  },
  exit: (terms) => {
    const { when } = terms.exits.get('p1-chronic')!;
    return when.kind === 'in-a-row' ? String(when.count) : undefined;
  },
  'earn-back': (terms) => terms.earnBacks.get('earn-back')!.sharePercent.toDecimal(),
  relief: (terms) => {
    const { claimWithin } = terms.relief;
    return claimWithin?.kind === 'calendar-days' ? String(claimWithin.days) : undefined;
  },
  responsibility: (terms) => terms.responsibilities.get('email')!.note?.replace('note ', ''),
};

function offsetDays(terms: Terms, id: string): string | undefined {
  const { due } = terms.obligations.get(id)!;
  return due.kind === 'each-period' || due.kind === 'each-months'
    ? due.after.kind === 'working-time'
      ? undefined
      : String(due.after.days)
    : undefined;
}

type Act =
  | { readonly kind: 'amend'; readonly day: number; readonly writes: Writes }
  | { readonly kind: 'correct'; readonly pick: number; readonly writes: Writes }
  | { readonly kind: 'rescind'; readonly pick: number; readonly day: number | undefined };

interface Writes {
  readonly names: readonly ClauseName[];
  readonly figure: number;
  readonly restarts: readonly string[];
}

const day = fc.oneof(fc.integer({ min: 0, max: days - 1 }), fc.constantFrom(0, 31, 59, 90, days - 1));
const writes: fc.Arbitrary<Writes> = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...clauses), { minLength: 1, maxLength: 3 }),
  figure: fc.integer({ min: 1, max: 90 }),
  restarts: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...restartable), { minLength: 1, maxLength: 2 }) },
  ),
});
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('amend' as const), day, writes }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct' as const), pick: fc.nat(9), writes }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rescind' as const),
      pick: fc.nat(9),
      day: fc.option(day, { nil: undefined }),
    }),
  },
);
const acts = fc.array(act, { maxLength: 8 });

/** An act as recorded, and on which days it is in force as far as the acts up to now say. */
interface Recorded {
  readonly name: string;
  readonly writes: Writes;
  readonly start: DayNumber;
  readonly corrects: Recorded | undefined;
  rescindedFrom: DayNumber;
}

interface History {
  readonly entries: readonly TermsEntry[];
  readonly recorded: readonly Recorded[];
  /** Of each entry: the first day on which it can change anything. */
  readonly effective: readonly DayNumber[];
}

function historyOf(list: readonly Act[]): History {
  const entries: TermsEntry[] = [];
  const recorded: Recorded[] = [];
  const effective: DayNumber[] = [];
  list.forEach((each, index) => {
    const position = index + 2;
    if (each.kind === 'rescind') {
      const target = recorded[each.pick % Math.max(recorded.length, 1)];
      if (target === undefined) return;
      const from = each.day === undefined ? target.start : first + each.day;
      target.rescindedFrom = Math.min(target.rescindedFrom, from);
      const date = each.day === undefined ? undefined : formatLocalDate(from);
      entries.push({ ...rescinded(position, target.name, date), factId: `fact-R${index}` });
      effective.push(from);
      return;
    }
    // A correction may be of the agreement itself.
    const corrects = each.kind === 'correct' ? recorded[each.pick % (recorded.length + 1)] : undefined;
    const start = each.kind === 'amend' ? first + each.day : (corrects?.start ?? first);
    const name = `A${index}`;
    recorded.push({ name, writes: each.writes, start, corrects, rescindedFrom: Infinity });
    entries.push({
      kind: 'amended',
      position,
      factId: `fact-${name}`,
      document: {
        amendment: name,
        agreement: 'acme-northwind',
        executedAt: '2025-01-15',
        ...(each.kind === 'amend'
          ? { kind: 'amendment', effectiveFrom: formatLocalDate(start) }
          : { kind: 'correction', corrects: corrects?.name ?? 'agreement' }),
        ...documentOf(each.writes),
      },
    });
    effective.push(start);
  });
  return { entries, recorded, effective };
}

function documentOf({ names, figure, restarts }: Writes): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const name of names) {
    for (const [list, value] of Object.entries(written[name](figure))) {
      const before = change[list];
      change[list] = Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value;
    }
  }
  if (restarts.length === 0) return { change };
  const of = (names: readonly string[]) => restarts.filter((id) => names.includes(id));
  const [serviceLevels, exit] = [of(restartable.slice(0, 2)), of(restartable.slice(2))];
  return {
    change,
    restartHistory: {
      ...(serviceLevels.length === 0 ? {} : { serviceLevels }),
      ...(exit.length === 0 ? {} : { exit }),
    },
  };
}

function endOf(each: Recorded): DayNumber {
  return Math.min(each.rescindedFrom, each.corrects === undefined ? Infinity : endOf(each.corrects));
}

function inForceOn(recorded: readonly Recorded[], date: DayNumber): readonly Recorded[] {
  return recorded
    .filter((each) => each.start <= date && date < endOf(each))
    .sort((a, b) => a.start - b.start);
}

function load(entries: readonly TermsEntry[]): TermsInForce {
  return termsInForce([signed(wholeAgreement), ...entries], zones);
}

const asSigned = load([]).versions[0]!.terms;

describe('a history of amendments, corrections and rescissions', () => {
  it('covers every day of the term by exactly one version', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const { versions } = load(historyOf(list).entries);
        expect(versions[0]!.from).toBe(first);
        expect(versions.at(-1)!.to).toBe(last);
        versions.forEach(({ from, to }, index) => {
          expect(from).toBeLessThanOrEqual(to!);
          if (index > 0) expect(from).toBe(versions[index - 1]!.to! + 1);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives each clause exactly one meaning on each day: what the last act in force on it wrote', () => {
    fc.assert(
      fc.property(acts, fc.array(day, { maxLength: 4 }), (list, others) => {
        const { entries, recorded } = historyOf(list);
        const terms = load(entries);
        const edges = terms.versions.flatMap(({ from, to }) => [from, to!]);
        for (const date of new Set([...edges, ...others.map((each) => first + each)])) {
          const version = terms.on(date);
          const acting = inForceOn(recorded, date);
          expect(version.sources.slice(1).map(({ name }) => name)).toEqual(acting.map(({ name }) => name));
          for (const name of clauses) {
            const writer = acting.filter((each) => each.writes.names.includes(name)).at(-1);
            const expected = writer === undefined ? meaning[name](asSigned) : String(writer.writes.figure);
            expect(meaning[name](version.terms)).toBe(expected);
          }
          const ids = [...version.terms.charges.keys(), ...version.terms.obligations.keys()];
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('lets histories start afresh on the first day of the acts that say so', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const { entries, recorded } = historyOf(list);
        for (const { from, restarts } of load(entries).versions) {
          const begun = inForceOn(recorded, from).filter(({ start }) => start === from);
          expect(restarts).toEqual(new Set(begun.flatMap((each) => each.writes.restarts)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves with each further act every day before it as it was', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const { entries, effective } = historyOf(list);
        let before = load([]);
        entries.forEach((_, index) => {
          const after = load(entries.slice(0, index + 1));
          const begins = effective[index]!;
          const edges = [before, after].flatMap(({ versions }) => versions.map(({ from }) => from));
          for (const date of [...edges, begins - 1].filter((each) => first <= each && each < begins)) {
            const [was, is] = [before.on(date), after.on(date)];
            expect(is.terms.digest).toBe(was.terms.digest);
            expect(is.terms).toEqual(was.terms);
            expect(is.sources).toEqual(was.sources);
            expect(is.restarts).toEqual(was.restarts);
            expect(is.from).toBe(was.from);
          }
          before = after;
        });
      }),
      { numRuns: 40 },
    );
  });
});
