import { isDeepStrictEqual } from 'node:util';
import { pinnedZoneTable } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import { factIdOf } from '@tallystick/facts';
import { formatLocalDate, parseLocalDate } from '@tallystick/quantities';
import { expect } from 'vitest';
import { termsAsKnown } from '../history/terms-as-known.js';
import type { Statement } from '../statement/statement.js';
import type { Scenario } from '../testing/scenario.js';
import { Dice } from '../testing/whole-language/dice.js';
import { play, termsOf, type World } from '../testing/whole-language/world.js';
import type { Plain } from '../testing/whole-language/plain.js';
import { type Exception, without } from './exceptions.js';
import { law } from './law.js';
import { allStatements } from './statements.js';

const zones = pinnedZoneTable();

/** Recorded after everything else. */
const lastly = '2025-09-30T00:00:00Z';

function amendedBy(world: World, effectiveFrom: string, content: Plain): World {
  const envelope = { amendment: 'LAST', kind: 'amendment', effectiveFrom, executedAt: effectiveFrom };
  return [
    ...world,
    {
      ...envelope,
      id: factIdOf(['last'], 0),
      type: 'TermsAmended',
      effectiveAt: lastly,
      recordedAt: lastly,
      assertedBy: 'client',
      document: { ...envelope, agreement: 'acme-northwind', ...content },
    },
  ];
}

/**
 * All that a statement says about the period, without where it was known and which documents the terms came from. With which
 * period something accrued will be paid is a forecast, which terms to come may change.
 */
function figures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(figures);
  if (typeof value !== 'object' || value === null) return value;
  const documents = new Set(['knownAt', 'ledger', 'terms', 'termsDigest', 'settledIn']);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !documents.has(key))
      .map(([key, member]) => [key, figures(member)]),
  );
}

/** What makes an earlier period wait for later ones. */
const lookingAhead: readonly Exception[] = [
  {
    what: 'bases over the next period or the contract year',
    why: 'the charges of days to come are part of them',
    instead: (key, value) =>
      key === 'over' && ['next-period', 'contract-year', 'contract-year-of-first'].includes(value as string)
        ? 'period'
        : value,
  },
  {
    what: 'clocks under the terms of the day on which a ticket is due or resolved',
    why: 'a ticket that counts earlier may be due or resolved later',
    instead: (key, value) => (key === 'termsOf' ? 'opened' : value),
  },
  {
    what: 'earn-back',
    why: 'a credit line says whether its credit came back later',
    instead: (key, value) => (key === 'earnBack' ? undefined : value),
  },
];

/** Any day on which the histories are. */
function drawDay(seed: number): string {
  return formatLocalDate(parseLocalDate('2025-01-17') + new Dice(seed + 3).whole(0, 160));
}

law('an amendment that says again what holds already changes no figure', { worlds: 20 }, (world, seed) => {
  const day = drawDay(seed);
  const before = play(world);
  const known = termsAsKnown(before.timeline.knownAt(before.position), zones);
  const document = known.on(parseLocalDate(day)).terms.document;
  const later = known.versions
    .filter(({ from }) => from > parseLocalDate(day))
    .map(({ terms }) => terms.document);
  const clausesOf = (from: Plain, key: string): readonly unknown[] => (from[key] ?? []) as readonly unknown[];
  // A clause that another amendment changes or ends later on would be said anew for the time after it.
  const stays = (key: string, clause: unknown): boolean =>
    later.every((from) => clausesOf(from, key).some((other) => isDeepStrictEqual(other, clause)));
  const change = Object.fromEntries(
    ['serviceLevels', 'clocks', 'exit', 'obligations']
      .map((key) => [key, clausesOf(document, key).filter((clause) => stays(key, clause))] as const)
      .filter(([, clauses]) => clauses.length > 0),
  );
  const after = play(amendedBy(world, day, { change }));
  expect(allStatements(after).map(figures)).toEqual(allStatements(before).map(figures));
});

/**
 * A statement also tells what became later of what was owed in its period, and what it costs then: that may be under
 * other terms, and the whole period in which the day is has other charges.
 */
function until(statement: Statement, changesFrom: string): Statement {
  const obligations = statement.obligations.obligations.map((one) => ({
    ...one,
    occurrences: one.occurrences.filter(({ missedAt }) => missedAt < changesFrom),
  }));
  return { ...statement, obligations: { ...statement.obligations, obligations } };
}

/** Whether an amendment fits: something may refer to what it takes out. */
function leadsToTerms(scenario: Scenario): boolean {
  try {
    termsAsKnown(scenario.timeline.knownAt(scenario.position), zones);
    return true;
  } catch (error) {
    if (error instanceof TallyError) return false;
    throw error;
  }
}

let amendments = 0;
const somePerhaps = { worlds: 40, after: () => void expect(amendments).toBeGreaterThan(25) };

law('an amendment leaves what came before it as it was, in every figure', somePerhaps, (world, seed) => {
  const dice = new Dice(seed + 11);
  const day = drawDay(seed);
  const unhurried = without(world, lookingAhead);
  const before = play(unhurried);
  const levels = (termsOf(world)['serviceLevels'] ?? []) as readonly Plain[];
  const exits = (termsOf(world)['exit'] ?? []) as readonly Plain[];
  const content = dice.one<() => Plain>([
    () => ({ change: { charges: [{ id: 'managed', amount: '1.00', per: 'month' }] } }),
    () => ({
      change: {
        serviceLevels: [
          {
            id: levels[0]?.['id'] ?? 'new',
            measure: { kind: 'reported', unit: 'percent' },
            target: { atLeast: '99' },
            credit: { fixed: { points: '3' } },
          },
        ],
      },
    }),
    () => ({
      change: {
        credits: { combine: 'highest', cap: { amount: '5.00' } },
        midPeriod: dice.one(['start', 'segment']),
      },
    }),
    () => (exits.length === 0 ? { change: { title: 'Other' } } : { remove: { exit: [exits[0]!['id']] } }),
    () => ({ change: { relief: { decidedBy: 'both' }, rounding: 'half-even' } }),
    // Not a calendar: what is due after the day is counted in the calendar that holds then, whenever it is owed for.
    // Nor the day before which something is owed once: moved before it was due, the new day alone counts.
    () => ({
      change: {
        obligations: [
          {
            id: 'monthly-report',
            owedBy: 'provider',
            due: { each: 'period', within: '1 calendar day after end' },
          },
        ],
      },
    }),
    () => ({ change: { clocks: [{ id: 'resolution', from: 'opened', to: 'closed', calendar: 'always' }] } }),
  ])();
  const amended = amendedBy(unhurried, day, content);
  const after = play(amended);
  if (!leadsToTerms(after)) return;
  amendments += 1;
  const earlier = (statements: readonly Statement[]): unknown[] => {
    const changesFrom = statements.find(({ period }) => period.to >= day)?.period.startsAt ?? day;
    return statements
      .filter(({ period }) => period.to < day)
      .map((statement) => figures(until(statement, changesFrom)));
  };
  expect(earlier(allStatements(after))).toEqual(earlier(allStatements(before)));
});

law('every day of the term has exactly one version of the terms', { worlds: 60 }, (world) => {
  const { timeline, position } = play(world);
  const { versions } = termsAsKnown(timeline.knownAt(position), zones);
  expect(versions[0]!.from).toBe(versions[0]!.terms.term.from);
  versions.forEach((version, index) => {
    const next = versions[index + 1];
    expect(version.to).toBe(next === undefined ? version.terms.term.to : next.from - 1);
    expect(version.to === undefined || version.to >= version.from).toBe(true);
  });
});
