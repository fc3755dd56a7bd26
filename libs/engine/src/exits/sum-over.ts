import { Rational } from '@tallystick/quantities';
import type { ExitConditionOf } from './exit-finding.js';
import { windowOf } from './exit-window.js';
import { amountOf, downtimeMoments, limitOver, sumUnits } from './sum-amounts.js';

/**
 * What the periods of a window add up to against a threshold. Near: one more period as bad as the worst of the window
 * would reach the threshold, after what is too old has left it.
 */
export const findSumOver: ExitConditionOf<'sum-over'> = (condition, view) => {
  const { world, outcomes } = view;
  const { sumOf, threshold, strict } = condition;
  const window = windowOf(condition.window, view, outcomes);
  const amounts = window.map((outcome) => amountOf(condition, world, outcome));
  const sum = Rational.sum(amounts);
  const limit = limitOver(
    threshold,
    world,
    window.map(({ period }) => period),
  );
  const reaches = (amount: Rational): boolean => amount.compare(limit) >= (strict ? 1 : 0);
  // A window in which every base comes to nothing reaches no percentage of it.
  const held = sum.isPositive && reaches(sum);
  const worst = amounts.reduce((most, amount) => Rational.max(most, amount), Rational.zero);
  const goesOn = view.last.period.index + 1 < world.grid.count;
  const next = goesOn
    ? Rational.sum(
        windowOf(condition.window, view, window, 1).map((outcome) => amounts[window.indexOf(outcome)]!),
      )
    : Rational.zero;
  return {
    held,
    near: !held && goesOn && worst.isPositive && reaches(next.plus(worst)),
    unit: sumUnits[sumOf],
    reached: sum,
    threshold: limit,
    strict,
    distance: held ? Rational.zero : Rational.max(limit.minus(sum), Rational.zero),
    by: undefined,
    serviceLevel: undefined,
    window: window.map((outcome, index) => ({
      outcome,
      amount: amounts[index]!,
      counts: !amounts[index]!.isZero,
    })),
    moments: window.flatMap(({ period }) => downtimeMoments(condition, world, period)),
    opensAt: undefined,
  };
};
