import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { type Ball, ballInCourt } from './ball.js';
import { type ResponsibilityGaps, responsibilityGaps } from './gaps.js';
import { type OpenPoints, recommendationsOf, risksOf } from './open-points.js';
import { ticketsOfPeriod } from './period-tickets.js';
import { type PeriodView, periodView } from './period-view.js';
import { type Problems, problemsLacking, problemsOf } from './problems.js';
import { type RecurringBy, type RecurringIssue, recurringIssues } from './recurring-issues.js';
import type { Listed } from './foremost.js';
import { type Matrix, matrixOf } from './responsibilities.js';
import { type Results, resultsOf } from './results.js';
import { type Trends, trendsOf } from './trends.js';

/** Who owned what in a period, and what nobody did (design 2, "Accountability, not only support"). */
export interface Accountability {
  readonly view: PeriodView;
  readonly ball: Ball;
  readonly recurring: Readonly<Record<RecurringBy, Listed<RecurringIssue>>>;
  readonly problems: Problems;
  readonly risks: OpenPoints;
  readonly recommendations: OpenPoints;
  readonly matrix: Matrix;
  readonly gaps: ResponsibilityGaps;
  readonly results: Results;
  readonly trends: Trends;
}

/**
 * Works it out for the last of the outcomes, for a statement: no figure of another period and no money depends on it, so
 * that periods which are only evaluated never pay for it.
 */
export function accountabilityOf(world: PeriodWorld, outcomes: readonly PeriodOutcome[]): Accountability {
  const outcome = outcomes.at(-1)!;
  const view = periodView(world, outcome);
  const ball = ballInCourt(view, ticketsOfPeriod(view));
  const problems = problemsOf(view);
  const matrix = matrixOf(view);
  return {
    view,
    ball,
    recurring: recurringIssues(view, problems),
    problems: problemsLacking(problems),
    risks: risksOf(view),
    recommendations: recommendationsOf(view),
    matrix,
    gaps: responsibilityGaps(view, ball.tickets, matrix.areas),
    results: resultsOf(view, outcome),
    trends: trendsOf(view, outcomes),
  };
}
