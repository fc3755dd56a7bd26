import { invariant } from '@tallystick/errors';
import { type Rational, toWholeNumber } from '@tallystick/quantities';

/** `4 hours`, `8 hours 30 minutes`, `45 seconds`: a length of time as a contract writes it. */
export function describeDuration(totalSeconds: number): string {
  invariant(totalSeconds >= 0, 'a length of time in the terms is not negative');
  const parts = [
    [Math.floor(totalSeconds / 3600), 'hour'],
    [Math.floor((totalSeconds % 3600) / 60), 'minute'],
    [totalSeconds % 60, 'second'],
  ] as const;
  const said = parts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`],
  );
  return said.length === 0 ? 'no time' : said.join(' ');
}

/** The same of seconds that were read as a number; a part of a second is left out. */
export function describeSeconds(seconds: Rational): string {
  return describeDuration(toWholeNumber(seconds.rounded(0, 'truncate').numerator));
}
