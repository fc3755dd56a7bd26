import { localOfInstant } from '@tallystick/calendar';
import {
  formatDuration,
  formatInstantSeconds,
  parseInstant,
  Rational,
  toWholeNumber,
  wholeSecond,
} from '@tallystick/quantities';
import { zoneTableOfStatement } from '../statement/sealed-zones.js';
import type {
  ServiceLevelPart,
  Statement,
  TargetStatement,
  Unit,
  Verdict,
  WindowStatement,
} from '../statement/statement.js';

/** `18,500.00`: digits in threes, whatever the reader's locale. */
export function groupedDigits(decimal: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

/** `GBP 18,500.00`, of a text that has the currency's places. */
export function moneyText(amount: string, currency: string): string {
  return `${currency} ${groupedDigits(amount)}`;
}

/** A number written `n` or `n/d`. */
export function exactNumber(exact: string): Rational {
  const [numerator = '0', denominator = '1'] = exact.split('/');
  return Rational.of(BigInt(numerator), BigInt(denominator));
}

/** Money that a statement has exactly, in the currency's places. */
export function roundedMoney(
  amount: Rational,
  { currency, rounding }: Pick<Statement, 'currency' | 'rounding'>,
): string {
  return groupedDigits(amount.toFixed(currency.decimalPlaces, rounding));
}

/** Over what a level is measured, where that is not the period alone. */
export function windowText(window: WindowStatement | null): string | undefined {
  switch (window?.kind) {
    case undefined:
      return undefined;
    case 'last-periods':
      return `measured over the last ${window.of} periods`;
    case 'last-days':
      return `measured over the last ${window.of} days`;
    case 'any-days':
      return `counted over any ${window.of} days in a row`;
    case 'days-from-first':
      return `counted over ${window.of} days from the first event on`;
    case 'every':
      return `measured once a ${window.of}`;
  }
}

/** A decimal shortened for reading: at most so many places, cut rather than rounded up over a target. */
export function shortDecimal(decimal: string, places = 4): string {
  const text = Rational.parse(decimal).toFixed(places, 'truncate');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function figureText(decimal: string, unit: Unit): string {
  switch (unit) {
    case 'percent':
      return `${shortDecimal(decimal)} %`;
    case 'seconds':
      return formatDuration(toWholeNumber(Rational.parse(decimal).rounded(0, 'truncate').numerator));
    case 'number':
      return shortDecimal(decimal);
  }
}

const comparisons: Readonly<Record<TargetStatement['comparison'], string>> = {
  'at-least': 'at least',
  'more-than': 'more than',
  'at-most': 'at most',
  'less-than': 'less than',
};

export function targetSentence(target: TargetStatement, unit: Unit): string {
  const expected = `${comparisons[target.comparison]} ${figureText(target.expected, unit)}`;
  return target.minimum === null ? expected : `${expected} (minimum ${figureText(target.minimum, unit)})`;
}

export function verdictText(verdict: Verdict, belowMinimum: boolean): string {
  switch (verdict) {
    case 'met':
      return 'met';
    case 'missed':
      return belowMinimum ? 'missed, below minimum' : 'missed';
    case 'not-measured':
      return 'not measured';
  }
}

/** Why a verdict is not simply the comparison of the value with the target. */
export function decidedText(part: ServiceLevelPart): string | undefined {
  switch (part.decidedBy) {
    case 'value':
      return undefined;
    case 'low-volume-misses-allowed':
      return `met although below target: with so few (${part.volume ?? 0}) the terms allow the misses`;
    case 'low-volume-not-measured':
      return `not measured: too few (${part.volume ?? 0}) to measure`;
    case 'nothing-to-measure':
      return 'there was nothing to measure';
    case 'volume-above-forecast-misses-allowed':
      return `met although below target: the misses that go with the volume above forecast (${part.volume ?? 0}) are forgiven`;
    case 'volume-above-forecast-not-measured':
      return `not measured: the volume (${part.volume ?? 0}) is above forecast`;
    case 'baseline-period':
      return 'not measured: the baseline is taken from this period';
    case 'no-baseline':
      return 'not measured: there is no baseline to hold it against';
    case 'not-reported':
      return 'no usable figure was reported';
    case 'report-not-due':
      return 'no usable figure was reported yet, and there is still time';
    case 'not-reported-in-time':
      return 'no usable figure was reported in time';
    case 'report-obligation-missed':
      return 'counts as not reported: the obligation to report was missed';
    case 'not-qualified':
      return 'what must be so for it to be judged is not so';
    case 'window-open':
      return 'not measured: its window has not closed yet';
  }
}

/** `1 point`, `2.5 points`: the count may be a decimal text. */
export function plural(count: number | string, one: string, many = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : many}`;
}

/** An instant in words; nothing for none. */
export type LocalTimes = (instant: string | null) => string;

/**
 * Instants as `2025-03-04 09:15` in the agreement's time zone, by the statement's own sealed transitions. A time that
 * the clocks show twice carries its offset.
 */
export function localTimesOf(statement: Statement): LocalTimes {
  const zone = zoneTableOfStatement(statement).transitionsOf(statement.period.timezone);
  return (instant) => {
    if (instant === null) return '';
    const second = wholeSecond(parseInstant(instant));
    const { date, secondOfDay, offsetSeconds } = localOfInstant(zone, second);
    const wall = formatInstantSeconds(date * 86_400 + secondOfDay);
    const twice =
      localOfInstant(zone, second - 3600).secondOfDay === secondOfDay ||
      localOfInstant(zone, second + 3600).secondOfDay === secondOfDay;
    return `${wall.slice(0, 10)} ${wall.slice(11, 16)}${twice ? ` ${offsetText(offsetSeconds)}` : ''}`;
  };
}

function offsetText(offsetSeconds: number): string {
  const sign = offsetSeconds < 0 ? '-' : '+';
  return `${sign}${formatInstantSeconds(Math.abs(offsetSeconds)).slice(11, 16)}`;
}
