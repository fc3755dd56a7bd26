import type { Rational, RoundingMode } from '@tallystick/quantities';
import type { Measure } from './measure.js';
import type { ChargeBase, Price } from './price.js';

/** `at-least` and `more-than` want a high value, `at-most` and `less-than` a low one. */
export type Comparison = 'at-least' | 'more-than' | 'at-most' | 'less-than';

export interface Target {
  readonly comparison: Comparison;
  /** In the unit of the measure: percent for shares and availability, seconds for durations, a plain number for counts and scores. */
  readonly expected: Rational;
  /** The second level; worse than this is worse than a plain miss. */
  readonly minimum: Rational | undefined;
}

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
  | {
      readonly kind: 'bands';
      readonly bands: readonly Band[];
      /** The band of a reported level that was not reported: the one farthest from the target. Absent: the nearest. */
      readonly notReported: 'worst-band' | undefined;
    }
  /**
   * So much per unit. `each` is in the measure's unit beyond the target (`value`) or from zero on (`zero`), or seconds
   * of downtime beyond the downtime that the target allows (`lost-time`, availability only).
   */
  | {
      readonly kind: 'per-unit';
      readonly beyond: 'value' | 'lost-time' | 'zero';
      readonly each: Rational;
      readonly round: 'floor' | 'ceil' | 'exact';
      readonly price: Price;
      /** At most so many units. */
      readonly atMostUnits: Rational | undefined;
    }
  /** A fixed price per missed period, or for each missed ticket, outage or unit counted (`event`). */
  | { readonly kind: 'fixed'; readonly per: 'miss' | 'event'; readonly price: Price }
  /**
   * The charges of the time lost (availability only): base × lost seconds / service seconds × factor. `lost`: all
   * downtime, or only what goes beyond the downtime that the target allows.
   */
  | { readonly kind: 'refund'; readonly lost: 'all' | 'beyond-target'; readonly factor: Rational };

/** What further misses in a row cost (design 3, "multiply"). */
export type RepeatRule =
  /** From the nth miss in a row on, the price of the current band is multiplied (never compounded). */
  | { readonly kind: 'factor'; readonly factor: Rational; readonly inARow: number }
  /** From the nth miss in a row on, so much is added to the price. */
  | { readonly kind: 'surcharge'; readonly price: Price; readonly inARow: number }
  /** The price of the nth miss in a row is multiplied by the nth factor; further ones by the last. */
  | { readonly kind: 'escalate'; readonly factors: readonly Rational[] };

/** Which misses have a price (design 3, "gate"). The miss of the period itself counts among them. */
export type Gate =
  /** From the nth miss within the last m periods on. */
  | {
      readonly kind: 'times-of';
      readonly times: number;
      readonly ofPeriods: number;
      /** `at-once`: a miss of the minimum has its price whatever went before. `counted`: it counts as any other. */
      readonly belowMinimum: 'at-once' | 'counted';
    }
  /** From the nth miss in a row on. */
  | { readonly kind: 'in-a-row'; readonly count: number; readonly belowMinimum: 'at-once' | 'counted' };

export interface ServiceLevelCredit {
  readonly rule: CreditRule;
  /** What percentages, days and refunds are of; absent where no price needs one. */
  readonly base: ChargeBase | undefined;
  /** The id of the at-risk pool that weights are of. */
  readonly pool: string | undefined;
  readonly gate: Gate | undefined;
  readonly repeat: RepeatRule | undefined;
  /** The most that this one service level credits in a period. */
  readonly atMost: Price | undefined;
  /** `only-new`: units that the window has priced in an earlier period already are not priced again. */
  readonly counting: 'each-period' | 'only-new';
}

export type LowVolume =
  | { readonly fewerThan: number; readonly then: 'allow-misses'; readonly allowMisses: number }
  | { readonly fewerThan: number; readonly then: 'not-measured' };

/** Volume above a forecast (design 3, "relief"). */
export interface AboveForecast {
  /** Forecast volume by the label of the period, and for every other period. */
  readonly byPeriod: ReadonlyMap<string, number>;
  readonly otherwise: number | undefined;
  /** The volume may exceed the forecast by so many percent before this applies. */
  readonly tolerancePercent: Rational;
  /** `allow-excess`: as many misses as the volume exceeds forecast and tolerance by are forgiven. */
  readonly then: 'not-measured' | 'allow-excess';
}

/** What must be so for the level to be judged at all (design 3, "qualifying condition"). */
export interface Qualifying {
  readonly conditions: readonly (
    | { readonly kind: 'service-level'; readonly serviceLevel: string; readonly is: 'met' | 'not-missed' }
    | { readonly kind: 'obligation'; readonly obligation: string }
  )[];
  readonly otherwise: 'not-measured' | 'met' | 'missed';
}

/** Over which time a level is measured in a period (design 3, "window"). */
export type Window =
  | { readonly kind: 'period' }
  /** The last n periods, the current one among them. */
  | { readonly kind: 'last-periods'; readonly periods: number }
  /** The last n local days that end with the period. */
  | { readonly kind: 'last-days'; readonly days: number }
  /** Any n local days that end with an event of the period: the ones with the most (counts only). */
  | { readonly kind: 'any-days'; readonly days: number }
  /**
   * n local days from the first event on; the next window opens with the first event after it (counts only). Those
   * that end in the period count.
   */
  | { readonly kind: 'days-from-first'; readonly days: number }
  /** Measured only in the last period of each quarter or year, over all of it. Between them it is not measured. */
  | { readonly kind: 'every'; readonly span: 'quarter' | 'year' };

/** The value is held against a baseline: it becomes a percentage of it (design 3, "relative to a baseline"). */
export type Baseline =
  | { readonly kind: 'value'; readonly value: Rational }
  /** The mean value of the first n periods of the level. They themselves are not measured. */
  | { readonly kind: 'first-periods'; readonly periods: number }
  /** The value of n periods ago; not measured where there was none. */
  | { readonly kind: 'periods-ago'; readonly periods: number };

export const forEachKeys = ['service', 'site', 'priority', 'category', 'configurationItem'] as const;
export type ForEachKey = (typeof forEachKeys)[number];

/** One level for each of several values (design 3, "scope"). */
export interface ForEach {
  readonly by: ForEachKey;
  /** Absent: every value that any fact known names. */
  readonly values: readonly string[] | undefined;
}

/** A reward for being better than promised (design 3, "bonus"). */
export interface Bonus {
  readonly clause: string | undefined;
  /** Bands of values that meet the target; a value in none of them (the dead band) earns nothing. */
  readonly bands: readonly Band[];
  readonly base: ChargeBase | undefined;
  /** Nothing is earned in a period in which one of these is so. */
  readonly disqualifiedBy: readonly (
    | {
        readonly kind: 'service-level';
        readonly serviceLevel: string;
        readonly is: 'missed' | 'below-minimum';
      }
    | { readonly kind: 'any-level-missed' }
    | { readonly kind: 'obligation'; readonly obligation: string }
  )[];
  readonly atMost: Price | undefined;
  /** `bank`: it can only be set against later credits. `paid`: it is owed to the provider. */
  readonly settledBy: 'paid' | 'bank';
}

export interface ServiceLevel {
  readonly id: string;
  readonly clause: string | undefined;
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly measure: Measure;
  readonly window: Window;
  readonly forEach: ForEach | undefined;
  /** Of one of several: which level it stands for, and which value. Its `id` is `level/value`. */
  readonly instance: { readonly of: string; readonly by: ForEachKey; readonly value: string } | undefined;
  readonly baseline: Baseline | undefined;
  /** The value is brought to so many decimal places before it is compared. Absent: never rounded (the default). */
  readonly measuredTo: { readonly places: number; readonly mode: RoundingMode } | undefined;
  readonly target: Target;
  readonly lowVolume: LowVolume | undefined;
  readonly aboveForecast: AboveForecast | undefined;
  readonly qualifying: Qualifying | undefined;
  /** Nothing to measure in the period. Default `not-measured`. */
  readonly whenEmpty: 'not-measured' | 'met' | 'missed';
  /** What a not-measured period does to a run of misses. Default `breaks`. */
  readonly notMeasuredInARun: 'breaks' | 'skipped';
  readonly credit: ServiceLevelCredit | undefined;
  readonly bonus: Bonus | undefined;
}
