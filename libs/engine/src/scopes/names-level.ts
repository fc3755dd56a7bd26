import type { ServiceLevel } from '@tallystick/terms';

/**
 * Whether a list of ids in the terms means a level: it names the level itself or, of one of several, the `forEach`
 * level that it stands for. An absent list means all. `instancesOf` finds the results that one id means.
 */
export function namesLevel(
  names: readonly string[] | undefined,
  level: Pick<ServiceLevel, 'id' | 'instance'>,
): boolean {
  if (names === undefined || names.includes(level.id)) return true;
  return level.instance !== undefined && names.includes(level.instance.of);
}
