import type { Rational } from '@tallystick/quantities';
import type { Evidence, OperandValue, Unit } from '../statement/statement.js';

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
  readonly operands: Readonly<Record<string, OperandValue>>;
  readonly evidence: () => Evidence;
}
