import type { Rational } from '@tallystick/quantities';
import type { EarnBack } from '@tallystick/terms';
import type { OperandValue } from '../statement/statement.js';

/** A credit that is earned back in this period. */
export interface EarnBackLineOutcome {
  readonly earnBack: EarnBack;
  readonly serviceLevel: string;
  /** The label of the period in which the credit arose, and what of it was payable. */
  readonly creditPeriod: string;
  readonly credit: Rational;
  readonly exact: Rational;
  readonly rounded: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

export interface EarnBacksOutcome {
  readonly lines: readonly EarnBackLineOutcome[];
  /** What the client gives back in this period. */
  readonly paid: Rational;
  /** The bank of what can be set against later credits only: before the period, added, used in it, and after it. */
  readonly bank: {
    readonly before: Rational;
    readonly added: Rational;
    readonly used: Rational;
    readonly after: Rational;
  };
}
