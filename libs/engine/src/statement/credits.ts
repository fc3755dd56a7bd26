import type { DateText, MoneyText, ExactText, DecimalText, MoneyFigure, Because } from './figures.js';

/** One line of credits: one service level. */
export interface CreditLine extends MoneyFigure {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
export interface PointsLine {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly points: DecimalText;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
/** How one part of the period was priced, step by step: price × units, × repeat factor, at most. */
export interface CreditPart {
  readonly from: DateText;
  readonly to: DateText;
  readonly kind: 'percent' | 'money' | 'points';
  /** The price of the band, unit or event. */
  readonly price: DecimalText;
  readonly units: ExactText;
  readonly base: ExactText | null;
  readonly factor: DecimalText;
  /** Before and after `atMost`. */
  readonly priced: ExactText;
  readonly exact: ExactText;
  readonly because: Because;
}
export interface CapLine extends MoneyFigure {
  /** True where the credits come to more. */
  readonly reached: boolean;
  /** What the cap takes away; 0 where it is not reached. */
  readonly lost: MoneyText;
  readonly because: Because;
}
export interface CreditsStatement {
  readonly lines: readonly CreditLine[];
  readonly combined: MoneyFigure;
  readonly cap: CapLine | null;
  /** What the client is owed for this period's own misses. */
  readonly payable: MoneyText;
  readonly because: Because;
}
export interface PointsStatement {
  readonly lines: readonly PointsLine[];
  readonly total: DecimalText;
  readonly because: Because;
}
