import { type EpochMilliseconds, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import { localOfInstant } from '@tallystick/calendar';
import type { DayNumber } from '@tallystick/quantities';
import type { Terms, TermsVersion } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { Period } from '../periods/period.js';
import { PartyNames } from '../history/party-names.js';

/** What everything here looks at: a period up to its end, or up to the instant of valuation where that is earlier. */
export interface PeriodView {
  readonly world: PeriodWorld;
  readonly period: Period;
  /** The terms that speak for the period, and the versions up to its last day. */
  readonly terms: Terms;
  readonly versions: readonly TermsVersion[];
  readonly parties: PartyNames;
  /** Time from `period.startsAt` on is looked at up to here. */
  readonly endsAt: EpochSeconds;
  /** What happened at an instant counts where it is less than this: what happens as the next period begins is that one's. */
  readonly before: EpochSeconds;
}

export function periodView(world: PeriodWorld, { period, governing }: PeriodOutcome): PeriodView {
  const { terms, valuedAt } = world.environment;
  const versions = terms.versions.filter((version) => version.from <= period.to);
  return {
    world,
    period,
    terms: governing.terms,
    versions,
    parties: new PartyNames(versions.map(({ terms }) => terms)),
    endsAt: Math.min(period.endsAt, valuedAt),
    before: Math.min(period.endsAt, valuedAt + 1),
  };
}

export function hasHappened(
  { before }: PeriodView,
  { effectiveAt }: { readonly effectiveAt: EpochMilliseconds },
): boolean {
  return wholeSecond(effectiveAt) < before;
}

/** The local day of an instant in the agreement's zone. */
export function dayOf({ world }: PeriodView, instant: EpochSeconds): DayNumber {
  return localOfInstant(world.zone, instant).date;
}
