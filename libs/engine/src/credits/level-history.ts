import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';

/**
 * The periods before this one that belong to a level's history, oldest first: back to where it starts afresh (a new id,
 * a gap, an amendment that says so).
 *
 * @param atMost how many of the last ones are wanted; absent: all.
 */
export function levelHistory(
  earlier: readonly PeriodOutcome[],
  level: Pick<LevelOutcome, 'id' | 'startsAfresh'>,
  atMost = earlier.length,
): readonly PeriodOutcome[] {
  if (level.startsAfresh) return [];
  const history: PeriodOutcome[] = [];
  for (let index = earlier.length - 1; index >= 0 && history.length < atMost; index -= 1) {
    const own = earlier[index]!.levels.get(level.id);
    if (own === undefined) break;
    history.push(earlier[index]!);
    if (own.startsAfresh) break;
  }
  return history.reverse();
}
