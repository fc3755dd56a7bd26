import type { LevelOutcome } from '../history/outcomes.js';

/**
 * The outcomes that a reference to a service level means: its own, or for a `forEach` level those of all its instances,
 * in the order of the levels. None where it does not stand in the period.
 */
export function instancesOf(levels: ReadonlyMap<string, LevelOutcome>, id: string): LevelOutcome[] {
  const own = levels.get(id);
  if (own !== undefined) return [own];
  return [...levels.values()].filter((level) => level.parts.at(-1)?.part.clause.instance?.of === id);
}
