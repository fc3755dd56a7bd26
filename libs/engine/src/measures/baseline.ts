import { Rational } from '@tallystick/quantities';
import type { Baseline, ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { historyBefore, ownValueOf } from './level-values.js';
import type { Measured } from './measured.js';

/**
 * The measured value as a percentage of the level's baseline, where it has one (design 3, "relative to a baseline").
 * It is a plain number then, exact until it is brought to a number of places. The operands show the baseline, and what
 * the target and the edges of the price's bands come to in the measure's own unit.
 */
export function againstBaseline(context: PeriodContext, level: ServiceLevel, measured: Measured): Measured {
  if (level.baseline === undefined) return measured;
  const { unit, value, numerator, denominator } = measured;
  const own = { unit, value, numerator, denominator };
  const found = baselineOf(context, level, level.baseline);
  const operands = { ...measured.operands, ownUnit: unit, ownValue: value?.toString() ?? null };
  if (found.kind !== 'baseline') {
    return {
      ...measured,
      unit: 'number',
      value: undefined,
      numerator: undefined,
      denominator: undefined,
      misses: undefined,
      own,
      operands: { ...operands, baseline: null, thresholds: null },
      // Without a value the level itself says why, but the periods of the baseline are never measured.
      ...(found.kind === 'baseline-period' || value !== undefined
        ? { unreported: undefined, lackingBecause: found.kind }
        : {}),
    };
  }
  const { baseline } = found;
  const percentage = value?.times(Rational.hundred).dividedBy(baseline);
  const inOwnUnit = (share: Rational): Rational => share.times(baseline).dividedBy(Rational.hundred);
  return {
    ...measured,
    unit: 'number',
    value: percentage,
    numerator: percentage,
    denominator: percentage === undefined ? undefined : Rational.one,
    misses: measured.missesAgainst?.(inOwnUnit(level.target.expected)) ?? measured.misses,
    events: measured.missesAgainst?.(inOwnUnit(level.target.expected)) ?? measured.events,
    own,
    operands: {
      ...operands,
      baseline: baseline.toDecimal(),
      thresholds: thresholdsOf(level).map((share) => inOwnUnit(share).toDecimal()),
    },
  };
}

type Found =
  | { readonly kind: 'baseline'; readonly baseline: Rational }
  | { readonly kind: 'baseline-period' | 'no-baseline' };

/** Periods are those of the level's present history; a baseline of 0, or below it, has no percentages. */
function baselineOf(context: PeriodContext, level: ServiceLevel, baseline: Baseline): Found {
  if (baseline.kind === 'value') return foundOf(baseline.value);
  const history = historyBefore(context, level.id);
  const ownValue = (index: number): Rational | undefined => {
    const outcome = history[index]?.levels.get(level.id);
    return outcome === undefined ? undefined : ownValueOf(outcome);
  };
  switch (baseline.kind) {
    case 'periods-ago':
      return foundOf(ownValue(history.length - baseline.periods));
    case 'first-periods': {
      if (history.length < baseline.periods) return { kind: 'baseline-period' };
      const first = Array.from({ length: baseline.periods }, (_, index) => ownValue(index));
      const values = first.filter((value) => value !== undefined);
      if (values.length === 0) return { kind: 'no-baseline' };
      return foundOf(Rational.sum(values).dividedBy(Rational.of(values.length)));
    }
  }
}

function foundOf(baseline: Rational | undefined): Found {
  return baseline?.isPositive === true ? { kind: 'baseline', baseline } : { kind: 'no-baseline' };
}

/** Target, minimum and the edges of the bands, each once, in that order. */
function thresholdsOf({ target, credit }: ServiceLevel): Rational[] {
  const bands = credit?.rule.kind === 'bands' ? credit.rule.bands : [];
  const all = [
    target.expected,
    target.minimum,
    ...bands.flatMap(({ lower, upper }) => [lower?.value, upper?.value]),
  ].filter((value) => value !== undefined);
  return all.filter((value, index) => all.findIndex((other) => other.equals(value)) === index);
}
