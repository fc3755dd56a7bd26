import type { DayNumber } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { midPeriodOf } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';

/**
 * Whether a level's history begins with this period: it did not stand in the period before (a level that keeps its id
 * keeps its history, a new id starts afresh: design 2), or an amendment restarts it here.
 */
export function startsAfresh({ world, period, earlier }: PeriodContext, serviceLevel: string): boolean {
  const before = earlier.at(-1);
  if (before === undefined || !before.levels.has(serviceLevel)) return true;
  return restartWithin(world.environment.terms, period, before.period, serviceLevel) !== undefined;
}

/**
 * The local day on which an amendment restarts the history of a level or an exit clause in a period, if one does. An
 * amendment that takes effect inside a period counts from where the period's arithmetic follows it (`midPeriod`): with
 * `end` and `segment` the period itself begins the new history, with `start` the next one does, since this one still
 * stands under the terms of its first day.
 */
export function restartWithin(
  terms: TermsInForce,
  period: Period,
  before: Period | undefined,
  clause: string,
): DayNumber | undefined {
  const seenBefore = before === undefined ? -Infinity : lastDaySeen(terms, before);
  const seen = lastDaySeen(terms, period);
  return terms.versions.findLast(
    ({ from, restarts }) => from > seenBefore && from <= seen && restarts.has(clause),
  )?.from;
}

/** The last local day whose terms a period follows. */
function lastDaySeen(terms: TermsInForce, period: Period): DayNumber {
  return midPeriodOf(terms, period) === 'start' ? period.from : period.to;
}
