import type { PeriodContext } from '../history/period-context.js';
import { versionsOver } from '../parts/level-parts.js';

/**
 * Whether a level's history begins with this period: it did not stand in the period before (a level that keeps its id
 * keeps its history, a new id starts afresh: design 2), or an amendment restarts it here.
 */
export function startsAfresh({ world, period, earlier }: PeriodContext, serviceLevel: string): boolean {
  const before = earlier.at(-1);
  if (before === undefined || !before.levels.has(serviceLevel)) return true;
  return versionsOver(world.environment.terms, period).some(
    (version) => version.from >= period.from && version.restarts.has(serviceLevel),
  );
}
