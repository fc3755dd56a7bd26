import type { Rational, RoundingMode } from '@tallystick/quantities';
import type { Measure } from './measure.js';

/** `at-least` and `more-than` want a high value, `at-most` and `less-than` a low one. */
export type Comparison = 'at-least' | 'more-than' | 'at-most' | 'less-than';

export interface Target {
  readonly comparison: Comparison;
  /** In the unit of the measure: percent for shares and availability, seconds for durations, a plain number for counts and scores. */
  readonly expected: Rational;
  /** The second level; worse than this is worse than a plain miss. */
  readonly minimum: Rational | undefined;
}

/** What a band, a unit or an event is worth. */
export type Price =
  | { readonly kind: 'percent'; readonly percent: Rational }
  | { readonly kind: 'money'; readonly amount: Rational }
  | { readonly kind: 'points'; readonly points: Rational };

/**
 * A half-open band of the measured value. An absent bound is unbounded. A value stands in exactly one band: the loader
 * refuses gaps and overlaps.
 */
export interface Band {
  readonly lower: { readonly value: Rational; readonly inclusive: boolean } | undefined;
  readonly upper: { readonly value: Rational; readonly inclusive: boolean } | undefined;
  readonly price: Price;
  readonly clause: string | undefined;
}

export type CreditRule =
  /** The band that the value stands in. */
  | { readonly kind: 'bands'; readonly bands: readonly Band[] }
  /**
   * So much per unit beyond the target. `each` is in the measure's unit (`value`), or seconds of downtime beyond the
   * downtime that the target allows (`lost-time`, availability only).
   */
  | {
      readonly kind: 'per-unit';
      readonly beyond: 'value' | 'lost-time';
      readonly each: Rational;
      readonly round: 'floor' | 'ceil' | 'exact';
      readonly price: Price;
      /** At most so many units. */
      readonly atMostUnits: Rational | undefined;
    }
  /** A fixed price per missed period, or for each missed ticket, outage or unit counted (`event`). */
  | { readonly kind: 'fixed'; readonly per: 'miss' | 'event'; readonly price: Price };

export interface RepeatRule {
  readonly factor: Rational;
  /** From the nth miss in a row on, the price of the current band is multiplied (never compounded). */
  readonly inARow: number;
}

export interface ServiceLevelCredit {
  readonly rule: CreditRule;
  /** Ids of the charges that percentages are of. */
  readonly of: readonly string[];
  readonly repeat: RepeatRule | undefined;
  /** The most that this one service level credits in a period. */
  readonly atMost: Price | undefined;
}

export type LowVolume =
  | { readonly fewerThan: number; readonly then: 'allow-misses'; readonly allowMisses: number }
  | { readonly fewerThan: number; readonly then: 'not-measured' };

export interface ServiceLevel {
  readonly id: string;
  readonly clause: string | undefined;
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly measure: Measure;
  /** The value is brought to so many decimal places before it is compared. Absent: never rounded (the default). */
  readonly measuredTo: { readonly places: number; readonly mode: RoundingMode } | undefined;
  readonly target: Target;
  readonly lowVolume: LowVolume | undefined;
  /** Nothing to measure in the period. Default `not-measured`. */
  readonly whenEmpty: 'not-measured' | 'met' | 'missed';
  /** What a not-measured period does to a run of misses. Default `breaks`. */
  readonly notMeasuredInARun: 'breaks' | 'skipped';
  readonly credit: ServiceLevelCredit | undefined;
}
