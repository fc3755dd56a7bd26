import { Rational } from '@tallystick/quantities';
import type { ExitOutlook } from '../../statement/exit-projection.js';
import { aheadWithin, windowOf } from '../exit-window.js';
import { amountOf, countedLevels, limitOver, type SumOver, sumUnits } from '../sum-amounts.js';
import { type Ahead, labelsAhead } from './ahead.js';

/**
 * A sum: for each of the next periods, what is missing to its threshold at its end. The base of a percentage goes on
 * with the charges of the periods to come.
 */
export function outlookOfSum(ahead: Ahead, condition: SumOver): ExitOutlook {
  const { view, periods } = ahead;
  const { world, last, outcomes } = view;
  const until: { period: string; amount: string }[] = [];
  for (let by = 1; by <= periods; by += 1) {
    const known = windowOf(condition.window, view, outcomes, by);
    const fresh = aheadWithin(condition.window, view, by);
    const next = Array.from({ length: fresh }, (_, index) =>
      world.grid.at(last.period.index + by - fresh + 1 + index),
    );
    const limit = limitOver(condition.threshold, world, [...known.map(({ period }) => period), ...next]);
    const sum = Rational.sum(known.map((outcome) => amountOf(condition, world, outcome)));
    const missing = Rational.max(limit.minus(sum), Rational.zero);
    const most = mostOf(ahead, condition, next);
    const order = most === undefined ? -1 : missing.compare(most);
    if (order > 0 || (condition.strict && order === 0)) continue;
    until.push({ period: labelsAhead(ahead, by, by)[0]!, amount: missing.toDecimal() });
  }
  if (until.length === 0) return { kind: 'cannot' };
  return { kind: 'amounts', unit: sumUnits[condition.sumOf], strict: condition.strict, until };
}

/** The most that some periods can add, where there is a most: a service is down all the time, every level is missed. */
function mostOf(
  { view }: Ahead,
  condition: SumOver,
  next: readonly { readonly startsAt: number; readonly endsAt: number }[],
): Rational | undefined {
  switch (condition.sumOf) {
    case 'downtime':
      return Rational.of(next.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0));
    case 'missed-levels':
      return Rational.of(countedLevels(condition, view.last).length * next.length);
    case 'credits':
    case 'points':
    case 'misses':
      return undefined;
  }
}
