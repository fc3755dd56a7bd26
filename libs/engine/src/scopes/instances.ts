import type { ServiceLevel } from '@tallystick/terms';
import type { LevelOutcome } from '../history/outcomes.js';

/**
 * Whether a list of ids in the terms means a level: it names the level itself or, of one of several, the `forEach`
 * level that it stands for. An absent list means all.
 */
export function namesLevel(
  names: readonly string[] | undefined,
  level: Pick<ServiceLevel, 'id' | 'instance'>,
): boolean {
  if (names === undefined || names.includes(level.id)) return true;
  return level.instance !== undefined && names.includes(level.instance.of);
}

/**
 * The results that an id in the terms means: that of the level, or those of all instances of a `forEach` level, in
 * the order of its values. Empty where the level does not stand in the period, or has no instance yet.
 */
export function instancesOf(levels: ReadonlyMap<string, LevelOutcome>, id: string): readonly LevelOutcome[] {
  const own = levels.get(id);
  if (own !== undefined) return [own];
  return [...levels.values()].filter((level) => level.parts.at(-1)?.part.clause.instance?.of === id);
}
