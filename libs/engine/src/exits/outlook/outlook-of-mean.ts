import { Rational } from '@tallystick/quantities';
import type { Comparison, ExitCondition } from '@tallystick/terms';
import type { ExitOutlook } from '../../statement/exit-projection.js';
import { levelOf, meanEntries, targetOf, unitOf } from '../rolling-mean.js';
import { type Ahead, labelsAhead } from './ahead.js';

const opposites: Readonly<Record<Comparison, Extract<ExitOutlook, { kind: 'mean' }>['worse']>> = {
  'at-least': 'less-than',
  'more-than': 'at-most',
  'at-most': 'more-than',
  'less-than': 'at-least',
};

/** A rolling mean: for each of the next periods, than what the mean of the values up to its end has to be worse. */
export function outlookOfMean(
  ahead: Ahead,
  condition: Extract<ExitCondition, { kind: 'rolling-mean' }>,
  serviceLevel: string,
): ExitOutlook {
  const { view } = ahead;
  const target = targetOf(view, serviceLevel);
  if (target === undefined) return { kind: 'cannot' };
  const level = levelOf(condition.below, target);
  const worse = opposites[target.comparison];
  const unit = unitOf(view, serviceLevel);
  const until: { period: string; value: string }[] = [];
  for (let by = 1; by <= ahead.periods; by += 1) {
    const fresh = Math.min(by, condition.periods);
    const kept =
      fresh === condition.periods ? [] : meanEntries(view, serviceLevel, condition.periods - fresh);
    if (kept.length + fresh < condition.periods) continue;
    const known = Rational.sum(kept.map(({ value }) => value));
    const value = level.times(Rational.of(condition.periods)).minus(known).dividedBy(Rational.of(fresh));
    if (unit === 'percent' && !isPossible(worse, value)) continue;
    until.push({ period: labelsAhead(ahead, by, by)[0]!, value: value.toDecimal() });
  }
  return until.length === 0 ? { kind: 'cannot' } : { kind: 'mean', unit, serviceLevel, worse, until };
}

/** Percentages are 0 to 100, so nothing is less than 0 or more than 100. */
function isPossible(worse: Extract<ExitOutlook, { kind: 'mean' }>['worse'], value: Rational): boolean {
  switch (worse) {
    case 'less-than':
      return value.isPositive;
    case 'at-most':
      return !value.isNegative;
    case 'more-than':
      return value.compare(Rational.hundred) < 0;
    case 'at-least':
      return value.compare(Rational.hundred) <= 0;
  }
}
