import { Rational, toWholeNumber } from '@tallystick/quantities';
import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { OperandValue } from '../statement/statement.js';

/**
 * Volume above forecast and tolerance: the period is not measured, or as many misses are forgiven as the volume goes
 * beyond them by (part of one forgives none): with no more misses than that the level is met, with more its value
 * stands. A volume of exactly forecast and tolerance forgives nothing.
 */
export function forecastJudgement(
  { period }: PeriodContext,
  { aboveForecast }: ServiceLevel,
  { volume, misses }: Measured,
  judgement: Judgement,
): Judgement {
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
  const forgiving = withOperands(looked, { allowedMisses: allowed });
  // Low volume comes after it, so where both forgive the misses it is this that decides.
  const isBelowTarget = judgement.verdict === 'missed' || judgement.decidedBy === 'low-volume-misses-allowed';
  if (!isBelowTarget || misses === undefined || misses > allowed) return forgiving;
  return {
    ...forgiving,
    verdict: 'met',
    decidedBy: 'volume-above-forecast-misses-allowed',
    belowMinimum: false,
  };
}

function withOperands(judgement: Judgement, operands: Readonly<Record<string, OperandValue>>): Judgement {
  return { ...judgement, operands: { ...judgement.operands, ...operands } };
}
