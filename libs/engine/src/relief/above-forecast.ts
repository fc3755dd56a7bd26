import { Rational } from '@tallystick/quantities';
import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { judge, type Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { OperandValue } from '../statement/statement.js';

/**
 * Volume above forecast and tolerance: the period is not measured, or as many misses are forgiven as the volume goes
 * beyond them by (part of one forgives none). A forgiven miss counts as met: the value that is compared and priced is
 * that with them. With a volume of exactly forecast and tolerance nothing is forgiven.
 */
export function forecastJudgement(
  { period }: PeriodContext,
  level: ServiceLevel,
  measured: Measured,
  judgement: Judgement,
): Judgement {
  const { aboveForecast } = level;
  const { volume } = measured;
  if (aboveForecast === undefined) return judgement;
  const forecast = aboveForecast.byPeriod.get(period.label) ?? aboveForecast.otherwise;
  if (forecast === undefined || volume === undefined) {
    return withOperands(judgement, { forecast: forecast ?? null });
  }
  const limit = Rational.of(forecast)
    .times(Rational.hundred.plus(aboveForecast.tolerancePercent))
    .dividedBy(Rational.hundred);
  const beyond = Rational.of(volume).minus(limit);
  const operands = { forecast, tolerancePercent: aboveForecast.tolerancePercent.toString() };
  if (!beyond.isPositive) return withOperands(judgement, { ...operands, aboveForecast: false });
  if (aboveForecast.then === 'not-measured') {
    return {
      verdict: 'not-measured',
      decidedBy: 'volume-above-forecast-not-measured',
      belowMinimum: false,
      compared: judgement.compared,
      operands: { ...operands, aboveForecast: true },
    };
  }
  const forgiven = Math.min(measured.misses ?? 0, Number(beyond.rounded(0, 'floor').numerator));
  const judged = forgiven === 0 ? judgement : judgeForgiven(level, measured, judgement, forgiven);
  return withOperands(judged, { ...operands, aboveForecast: true, forgiven });
}

/** Judges again with some misses forgiven. Relief only ever helps, so what was met anyway stays as it was judged. */
function judgeForgiven(
  level: ServiceLevel,
  measured: Measured,
  judgement: Judgement,
  forgiven: number,
): Judgement {
  if (judgement.verdict !== 'missed') return judgement;
  const relieved = judge(level, withForgiven(measured, forgiven));
  return relieved.verdict === 'met'
    ? { ...relieved, decidedBy: 'volume-above-forecast-misses-allowed', belowMinimum: false }
    : relieved;
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
