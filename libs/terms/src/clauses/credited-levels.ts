import { joinPath } from '@tallystick/documents';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';

/** The levels that a rule about credits names: each known, named once, and with a credit that the rule can be about. */
export function checkCreditedLevels(ids: readonly string[], path: string, resolution: Resolution): void {
  checkDistinct(ids, path, resolution);
  ids.forEach((id, index) => {
    const place = joinPath(path, index);
    const level = resolution.serviceLevels.find(id, place, resolution);
    if (level === undefined || level.credit !== undefined) return;
    resolution.problem(
      place,
      `The service level \`${id}\` has no credit, so this has no effect on it.`,
      'Take it out, or give the level a `credit`.',
    );
  });
}
