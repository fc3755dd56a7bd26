import { Rational } from '@tallystick/quantities';
import { bonusesOf } from '../bonuses/bonuses.js';
import { settleCredits } from '../credits/settle-credits.js';
import { earnBacksOf } from '../earn-back/earn-backs.js';
import { governingVersion, levelParts } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import { evaluateLevel } from './evaluate-level.js';
import type { LevelOutcome, PeriodOutcome } from './outcomes.js';
import type { PeriodContext, PeriodWorld } from './period-context.js';

/**
 * One period under its own terms: measure, relieve, compare, gate, price, multiply, combine, cap, bonus and earn-back
 * (design 3). `earlier` are the outcomes of all periods before it, for runs, windows, gates and caps.
 */
export function evaluatePeriod(
  world: PeriodWorld,
  period: Period,
  earlier: readonly PeriodOutcome[],
): PeriodOutcome {
  const { terms } = world.environment;
  const governing = governingVersion(terms, period);
  const charges = world.charges(period.index);
  const workedOut = new Map<string, LevelOutcome>();
  const context: PeriodContext = { world, period, earlier, charges, levels: workedOut };
  const parts = levelParts(terms, period);
  for (const id of governing.terms.evaluationOrder) {
    const own = parts.get(id);
    if (own !== undefined) workedOut.set(id, evaluateLevel(context, id, own));
  }
  // A level that ended within a segmented period is not in the governing terms; nothing there can read its result.
  for (const [id, own] of parts) {
    if (!workedOut.has(id)) workedOut.set(id, evaluateLevel(context, id, own));
  }
  const levels = new Map([...parts.keys()].map((id) => [id, workedOut.get(id)!] as const));
  const complete: PeriodContext = { ...context, levels };
  const points = pointsOf(complete);
  const credits = settleCredits(complete, governing, points);
  const bonuses = bonusesOf(complete, governing);
  const earnBacks = earnBacksOf(complete, governing, credits, bonuses);
  return {
    period,
    governing,
    charges,
    levels,
    due: world.obligations.dueIn(period),
    credits,
    points,
    bonuses,
    earnBacks,
    net: credits.payable.minus(bonuses.paid).minus(earnBacks.paid),
  };
}

/** The points of the levels, and those that missed obligations score. */
function pointsOf({ levels, world, period }: PeriodContext): Rational {
  return Rational.sum([
    ...[...levels.values()].map((level) => level.points ?? Rational.zero),
    world.obligations.pointsIn(period),
  ]);
}
