import { isDecimalText, joinPath, placeText } from '@tallystick/documents';
import { parseDuration, Rational, toWholeNumber } from '@tallystick/quantities';
import type { MeasureUnit } from './measure-unit.js';
import type { Resolution } from './resolution.js';

export type { MeasureUnit } from './measure-unit.js';

/** The smallest and largest value a unit can have. */
export function rangeOf(unit: MeasureUnit): {
  readonly min: Rational | undefined;
  readonly max: Rational | undefined;
} {
  switch (unit) {
    case 'percent':
      return { min: Rational.zero, max: Rational.hundred };
    case 'seconds':
    case 'count':
      return { min: Rational.zero, max: undefined };
    case 'number':
      return { min: undefined, max: undefined };
  }
}

/** A target, a band's edge or a unit, written as the measure's unit asks: `4h` for times, a decimal for all others. */
export function readValue(
  text: string,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): Rational | undefined {
  if (unit === 'seconds') {
    if (isDecimalText(text)) {
      return resolution.problem(path, `${text} has no unit of time.`, 'Write it as 4h, 90m or 45s.');
    }
    return Rational.of(parseDuration(text));
  }
  if (!isDecimalText(text)) {
    return resolution.problem(
      path,
      `${text} is a time, but the measure counts in ${unit === 'percent' ? 'percent' : 'numbers'}.`,
      'Write a decimal number such as 99.9.',
    );
  }
  return Rational.parse(text);
}

const calendarDays = /^(\d{1,9}) calendar days?$/;

/** Seconds on the instant line of `72h` or `30 calendar days` (24 hours each). */
export function spanSeconds(text: string): number {
  const days = calendarDays.exec(text);
  return days === null ? parseDuration(text) : toWholeNumber(days[1]!) * 86_400;
}

/** A span that must be longer than nothing. */
export function positiveSpan(
  text: string | undefined,
  path: string,
  resolution: Resolution,
): number | undefined {
  if (text === undefined) return undefined;
  const seconds = spanSeconds(text);
  if (seconds > 0) return seconds;
  return resolution.problem(path, `${text} is no time at all.`, 'Write more than 0, or leave the key out.');
}

/** `30 calendar days` → 30; it must be more than none. */
export function calendarDayCount(text: string, path: string, resolution: Resolution): number | undefined {
  const days = toWholeNumber(text.slice(0, text.indexOf(' ')));
  if (days > 0) return days;
  return resolution.problem(path, `${text} is no time at all.`, 'Write 1 calendar day or more.');
}

/** A decimal that must be more than 0. */
export function positiveNumber(text: string, path: string, resolution: Resolution): Rational | undefined {
  const number = Rational.parse(text);
  if (number.isPositive) return number;
  return resolution.problem(path, `${text} is not more than 0.`, 'Write a number above 0.');
}

/** `3 periods` → 3. */
export function periodCount(text: string): number {
  return toWholeNumber(text.slice(0, text.indexOf(' ')));
}

/** `3 periods`, or `contract year`: the contract year so far. */
export function readReach(
  text: string,
): { readonly kind: 'periods'; readonly periods: number } | { readonly kind: 'contract-year' } {
  return Object.freeze(
    text === 'contract year' ? { kind: 'contract-year' } : { kind: 'periods', periods: periodCount(text) },
  );
}

/** One name or several, as a list. */
export function nameList(names: string | readonly string[]): readonly string[] {
  return Object.freeze(typeof names === 'string' ? [names] : [...names]);
}

/** Names that stand twice in a list mean nothing more, so they are most likely a slip. */
export function checkDistinct(
  names: readonly string[] | undefined,
  path: string,
  resolution: Resolution,
): void {
  names?.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first < index) {
      resolution.problem(
        joinPath(path, index),
        `\`${name}\` stands twice; it stands at ${placeText(joinPath(path, first), undefined)} already.`,
        'Keep one of the two.',
      );
    }
  });
}
