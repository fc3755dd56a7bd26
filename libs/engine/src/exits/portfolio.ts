import { Rational } from '@tallystick/quantities';
import type { ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import { instancesOf } from '../scopes/instances-of.js';
import type { ExitConditionOf } from './exit-finding.js';
import { exitStandingOf } from './exit-standing.js';
import { findRun } from './in-a-row.js';
import { isPassedOver, type Standing } from './level-standing.js';

export type Portfolio = Extract<ExitCondition, { kind: 'portfolio' }>;

/** How the instances of a `forEach` level stand in one period. */
interface PortfolioShare {
  readonly worse: number;
  readonly measured: number;
  /** How many are worse, or what percentage of those measured. */
  readonly reached: Rational;
}

/** So many of the instances of a `forEach` level are worse than a level in one period, n periods in a row. */
export const findPortfolio: ExitConditionOf<'portfolio'> = (condition, view) => {
  const { serviceLevel, inARow, atLeast } = condition;
  if (inARow > 1) {
    return findRun(view, portfolioRun(condition, view.outcomes), inARow, serviceLevel);
  }
  const threshold = thresholdOf(condition);
  const shown = view.outcomes.slice(-1);
  const share = shareOf(condition, view.last);
  const reached = shown.length === 0 ? undefined : share.reached;
  const held = reached !== undefined && share.worse > 0 && reached.compare(threshold) >= 0;
  return {
    held,
    near: !held && share.measured > 0 && oneMore(condition, share).compare(threshold) >= 0,
    unit: atLeast.kind === 'percent' ? 'percent' : 'levels',
    reached,
    threshold,
    strict: false,
    distance: reached === undefined ? undefined : Rational.max(threshold.minus(reached), Rational.zero),
    by: undefined,
    serviceLevel,
    window: shown.map((outcome) => ({ outcome, amount: share.reached, counts: held })),
    moments: [],
    opensAt: undefined,
  };
};

/** A percentage is of the instances that were measured; those not measured are left out. */
function shareOf({ serviceLevel, below, atLeast }: Portfolio, outcome: PeriodOutcome): PortfolioShare {
  const instances = instancesOf(outcome.levels, serviceLevel).filter(
    (level) => level.verdict !== 'not-measured',
  );
  const worse = instances.filter((level) => exitStandingOf(outcome, level.id, below) === 'missed').length;
  const measured = instances.length;
  return { worse, measured, reached: figureOf(atLeast.kind, worse, measured) };
}

function figureOf(kind: Portfolio['atLeast']['kind'], worse: number, measured: number): Rational {
  if (kind === 'count') return Rational.of(worse);
  return measured === 0 ? Rational.zero : Rational.of(worse * 100, measured);
}

function oneMore({ atLeast }: Portfolio, { worse, measured }: PortfolioShare): Rational {
  return figureOf(atLeast.kind, Math.min(worse + 1, measured), measured);
}

export function thresholdOf({ atLeast }: Portfolio): Rational {
  return atLeast.kind === 'percent' ? atLeast.percent : Rational.of(atLeast.count);
}

/** The periods of the run that ends with the last one; a period without any measured instance as its terms say. */
export function portfolioRun(condition: Portfolio, outcomes: readonly PeriodOutcome[]): PeriodOutcome[] {
  const run: PeriodOutcome[] = [];
  for (let index = outcomes.length - 1; index >= 0; index -= 1) {
    const outcome = outcomes[index]!;
    const standing = standingOfAll(condition, outcome);
    if (standing === 'missed') run.push(outcome);
    else if (standing !== 'skipped') break;
    if (startsAfresh(condition, outcome)) break;
  }
  return run.reverse();
}

function standingOfAll(condition: Portfolio, outcome: PeriodOutcome): Standing {
  const share = shareOf(condition, outcome);
  if (share.measured > 0) {
    return share.worse > 0 && share.reached.compare(thresholdOf(condition)) >= 0 ? 'missed' : 'kept';
  }
  const instances = instancesOf(outcome.levels, condition.serviceLevel);
  return instances.some(isPassedOver) ? 'skipped' : 'broken';
}

function startsAfresh({ serviceLevel }: Portfolio, outcome: PeriodOutcome): boolean {
  const instances = instancesOf(outcome.levels, serviceLevel);
  return instances.length > 0 && instances.every((level) => level.startsAfresh);
}
