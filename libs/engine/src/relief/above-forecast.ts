import { Rational, toWholeNumber } from '@tallystick/quantities';
import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { judge, type Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { OperandValue } from '../statement/statement.js';

/**
 * Volume above forecast and tolerance: the period is not measured, or as many misses are forgiven as the volume goes
 * beyond them by (part of one forgives none). A forgiven miss counts as met: what is compared and priced is the share
 * with them. A volume of exactly forecast and tolerance forgives nothing.
 */
export function forecastJudgement(
  { period }: PeriodContext,
  level: ServiceLevel,
  measured: Measured,
  judgement: Judgement,
): Judgement {
  const { aboveForecast } = level;
  const { volume, misses = 0 } = measured;
  if (aboveForecast === undefined) return judgement;
  const forecast = aboveForecast.byPeriod.get(period.label) ?? aboveForecast.otherwise;
  if (forecast === undefined || volume === undefined) {
    return withOperands(judgement, { forecast: forecast ?? null });
  }
  const limit = Rational.of(forecast)
    .times(Rational.hundred.plus(aboveForecast.tolerancePercent))
    .dividedBy(Rational.hundred);
  const beyond = Rational.of(volume).minus(limit);
  const isAbove = beyond.isPositive;
  const looked = withOperands(judgement, {
    forecast,
    tolerancePercent: aboveForecast.tolerancePercent.toString(),
    aboveForecast: isAbove,
  });
  if (!isAbove) return looked;
  if (aboveForecast.then === 'not-measured') {
    return {
      ...looked,
      verdict: 'not-measured',
      decidedBy: 'volume-above-forecast-not-measured',
      belowMinimum: false,
    };
  }
  const allowed = toWholeNumber(beyond.rounded(0, 'floor').numerator);
  const forgiven = Math.min(misses, allowed);
  const forgiving = withOperands(looked, { allowedMisses: allowed, forgivenMisses: forgiven });
  // Low volume comes after it, so where both forgive the misses it is this that decides.
  const isBelowTarget = judgement.verdict === 'missed' || judgement.decidedBy === 'low-volume-misses-allowed';
  if (!isBelowTarget || forgiven === 0) return forgiving;
  const relieved = judge(level, withForgiven(measured, forgiven));
  if (relieved.decidedBy === 'value' && relieved.verdict === 'met') {
    return {
      ...forgiving,
      verdict: 'met',
      decidedBy: 'volume-above-forecast-misses-allowed',
      belowMinimum: false,
      compared: relieved.compared,
    };
  }
  // Relief only ever helps: what other relief lets be met stays met.
  return judgement.verdict === 'met' ? forgiving : { ...relieved, operands: forgiving.operands };
}

/** A share with so many of its misses counted as met. A percentage of a baseline grows with its share. */
function withForgiven(measured: Measured, forgiven: number): Measured {
  const { numerator, denominator } = measured.own ?? measured;
  const { value } = measured;
  if (numerator === undefined || denominator === undefined || value === undefined) return measured;
  const misses = measured.misses! - forgiven;
  const better = numerator.plus(Rational.of(forgiven));
  if (measured.own === undefined) {
    return {
      ...measured,
      numerator: better,
      misses,
      value: better.times(Rational.hundred).dividedBy(denominator),
    };
  }
  if (numerator.isZero) return { ...measured, misses };
  return { ...measured, misses, value: value.times(better).dividedBy(numerator) };
}

function withOperands(judgement: Judgement, operands: Readonly<Record<string, OperandValue>>): Judgement {
  return { ...judgement, operands: { ...judgement.operands, ...operands } };
}
