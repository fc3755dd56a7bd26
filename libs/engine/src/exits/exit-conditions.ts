import type { ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { ExitConditionOf, ExitFinding } from './exit-finding.js';
import { findInARow } from './in-a-row.js';
import { findSumOver } from './sum-over.js';
import { findTimesOf } from './times-of.js';

/** The closed set of exit conditions: one file each. */
const exitConditions: { readonly [Kind in ExitCondition['kind']]: ExitConditionOf<Kind> } = {
  'in-a-row': findInARow,
  'times-of': findTimesOf,
  'sum-over': findSumOver,
};

/** How a condition stands at the end of the last of the periods. */
export function findExit(condition: ExitCondition, outcomes: readonly PeriodOutcome[]): ExitFinding {
  const find = exitConditions[condition.kind] as (
    condition: ExitCondition,
    outcomes: readonly PeriodOutcome[],
  ) => ExitFinding;
  return find(condition, outcomes);
}
