import { TallyError } from '@tallystick/errors';
import { daysInMonth, formatLocalDate } from './local-date.js';
import { ofDigits } from './whole-number.js';

/** An instant as milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMilliseconds = number;
/** An instant as whole seconds since 1970-01-01T00:00:00Z; clocks count in these. */
export type EpochSeconds = number;

const instantPattern =
  /^([1-9]\d{3})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

const firstInstant = Date.UTC(1000, 0, 1);
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Reads an RFC 3339 instant with its offset (`2025-03-01T09:00:00Z`, `…+01:00`). A fraction finer than a
 * millisecond is cut off; a leap second `:60` is not accepted; years are 1000 to 9999.
 * @throws TallyError `quantity-invalid`.
 */
export function parseInstant(text: string): EpochMilliseconds {
  const match = instantPattern.exec(text);
  if (match !== null) {
    const [, year, month, day, hour, minute, second, fraction = '', , sign, offsetHour, offsetMinute] = match;
    const monthNumber = ofDigits(month!);
    const dayNumber = ofDigits(day!);
    const offset = sign === undefined ? 0 : ofDigits(offsetHour!) * 60 + ofDigits(offsetMinute!);
    if (
      monthNumber >= 1 &&
      monthNumber <= 12 &&
      dayNumber >= 1 &&
      dayNumber <= daysInMonth(ofDigits(year!), monthNumber) &&
      ofDigits(hour!) <= 23 &&
      ofDigits(minute!) <= 59 &&
      ofDigits(second!) <= 59 &&
      (sign === undefined || (ofDigits(offsetHour!) <= 23 && ofDigits(offsetMinute!) <= 59))
    ) {
      const local = Date.UTC(
        ofDigits(year!),
        monthNumber - 1,
        dayNumber,
        ofDigits(hour!),
        ofDigits(minute!),
        ofDigits(second!),
      );
      const milliseconds = ofDigits(fraction.slice(0, 3).padEnd(3, '0'));
      const instant = local + milliseconds - (sign === '-' ? -offset : offset) * 60_000;
      // An offset may carry the first and last hours of the range out of it; such an instant has no canonical text.
      if (instant >= firstInstant && instant <= lastInstant) return instant;
    }
  }
  throw new TallyError(
    'quantity-invalid',
    `"${text}" is not an instant. Write date, time and offset, e.g. 2025-03-01T09:00:00Z or 2025-03-01T10:00:00+01:00.`,
  );
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

/** Canonical UTC text: `2025-03-01T09:00:00Z`, with `.mmm` only where the milliseconds are not zero. */
export function formatInstant(instant: EpochMilliseconds): string {
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  const text = formatInstantSeconds(Math.floor(instant / 1000));
  return milliseconds === 0 ? text : `${text.slice(0, -1)}.${pad(milliseconds, 3)}Z`;
}

/** The same for whole seconds. */
export function formatInstantSeconds(instant: EpochSeconds): string {
  const day = Math.floor(instant / 86_400);
  const second = instant - day * 86_400;
  const hours = Math.floor(second / 3600);
  const minutes = Math.floor((second % 3600) / 60);
  return `${formatLocalDate(day)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(second % 60, 2)}Z`;
}

/** The whole second that an instant lies in; clocks count whole seconds on the instant line (design 5). */
export function wholeSecond(instant: EpochMilliseconds): EpochSeconds {
  return Math.floor(instant / 1000);
}
