import type { Rational } from '@tallystick/quantities';
import type { ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';

/** One period as an exit condition sees it. */
export interface WindowEntry {
  readonly outcome: PeriodOutcome;
  /** What it adds, for sums. */
  readonly amount: Rational | undefined;
  readonly counts: boolean;
}

/** How an exit condition stands at the end of one period. */
export interface ExitFinding {
  readonly held: boolean;
  /** One step away: one more such period would open the right. */
  readonly near: boolean;
  readonly unit: 'periods' | 'money' | 'points';
  readonly reached: Rational;
  readonly threshold: Rational;
  /** What is missing to the threshold; zero where the condition holds. */
  readonly distance: Rational;
  /** How many periods ahead the missing misses may come at the latest; absent where that has no meaning. */
  readonly withinPeriods: number | undefined;
  readonly window: readonly WindowEntry[];
}

/**
 * How one kind of condition reads a history. `outcomes` are all periods from the start of the term; the last is the
 * one looked at.
 */
export type ExitConditionOf<Kind extends ExitCondition['kind']> = (
  condition: Extract<ExitCondition, { kind: Kind }>,
  outcomes: readonly PeriodOutcome[],
) => ExitFinding;
