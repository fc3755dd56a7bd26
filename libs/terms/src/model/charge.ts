import type { Rational } from '@tallystick/quantities';
import type { ForEachKey } from './service-level.js';

export interface Charge {
  readonly id: string;
  readonly clause: string | undefined;
  readonly title: string | undefined;
  readonly amount: Rational;
  /**
   * The span that `amount` pays for: one of the calendar, a contract year (counted from the first day of the term), or
   * the measurement period (`period`). `once`: charged on `on`.
   */
  readonly per: 'month' | 'quarter' | 'year' | 'contract-year' | 'period' | 'once';
  /** `days`: a part of the span is charged by its share of the span's days. `none`: always whole. Default `days`. */
  readonly prorate: 'days' | 'none';
  /** Passed through at cost; still a base only where a clause names it. */
  readonly passThrough: boolean;
  /** Percent of tax on top of the amount, for bases that are gross. Default 0. */
  readonly taxPercent: Rational;
  /** What it is charged for, so that levels of that service, site, … find their own charges (`ChargeBase`). */
  readonly for: { readonly by: ForEachKey; readonly values: readonly string[] } | undefined;
  /** For `once`: the local date (day number). */
  readonly on: number | undefined;
}
