import type { ExitCondition, ExitConditionKind } from '@tallystick/terms';
import { findCapReached } from './cap-reached.js';
import { findChronic } from './chronic.js';
import { findEvent } from './event.js';
import type { ExitConditionOf, ExitFinding, ExitView } from './exit-finding.js';
import { findInARow } from './in-a-row.js';
import { findObligation } from './obligation-missed.js';
import { findPortfolio } from './portfolio.js';
import { findRollingMean } from './rolling-mean.js';
import { findSumOver } from './sum-over.js';
import { findTimesOf } from './times-of.js';

/** The closed set of exit conditions: one file each. */
const exitConditions: { readonly [Kind in ExitConditionKind]: ExitConditionOf<Kind> } = {
  'in-a-row': findInARow,
  'times-of': findTimesOf,
  'sum-over': findSumOver,
  'rolling-mean': findRollingMean,
  event: findEvent,
  chronic: findChronic,
  obligation: findObligation,
  portfolio: findPortfolio,
  'cap-reached': findCapReached,
};

/** How a condition stands at the end of the last period of a view. */
export function findExit(condition: ExitCondition, view: ExitView): ExitFinding {
  const find = exitConditions[condition.kind] as (condition: ExitCondition, view: ExitView) => ExitFinding;
  return find(condition, view);
}

/** Whether single events make the condition hold, on their own days, and not the end of a period. */
export function opensByEvents({ kind }: ExitCondition): boolean {
  return kind === 'event' || kind === 'chronic';
}
