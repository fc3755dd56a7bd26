import type { DayNumber } from '@tallystick/quantities';
import type { PeriodContext } from '../history/period-context.js';
import { governingVersion, midPeriodOf } from '../parts/level-parts.js';
import { restartWithin } from './starts-afresh.js';

/**
 * Whether a level that stands on a day of the period, its last one there, goes on with the same history in the next
 * period. Where it does not (the term ends, the level ends or starts afresh), its open windows close, else what they
 * hold would never be judged.
 */
export function goesOn({ world, period }: PeriodContext, serviceLevel: string, lastDay: DayNumber): boolean {
  const { grid, environment } = world;
  const { terms } = environment;
  if (lastDay < period.to || period.index + 1 >= grid.count) return false;
  const next = grid.at(period.index + 1);
  const version =
    midPeriodOf(terms, next) === 'segment' ? terms.on(next.from) : governingVersion(terms, next);
  return (
    version.terms.serviceLevels.has(serviceLevel) &&
    restartWithin(terms, next, period, serviceLevel) === undefined
  );
}
