import { invariant } from '@tallystick/errors';
import { type EpochMilliseconds, formatInstant, parseInstant } from '@tallystick/quantities';

/** The recorded instant of a batch: now, or that of the last fact where the clock went back. */
export function recordingInstant(
  now: EpochMilliseconds,
  last: EpochMilliseconds | undefined,
): EpochMilliseconds {
  const instant = last === undefined ? now : Math.max(now, last);
  invariant(
    Number.isSafeInteger(instant) && parseInstant(formatInstant(instant)) === instant,
    'the clock gives whole milliseconds of a year with four digits',
  );
  return instant;
}
