import { type EpochSeconds, formatInstantSeconds, Rational } from '@tallystick/quantities';
import type { Target, Terms } from '@tallystick/terms';
import type { ClauseReference, MeasuredValue, MoneyFigure, MoneyText, TargetStatement } from './statement.js';

/** How a statement writes money: rounded once to the currency, beside the exact figure. */
export interface MoneyForm {
  text(amount: Rational): MoneyText;
  figure(exact: Rational): MoneyFigure;
}

export function moneyForm(terms: Pick<Terms, 'currency' | 'rounding'>): MoneyForm {
  const text = (amount: Rational): MoneyText => amount.toFixed(terms.currency.decimalPlaces, terms.rounding);
  return { text, figure: (exact) => ({ exact: exact.toString(), amount: text(exact) }) };
}

export function clauseOf(clause: {
  readonly id: string;
  readonly clause: string | undefined;
}): ClauseReference {
  return { id: clause.id, clause: clause.clause ?? null };
}

export function targetText(target: Target): TargetStatement {
  return {
    comparison: target.comparison,
    expected: target.expected.toDecimal(),
    minimum: target.minimum?.toDecimal() ?? null,
  };
}

/** Numerator and denominator as whole numbers (both scaled alike where they are not) beside the value. */
export function measuredValue(
  value: Rational | undefined,
  numerator: Rational | undefined,
  denominator: Rational | undefined,
): MeasuredValue | null {
  if (value === undefined || numerator === undefined || denominator === undefined) return null;
  const scale = Rational.of(leastCommonMultiple(numerator.denominator, denominator.denominator));
  return {
    numerator: numerator.times(scale).toString(),
    denominator: denominator.times(scale).toString(),
    decimal: value.toDecimal(),
  };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

export function instantText(instant: EpochSeconds): string {
  return formatInstantSeconds(instant);
}
