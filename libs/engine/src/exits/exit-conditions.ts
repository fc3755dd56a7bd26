import type { ExitCondition } from '@tallystick/terms';
import { findCapReached } from './cap-reached.js';
import { findChronic } from './chronic.js';
import { findCombined, isCombined, type SingleCondition } from './combined.js';
import { findEvent } from './event.js';
import type { ExitConditionOf, ExitFinding, ExitView } from './exit-finding.js';
import { findInARow } from './in-a-row.js';
import { findObligation } from './obligation-missed.js';
import { findPortfolio } from './portfolio.js';
import { findRollingMean } from './rolling-mean.js';
import { findSumOver } from './sum-over.js';
import { findTimesOf } from './times-of.js';

/** The closed set of exit conditions that stand by themselves: one file each. */
const exitConditions: { readonly [Kind in SingleCondition['kind']]: ExitConditionOf<Kind> } = {
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
  if (isCombined(condition)) return findCombined(condition, view, findExit);
  const find = exitConditions[condition.kind] as (condition: ExitCondition, view: ExitView) => ExitFinding;
  return find(condition, view);
}

/** Whether single events make the condition hold on their own days, and not, or not only, the end of a period. */
export function opensByEvents(condition: ExitCondition): boolean {
  if (condition.kind === 'any-of') return condition.of.some(opensByEvents);
  return condition.kind === 'event' || condition.kind === 'chronic';
}
