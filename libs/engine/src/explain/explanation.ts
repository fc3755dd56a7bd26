import type { Because } from '../statement/statement.js';

/** One figure of a statement with what it was made from, down to the facts. */
export interface Explanation {
  /** E.g. `p1-resolution.credit`, `credits.cap`, `settlement`. */
  readonly figure: string;
  /** As the statement writes it: a decimal, money, a verdict, a state. */
  readonly value: string | null;
  readonly because: Because;
  /** The figures it was made from. */
  readonly from: readonly Explanation[];
}
