import type { Rational } from '@tallystick/quantities';

/** How a provider earns a credit back (design 3, "earn-back"). */
export interface EarnBack {
  readonly id: string;
  readonly clause: string | undefined;
  /** Whose credits; absent: those of every level. */
  readonly serviceLevels: readonly string[] | undefined;
  /** The share of the credit that comes back, in percent. */
  readonly sharePercent: Rational;
  readonly when:
    /** The level is met in each of the next n periods. */
    | { readonly kind: 'met'; readonly periods: number }
    /** The level is better than its target by at least so much in each of the next n periods. */
    | { readonly kind: 'exceeded'; readonly periods: number; readonly by: Rational }
    /** The mean of the level's values over the contract year keeps the target: known at the year's end. */
    | { readonly kind: 'year-mean' };
  /** `paid`: it is owed to the provider. `bank`: it can only be set against later credits, and ends with the term. */
  readonly settledBy: 'paid' | 'bank';
}
