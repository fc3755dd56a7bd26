import { type EpochMilliseconds, localDateOf, parseInstant } from '@tallystick/quantities';

const zero = 48;
let lastDateDigits = -1;
let lastDateMilliseconds = 0;

/**
 * The instant of a canonical UTC text, or of such a part of a text (`2025-03-01T09:00:00Z`, with `.mmm` where there are milliseconds), as
 * `parseInstant` reads it but without its regular expression: a fold reads two of them a fact. Facts come nearly in
 * order, so the last date is remembered. Any other text goes to `parseInstant`.
 */
export function instantOfCanonicalText(text: string, start = 0, end = text.length): EpochMilliseconds {
  const withFraction = end - start === 24;
  if (!withFraction && end - start !== 20) {
    return parseInstant(text.slice(start, end));
  }
  const year = two(text, start) * 100 + two(text, start + 2);
  const month = two(text, start + 5);
  const day = two(text, start + 8);
  const dateDigits = year * 10_000 + month * 100 + day;
  const milliseconds = withFraction ? two(text, start + 20) * 10 + text.charCodeAt(start + 22) - zero : 0;
  if (dateDigits !== lastDateDigits) {
    lastDateMilliseconds = localDateOf(year, month, day) * 86_400_000;
    lastDateDigits = dateDigits;
  }
  const seconds = two(text, start + 11) * 3600 + two(text, start + 14) * 60 + two(text, start + 17);
  return lastDateMilliseconds + seconds * 1000 + milliseconds;
}

function two(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;
}
