import type { DayNumber } from '@tallystick/quantities';
import type { PeriodContext } from '../history/period-context.js';
import { type LevelPart, midPeriodOf } from '../parts/level-parts.js';
import { restartWithin, startsAfresh } from './starts-afresh.js';

/**
 * The first local day that a level's windows can reach back to: its own first day since it last started afresh. In a
 * period in parts that is the day of the amendment, else the first day of the period.
 */
export function historyStart(context: PeriodContext, part: LevelPart): DayNumber {
  const { world, earlier } = context;
  const { terms } = world.environment;
  const { id } = part.clause;
  let [period, from] = [context.period, part.from];
  let before = earlier.length - 1;
  let afresh = startsAfresh(context, id);
  while (!afresh) {
    const outcome = earlier[before]!;
    const level = outcome.levels.get(id)!;
    [period, from] = [outcome.period, level.parts[0]!.part.from];
    afresh = level.startsAfresh;
    before -= 1;
  }
  if (midPeriodOf(terms, period) !== 'segment') return from;
  return Math.max(from, restartWithin(terms, period, earlier[before]?.period, id) ?? from);
}
