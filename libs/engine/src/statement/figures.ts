/** How a statement writes single figures. */
export type InstantText = string;
export type DateText = string;
/** Money rounded to the currency, e.g. `-12.50`. */
export type MoneyText = string;
/** An exact number as `n` or `n/d` in lowest terms. */
export type ExactText = string;
/** A plain decimal without trailing zeros, rounded half-up to 12 places where it has no shorter form. */
export type DecimalText = string;

export type Unit = 'percent' | 'seconds' | 'number';
export type Verdict = 'met' | 'missed' | 'not-measured';

/**
 * A measured value. For `percent` numerator and denominator are what was counted (38 of 40) and `decimal` is the
 * percentage (95); for other units `decimal` is numerator / denominator.
 */
export interface MeasuredValue {
  readonly numerator: string;
  readonly denominator: string;
  readonly decimal: DecimalText;
}

/** Money that was worked out: the exact figure, and what it comes to when rounded once. */
export interface MoneyFigure {
  readonly exact: ExactText;
  readonly amount: MoneyText;
}

/**
 * Why a figure is what it is: the rule that made it, the clauses of the terms it stands on (id and place on paper),
 * what went into it, and the facts behind it (of a service level its evidence names them).
 */
export interface Because {
  readonly rule: string;
  readonly clauses: readonly ClauseReference[];
  readonly operands: Readonly<Record<string, OperandValue>>;
  readonly facts: readonly string[];
}
export interface ClauseReference {
  readonly id: string;
  readonly clause: string | null;
}
export type OperandValue = string | number | boolean | null | readonly (string | number)[];
