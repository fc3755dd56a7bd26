import type { Rational } from '@tallystick/quantities';

/** What a band, a unit, an event or a missed obligation is worth (design 3, "price"). */
export type Price =
  /** A percentage of the base. */
  | { readonly kind: 'percent'; readonly percent: Rational }
  | { readonly kind: 'money'; readonly amount: Rational }
  | { readonly kind: 'points'; readonly points: Rational }
  /** So many days' share of the base: base × days / days of the period. */
  | { readonly kind: 'days'; readonly days: Rational }
  /** A percentage of the at-risk amount of the credit's pool: at-risk amount × pool percentage × weight. */
  | { readonly kind: 'weight'; readonly percent: Rational };

export type PriceKind = Price['kind'];

/** What percentages are of (design 3, "base"). */
export interface ChargeBase {
  /**
   * The ids of the charges, or `all` of them. `own`, of a `forEach` level: for each of its values the charges that are
   * `for` it; there may be none.
   */
  readonly charges: readonly string[] | 'all' | 'own';
  /** Ids taken out of `all`. */
  readonly less: readonly string[];
  /** Whether `all` holds the charges that are passed through at cost. A charge that is named always counts. */
  readonly passThrough: 'included' | 'excluded';
  /**
   * Over which days the charges are taken: the period that the credit arises in, the one before it or after it, the
   * contract year that the period begins in (years are counted from the first day of the term), or the contract year
   * in which the window of the measure first gave a credit.
   */
  readonly over: 'period' | 'previous-period' | 'next-period' | 'contract-year' | 'contract-year-of-first';
  /** With or without the charge's tax. */
  readonly amounts: 'net' | 'gross';
  /** `false`: a period cut by the term counts as if it were whole. */
  readonly prorated: boolean;
}
