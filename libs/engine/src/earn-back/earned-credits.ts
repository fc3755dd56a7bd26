import { Rational } from '@tallystick/quantities';
import type { EarnBack } from '@tallystick/terms';
import type { PeriodWorld } from '../history/period-context.js';
import { namesLevel } from '../scopes/names-level.js';
import type { OperandValue } from '../statement/statement.js';
import { keptPeriods, type PeriodView, standingAfter } from './kept-periods.js';
import { endsYear, yearMean } from './year-mean.js';

/** A credit that a clause gives back with the last period. */
export interface EarnedCredit {
  readonly earnBack: EarnBack;
  readonly serviceLevel: string;
  readonly from: PeriodView;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** The clauses under which a level's credit of a period can come back: those of the credit's own terms. */
export function earnBacksFor({ governing }: PeriodView, serviceLevel: string): EarnBack[] {
  return [...governing.terms.earnBacks.values()].filter(({ serviceLevels }) =>
    namesLevel(serviceLevels, { id: serviceLevel }),
  );
}

/**
 * Every credit that is earned back with the last of some periods, which is over: oldest first, then in the order of the
 * levels and of the clauses. A clause gives each credit back once, in the period that completes its condition.
 */
export function earnedCredits(world: PeriodWorld, views: readonly PeriodView[]): EarnedCredit[] {
  const most = longestRun(views);
  const levels = [...views.at(-1)!.levels.keys()];
  const earned = levels.flatMap((serviceLevel, level) =>
    [...afterPeriods(views, serviceLevel, most), ...atYearEnd(world, views, serviceLevel)].map((one) => ({
      ...one,
      level,
      clause: [...one.from.governing.terms.earnBacks.keys()].indexOf(one.earnBack.id),
    })),
  );
  return earned.sort(
    (a, b) => a.from.period.index - b.from.period.index || a.level - b.level || a.clause - b.clause,
  );
}

/** Credits after which so many periods were met or exceeded, the last period as the last of them. */
function afterPeriods(views: readonly PeriodView[], serviceLevel: string, most: number): EarnedCredit[] {
  const earned: EarnedCredit[] = [];
  const met = { kind: 'met', periods: most } as const;
  if (standingAfter(views.at(-1)!, serviceLevel, met) !== 'counts') return earned;
  let run = 1;
  for (let index = views.length - 2; index >= 0 && run <= most; index -= 1) {
    const from = views[index]!;
    if (from.credits.payableFor.has(serviceLevel)) {
      const after = views.slice(index + 1);
      for (const earnBack of earnBacksFor(from, serviceLevel)) {
        const { when } = earnBack;
        if (when.kind === 'year-mean') continue;
        const kept = keptPeriods(after, serviceLevel, when);
        if (kept?.length !== when.periods || kept.at(-1) !== views.at(-1)) continue;
        const operands = { in: kept.map(({ period }) => period.label) };
        earned.push({ earnBack, serviceLevel, from, operands });
      }
    }
    const standing = standingAfter(from, serviceLevel, met);
    if (standing === 'broken') break;
    if (standing === 'counts') run += 1;
  }
  return earned;
}

/** The most periods that any clause asks for: no credit further back can be complete only now. */
function longestRun(views: readonly PeriodView[]): number {
  let most = 0;
  for (const { terms } of new Set(views.map(({ governing }) => governing))) {
    for (const { when } of terms.earnBacks.values()) {
      if (when.kind !== 'year-mean') most = Math.max(most, when.periods);
    }
  }
  return most;
}

/** Credits of the contract year that ends with the last period, where the mean of the year keeps the target. */
function atYearEnd(world: PeriodWorld, views: readonly PeriodView[], serviceLevel: string): EarnedCredit[] {
  if (!endsYear(world, views.at(-1)!.period)) return [];
  const mean = yearMean(world, views, serviceLevel);
  if (mean?.keepsTarget !== true) return [];
  return mean.periods
    .filter(({ credits }) => credits.payableFor.has(serviceLevel))
    .flatMap((from) =>
      earnBacksFor(from, serviceLevel)
        .filter(({ when }) => when.kind === 'year-mean')
        .map((earnBack): EarnedCredit => ({ earnBack, serviceLevel, from, operands: mean.operands })),
    );
}

/** What of a credit has come back in some periods. */
export function givenBack(
  outcomes: readonly {
    readonly earnBacks: {
      readonly lines: readonly {
        readonly creditPeriod: string;
        readonly serviceLevel: string;
        readonly rounded: Rational;
      }[];
    };
  }[],
): Map<string, Rational> {
  const given = new Map<string, Rational>();
  for (const { earnBacks } of outcomes) {
    for (const { creditPeriod, serviceLevel, rounded } of earnBacks.lines) {
      const key = creditKey(creditPeriod, serviceLevel);
      given.set(key, (given.get(key) ?? Rational.zero).plus(rounded));
    }
  }
  return given;
}

/** Tells a level's credit of a period from all others. */
export function creditKey(period: string, serviceLevel: string): string {
  return `${period} ${serviceLevel}`;
}
