import { Rational } from '@tallystick/quantities';
import type { CreditCap, Terms, TermsVersion } from '@tallystick/terms';
import { baseAmount } from '../charges/charge-base.js';
import type { CreditsOutcome, LineSource, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { clauseParts } from '../parts/level-parts.js';
import type { DaySpan } from '../periods/calendar-span.js';
import { contractYearOf } from '../periods/contract-year.js';
import { daysOf } from '../periods/period.js';
import { namesLevel } from '../scopes/names-level.js';
import type { CapOutcome } from './cap-outcome.js';

type CapPart = CapOutcome['parts'][number];

/** What a cap comes to in a period, before anything is held against it. */
export type CapLimit = Pick<CapOutcome, 'id' | 'exact' | 'rounded' | 'usedBefore' | 'room' | 'parts'> & {
  readonly cap: CreditCap;
};

/**
 * What each cap of the governing terms leaves for the period, in the order of the terms: the exact cap over its window
 * less what was payable in the window's earlier periods, and never less than nothing. Where a cap's clause changes
 * inside a segmented period it is the sum of its parts; one that does not stand on every day limits nothing, since
 * days without a cap are not limited by the cap of other days.
 */
export function capLimits(
  context: PeriodContext,
  governing: TermsVersion,
  round: (exact: Rational) => Rational,
  capsOf: (terms: Terms) => readonly CreditCap[] = ({ credits }) => credits.caps,
): CapLimit[] {
  const { world, period } = context;
  const stands = clauseParts(world.environment.terms, period, ({ terms }) =>
    capsOf(terms).map((cap) => [cap.id, cap] as const),
  );
  return capsOf(governing.terms).flatMap((cap): CapLimit[] => {
    const own = stands.get(cap.id) ?? [];
    if (own.reduce((days, part) => days + daysOf(part), 0) < daysOf(period)) return [];
    const before = windowBefore(context, cap.over);
    const parts = [
      ...before.flatMap((outcome) => earlierPart(context, cap, outcome)),
      ...own.map(({ from, to, clause }) => partOf(context, clause, { from, to })),
    ];
    const exact = Rational.sum(parts.map((part) => part.exact));
    const usedBefore = Rational.sum(before.map(({ credits }) => payableUnder(cap, credits)));
    const room = Rational.max(exact.minus(usedBefore), Rational.zero);
    return [{ id: cap.id, cap, exact, rounded: round(exact), usedBefore, room, parts }];
  });
}

/** Whether a cap limits what is owed for something; caps that name levels limit nothing else. */
export function isUnder(cap: CreditCap, source: LineSource): boolean {
  return (
    cap.serviceLevels === undefined ||
    (source.kind === 'service-level' && namesLevel(cap.serviceLevels, source))
  );
}

/** The earlier periods of a cap's window, oldest first. */
export function windowBefore(
  { earlier, period, world }: Pick<PeriodContext, 'earlier' | 'period' | 'world'>,
  over: CreditCap['over'],
): readonly PeriodOutcome[] {
  switch (over.kind) {
    case 'periods':
      return over.periods === 1 ? [] : earlier.slice(1 - over.periods);
    case 'contract-year': {
      const term = world.environment.terms.versions[0]!;
      const { number } = contractYearOf(period.from, term);
      return earlier.filter((outcome) => contractYearOf(outcome.period.from, term).number === number);
    }
  }
}

function partOf({ world, period }: PeriodContext, cap: CreditCap, range: DaySpan): CapPart {
  const { limit } = cap;
  if (limit.kind === 'money') {
    const share = Rational.of(daysOf(range), daysOf(period));
    return { ...range, cap, base: undefined, exact: limit.amount.times(share) };
  }
  return { ...range, cap, ...percentOf(limit, baseAmount(world, limit.base, period, range)) };
}

/** A sum of money and a contract year's charges are the window's as they are; other charges are those of each period. */
function earlierPart({ world }: PeriodContext, cap: CreditCap, { period }: PeriodOutcome): CapPart[] {
  const { limit } = cap;
  if (limit.kind === 'money' || limit.base.over === 'contract-year') return [];
  const amount = baseAmount(world, limit.base, period);
  return [{ from: period.from, to: period.to, cap, ...percentOf(limit, amount) }];
}

function percentOf(
  { percent }: { readonly percent: Rational },
  base: Rational,
): Pick<CapPart, 'base' | 'exact'> {
  return { base, exact: base.times(percent).dividedBy(Rational.hundred) };
}

/** What was payable in a period of what a cap limits. */
export function payableUnder(cap: CreditCap, credits: CreditsOutcome): Rational {
  if (cap.serviceLevels === undefined) return credits.payable;
  return Rational.sum(
    [...credits.lines, ...credits.carriedInFor]
      .filter(({ source }) => isUnder(cap, source))
      .map((one) => one.payable),
  );
}
