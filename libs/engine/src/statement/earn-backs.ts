import type { Because, MoneyFigure, MoneyText } from './figures.js';

/** A credit, or a share of it, that comes back to the provider in this period. */
export interface EarnBackLine extends MoneyFigure {
  /** The earn-back clause. */
  readonly id: string;
  readonly clause: string | null;
  readonly serviceLevel: string;
  /** The period in which the credit was payable, what of it was, and what of that had come back before. */
  readonly creditPeriod: string;
  readonly credit: MoneyText;
  readonly givenBefore: MoneyText;
  readonly settledBy: 'paid' | 'bank';
  /** What of it goes into the bank: all that is settled so, else what the bank had paid of the credit. */
  readonly banked: MoneyText;
  readonly because: Because;
}

/** What can be set against later credits, and against nothing else; what is left of it ends with the term. */
export interface BankStatement {
  readonly before: MoneyText;
  /** Bonuses and earned-back credits of this period that are settled by the bank; usable from the next one on. */
  readonly added: MoneyText;
  /** What of it pays this period's credits. */
  readonly used: MoneyText;
  readonly after: MoneyText;
  readonly because: Because;
}

export interface EarnBacksStatement {
  readonly lines: readonly EarnBackLine[];
  readonly bank: BankStatement;
  /** What the client gives back: lines that are paid, and what the bank pays of this period's credits. */
  readonly paid: MoneyText;
  readonly because: Because;
}
