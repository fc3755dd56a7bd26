import { startOfLocalDate } from '@tallystick/calendar';
import { type EpochSeconds, Rational } from '@tallystick/quantities';
import type { LevelStanding, PartOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { levelHistory } from './level-history.js';

/** The periods before this one that a window reaches back into and in which the level gave a credit, oldest first. */
export function pricedInWindow(
  context: PeriodContext,
  standing: LevelStanding,
  outcome: PartOutcome,
): readonly PeriodOutcome[] {
  const from = windowStart(context, outcome);
  return levelHistory(context.earlier, standing).filter(
    ({ period, levels }) => period.endsAt > from && unitsPriced(levels.get(standing.id)).isPositive,
  );
}

/** How many units of a level have been priced in these periods already. */
export function unitsPricedIn(periods: readonly PeriodOutcome[], serviceLevel: string): Rational {
  return Rational.sum(periods.map(({ levels }) => unitsPriced(levels.get(serviceLevel))));
}

function unitsPriced(
  level: { readonly pricedParts: readonly { readonly units: Rational }[] } | undefined,
): Rational {
  return Rational.sum((level?.pricedParts ?? []).map((part) => part.units));
}

/**
 * The first instant that a window of the period looks at. A window that slides within the period is as old as its
 * earliest position: n days that end with the first day of the period.
 */
function windowStart({ period, world }: PeriodContext, { part, startsAt }: PartOutcome): EpochSeconds {
  const { window } = part.clause;
  if (window.kind !== 'any-days' && window.kind !== 'days-from-first') return startsAt;
  return Math.min(startsAt, startOfLocalDate(world.zone, period.from - window.days + 1));
}
