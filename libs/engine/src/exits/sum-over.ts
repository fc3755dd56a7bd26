import { Rational } from '@tallystick/quantities';
import { chargesWithin } from '../charges/charge-stretches.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { ExitConditionOf } from './exit-finding.js';

/**
 * Credits or points of the last n periods against a threshold. Near: one more period as bad as the worst of the
 * window, after the oldest has left it, would reach the threshold.
 */
export const findSumOver: ExitConditionOf<'sum-over'> = (condition, outcomes) => {
  const { sumOf, threshold, strict, overPeriods } = condition;
  const window = outcomes.slice(-overPeriods);
  const amountOf = (outcome: PeriodOutcome): Rational =>
    sumOf === 'credits' ? outcome.credits.payable : outcome.points;
  const amounts = window.map(amountOf);
  const sum = Rational.sum(amounts);
  const limit = limitOver(threshold, window);
  const reaches = (amount: Rational): boolean => amount.compare(limit) >= (strict ? 1 : 0);
  const held = reaches(sum);
  const worst = amounts.reduce((most, amount) => Rational.max(most, amount), Rational.zero);
  const kept = Rational.sum(outcomes.slice(-Math.max(0, overPeriods - 1)).map(amountOf));
  const next = overPeriods === 1 ? worst : kept.plus(worst);
  return {
    held,
    near: !held && worst.isPositive && reaches(next),
    unit: sumOf === 'credits' ? 'money' : 'points',
    reached: sum,
    threshold: limit,
    distance: held ? Rational.zero : Rational.max(limit.minus(sum), Rational.zero),
    withinPeriods: undefined,
    window: window.map((outcome, index) => ({
      outcome,
      amount: amounts[index]!,
      counts: !amounts[index]!.isZero,
    })),
  };
};

type Threshold = Parameters<typeof findSumOver>[0]['threshold'];

/** A percentage is of the named charges over the same periods. */
function limitOver(threshold: Threshold, window: readonly PeriodOutcome[]): Rational {
  switch (threshold.kind) {
    case 'money':
      return threshold.amount;
    case 'points':
      return threshold.points;
    case 'percent': {
      const base = Rational.sum(
        window.map((outcome) => chargesWithin(outcome.charges, threshold.of, outcome.period)),
      );
      return base.times(threshold.percent).dividedBy(Rational.hundred);
    }
  }
}
