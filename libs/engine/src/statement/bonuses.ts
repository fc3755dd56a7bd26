import type { CapLine } from './credits.js';
import type { Because, DateText, DecimalText, ExactText, MoneyFigure, MoneyText } from './figures.js';

/** Why a level earns nothing; `by` names the levels, or the occurrences of the obligation, that disqualify. */
export interface BonusRefused {
  readonly reason:
    | 'not-met'
    | 'dead-band'
    | 'level-missed'
    | 'level-below-minimum'
    | 'any-level-missed'
    | 'obligation-not-met';
  readonly by: readonly string[];
}

/** How one part of the period was rewarded: price, at most. */
export interface BonusPart {
  readonly from: DateText;
  readonly to: DateText;
  readonly kind: 'percent' | 'money' | 'days';
  readonly price: DecimalText;
  readonly base: ExactText | null;
  /** Before and after `atMost`. */
  readonly priced: ExactText;
  readonly exact: ExactText;
  readonly because: Because;
}

/** A level that has a bonus. */
export interface BonusLine extends MoneyFigure {
  readonly id: string;
  readonly clause: string | null;
  /** `paid`: the client owes it. `bank`: it can only be set against later credits. */
  readonly settledBy: 'paid' | 'bank';
  /** Null where something is earned. */
  readonly refused: BonusRefused | null;
  readonly parts: readonly BonusPart[];
  readonly because: Because;
}

export interface BonusesStatement {
  readonly lines: readonly BonusLine[];
  /** The exact sum of the lines, and the sum of the rounded ones. */
  readonly combined: MoneyFigure;
  readonly cap: CapLine | null;
  /** What the client owes for the period's bonuses. */
  readonly paid: MoneyText;
  /** What they add to the bank. */
  readonly banked: MoneyText;
  readonly because: Because;
}
