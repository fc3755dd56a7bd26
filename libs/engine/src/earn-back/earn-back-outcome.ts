import type { Rational } from '@tallystick/quantities';
import type { EarnBack } from '@tallystick/terms';
import type { OperandValue } from '../statement/statement.js';

/** A credit that is earned back in this period. */
export interface EarnBackLineOutcome {
  /** As the terms of the credit's period have it. */
  readonly earnBack: EarnBack;
  readonly serviceLevel: string;
  /** The label of the period in which the credit was payable, and what of it was. */
  readonly creditPeriod: string;
  readonly credit: Rational;
  /** What of it had come back before. */
  readonly givenBefore: Rational;
  /** The share of the credit, and no more than what is left of it. */
  readonly exact: Rational;
  readonly rounded: Rational;
  /** What of it goes into the bank: all where the clause says so, else what the bank had paid of the credit. */
  readonly banked: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

export interface EarnBacksOutcome {
  readonly lines: readonly EarnBackLineOutcome[];
  /** What the client gives back in this period, what the bank pays towards its credits included. */
  readonly paid: Rational;
  /** The bank of what can be set against later credits only: before the period, added, used in it, and after it. */
  readonly bank: {
    readonly before: Rational;
    readonly added: Rational;
    readonly used: Rational;
    readonly after: Rational;
  };
}
