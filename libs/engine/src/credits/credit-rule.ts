import type { Rational } from '@tallystick/quantities';
import type { CreditRule, Price, Target } from '@tallystick/terms';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { OperandValue } from '../statement/statement.js';

/** What a price rule looks at: a missed part of a period. */
export interface Miss {
  readonly target: Target;
  readonly judgement: Judgement;
  readonly measured: Measured;
}

/** What one unit costs: a price of the terms, or the charges of all service time × the factor. */
export type UnitPrice = Price | { readonly kind: 'refund'; readonly factor: Rational };

/** A price, and how often it is due. */
export interface PricedUnits {
  readonly price: UnitPrice;
  readonly units: Rational;
  /**
   * `period`: the price stands for a whole period, so a part of it weighs by its days. `occurrence`: the price stands
   * for something that happened, and counts whole wherever it did.
   */
  readonly weighs: 'period' | 'occurrence';
  /** Each unit is one event with a price of its own. */
  readonly perEvent?: true;
  /** The clause of the band or rule. */
  readonly clause: string | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** How one kind of price rule prices a miss; undefined where nothing is due. */
export type CreditRuleOf<Kind extends CreditRule['kind']> = (
  rule: Extract<CreditRule, { kind: Kind }>,
  miss: Miss,
) => PricedUnits | undefined;
