import { Rational, toWholeNumber } from '@tallystick/quantities';
import { instancesOf } from '../../scopes/instances-of.js';
import type { ExitOutlook } from '../../statement/exit-projection.js';
import { type Portfolio, portfolioRun, thresholdOf } from '../portfolio.js';
import { type Ahead, labelsAhead } from './ahead.js';
import { outlookOfRun } from './outlook-of-counts.js';

/** A portfolio looks at each period alone: so many of the instances that there are at present have to be worse in one. */
export function outlookOfPortfolio(ahead: Ahead, condition: Portfolio): ExitOutlook {
  const { view, periods } = ahead;
  const instances = instancesOf(view.last.levels, condition.serviceLevel).length;
  const needed = neededOf(condition, instances);
  if (needed > instances || periods === 0) return { kind: 'cannot' };
  if (condition.inARow > 1) {
    const run = portfolioRun(condition, view.outcomes).length;
    return outlookOfRun(ahead, run, condition.inARow, 'periods', condition.serviceLevel);
  }
  return {
    kind: 'misses',
    unit: 'levels',
    serviceLevel: condition.serviceLevel,
    fewest: needed,
    earliest: labelsAhead(ahead, 1, 1),
    latest: labelsAhead(ahead, periods, periods),
  };
}

function neededOf(condition: Portfolio, instances: number): number {
  const threshold = thresholdOf(condition);
  const exact =
    condition.atLeast.kind === 'count'
      ? threshold
      : threshold.times(Rational.of(instances)).dividedBy(Rational.hundred);
  return Math.max(1, toWholeNumber(exact.rounded(0, 'ceil').numerator));
}
