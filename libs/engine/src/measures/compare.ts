import type { Rational } from '@tallystick/quantities';
import type { Comparison, ServiceLevel } from '@tallystick/terms';
import type { DecidedBy, OperandValue, Verdict } from '../statement/statement.js';
import type { Measured } from './measured.js';

/** What a service level came to in one part of a period. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly decidedBy: DecidedBy;
  readonly belowMinimum: boolean;
  /** The value as it was compared; absent where there was none. */
  readonly compared: Rational | undefined;
  /** What relief looked at, beside the operands of the measure. */
  readonly operands?: Readonly<Record<string, OperandValue>>;
  /** The facts behind it that the evidence of the measure does not name. */
  readonly facts?: readonly string[];
}

/** Whether a value keeps a comparison with a level. */
export function keeps(comparison: Comparison, value: Rational, level: Rational): boolean {
  const order = value.compare(level);
  switch (comparison) {
    case 'at-least':
      return order >= 0;
    case 'more-than':
      return order > 0;
    case 'at-most':
      return order <= 0;
    case 'less-than':
      return order < 0;
  }
}

/** Whether the target wants a high value. */
export function wantsHigh(comparison: Comparison): boolean {
  return comparison === 'at-least' || comparison === 'more-than';
}

function withoutValue(level: ServiceLevel, { unreported, lackingBecause }: Measured): Judgement {
  const judged = (decidedBy: DecidedBy, verdict: Verdict): Judgement => ({
    verdict,
    decidedBy,
    belowMinimum: false,
    compared: undefined,
  });
  if (unreported !== undefined) return judged(lackingBecause ?? 'not-reported', unreported);
  if (lackingBecause !== undefined) return judged(lackingBecause, 'not-measured');
  return judged('nothing-to-measure', level.whenEmpty);
}

/**
 * Compares a measured value with its target (design 3, "compare"): never rounded first unless the terms bring the
 * value to a number of places. Nothing to measure comes before low volume, low volume before the comparison.
 */
export function judge(level: ServiceLevel, measured: Measured): Judgement {
  if (measured.value === undefined) return withoutValue(level, measured);
  const { comparison, expected, minimum } = level.target;
  const { measuredTo, lowVolume } = level;
  const compared =
    measuredTo === undefined ? measured.value : measured.value.rounded(measuredTo.places, measuredTo.mode);
  const met = keeps(comparison, compared, expected);
  const low =
    lowVolume !== undefined && measured.volume !== undefined && measured.volume < lowVolume.fewerThan;
  if (low && lowVolume.then === 'not-measured') {
    return { verdict: 'not-measured', decidedBy: 'low-volume-not-measured', belowMinimum: false, compared };
  }
  if (
    low &&
    lowVolume.then === 'allow-misses' &&
    !met &&
    measured.misses !== undefined &&
    measured.misses <= lowVolume.allowMisses
  ) {
    return { verdict: 'met', decidedBy: 'low-volume-misses-allowed', belowMinimum: false, compared };
  }
  return {
    verdict: met ? 'met' : 'missed',
    decidedBy: 'value',
    belowMinimum: !met && minimum !== undefined && !keeps(comparison, compared, minimum),
    compared,
  };
}
