import type { Rational } from '@tallystick/quantities';
import type { DecidedBy, Evidence, OperandValue, Unit } from '../statement/statement.js';

/** What a measure found in one part of a period. Figures at once; the lists behind them when they are asked for. */
export interface Measured {
  readonly unit: Unit;
  /** In the unit of the measure (a percentage for `percent`); absent where there was nothing to measure. */
  readonly value: Rational | undefined;
  /** What was counted of what; for `percent` value = 100 × numerator / denominator, else numerator / denominator. */
  readonly numerator: Rational | undefined;
  readonly denominator: Rational | undefined;
  /** How many things were counted; absent where the measure counts none. */
  readonly volume: number | undefined;
  /** How many of them missed; absent where the measure does not tell. */
  readonly misses: number | undefined;
  /** How many events a fixed price per event is due for. */
  readonly events: number;
  /** For availability: agreed service time less what is excluded, and what of it was lost. */
  readonly time: { readonly serviceSeconds: Rational; readonly downSeconds: Rational } | undefined;
  /** For a reported level without a figure: what the terms make of it. */
  readonly unreported: 'missed' | 'not-measured' | undefined;
  /** Why there is no figure or no value; absent: none was reported, or there was nothing to measure. */
  readonly lackingBecause?: Extract<
    DecidedBy,
    'not-reported-in-time' | 'report-not-due' | 'baseline-period' | 'no-baseline'
  >;
  /** Held against a baseline: what was measured in the measure's own unit. */
  readonly own?: Pick<Measured, 'unit' | 'value' | 'numerator' | 'denominator'>;
  /** For statistics of readings: how many of them do not keep the target's comparison with a value in their own unit. */
  readonly missesAgainst?: (value: Rational) => number;
  readonly operands: Readonly<Record<string, OperandValue>>;
  readonly evidence: () => Evidence;
}
