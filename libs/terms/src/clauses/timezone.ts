import { isTallyError } from '@tallystick/errors';
import type { Resolution } from '../resolution/resolution.js';

/** Records a problem where the zone table handed in does not have the zone. */
export function checkTimezone(timezone: string, path: string, resolution: Resolution): void {
  try {
    resolution.zones.transitionsOf(timezone);
  } catch (error) {
    if (!isTallyError(error) || error.code !== 'zone-unknown') throw error;
    resolution.problem(
      path,
      `The time zone "${timezone}" is not in the table ${resolution.zones.version}.`,
      error.details[0]?.mend ?? 'Use an IANA name such as Europe/London.',
    );
  }
}
