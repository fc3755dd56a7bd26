import type { ExitCondition } from '@tallystick/terms';
import type { ExitOutlook } from '../../statement/exit-projection.js';
import { countedCaps } from '../cap-reached.js';
import type { CombinedCondition } from '../combined.js';
import { findExit } from '../exit-conditions.js';
import type { ExitView } from '../exit-finding.js';
import type { ExitOutcome } from '../exit-history.js';
import { exitRunOf } from '../exit-standing.js';
import { countedOccurrences } from '../obligation-missed.js';
import { isOpen } from '../occasion.js';
import { countedTimes } from '../times-of.js';
import type { Ahead } from './ahead.js';
import { outlookOfCount, outlookOfRun } from './outlook-of-counts.js';
import { outlookOfChronic, outlookOfEvent } from './outlook-of-events.js';
import { outlookOfMean } from './outlook-of-mean.js';
import { outlookOfPortfolio } from './outlook-of-portfolio.js';
import { outlookOfSum } from './outlook-of-sums.js';

/**
 * What would have to happen in the next periods for an exit right to arise, under the terms as they stand: with everything
 * else going well, the least that brings it about. A condition on a `forEach` level is looked at for the instance that
 * is nearest at present.
 */
export function projectExit({ trigger, occasion, outlookFrom }: ExitOutcome, periods: number): ExitOutlook {
  if (isOpen(occasion) || occasion?.state === 'exercised') return { kind: 'arisen' };
  const { world, last } = outlookFrom;
  const left = world.grid.count - 1 - last.period.index;
  const ahead = { view: outlookFrom, periods: Math.min(periods, left) };
  return ahead.periods <= 0 ? { kind: 'cannot' } : outlookOf(trigger.when, ahead, outlookFrom);
}

function outlookOf(condition: ExitCondition, ahead: Ahead, view: ExitView): ExitOutlook {
  const nearest = (named: string): string => findExit(condition, view).serviceLevel ?? named;
  switch (condition.kind) {
    case 'in-a-row': {
      const serviceLevel = nearest(condition.serviceLevel);
      const run = exitRunOf(view.outcomes, serviceLevel, condition.below).length;
      return outlookOfRun(ahead, run, condition.count, 'periods', serviceLevel);
    }
    case 'times-of':
      return outlookOfCount(ahead, countedTimes(condition, view, nearest(condition.serviceLevel)));
    case 'obligation':
      return outlookOfCount(ahead, countedOccurrences(condition, view));
    case 'cap-reached':
      return outlookOfCount(ahead, countedCaps(condition, view));
    case 'sum-over':
      return outlookOfSum(ahead, condition);
    case 'rolling-mean':
      return outlookOfMean(ahead, condition, nearest(condition.serviceLevel));
    case 'event':
      return outlookOfEvent(ahead, condition);
    case 'chronic':
      return outlookOfChronic(ahead, condition);
    case 'portfolio':
      return outlookOfPortfolio(ahead, condition);
    case 'any-of':
    case 'all-of':
      return outlookOfCombined(condition, ahead, view);
  }
}

/** One that cannot arise stands in the way of all, and is only said where any is enough. */
function outlookOfCombined(condition: CombinedCondition, ahead: Ahead, view: ExitView): ExitOutlook {
  const needs = condition.kind === 'any-of' ? 'any' : 'all';
  const branches = (findExit(condition, view).branches ?? []).map((branch) => ({
    branch: branch.name,
    condition: branch.condition.kind,
    outlook:
      needs === 'all' && branch.finding.held
        ? ({ kind: 'holds' } as const)
        : outlookOf(branch.condition, ahead, view),
  }));
  const cannot = branches.filter(({ outlook }) => outlook.kind === 'cannot').length;
  if (needs === 'all' ? cannot > 0 : cannot === branches.length) return { kind: 'cannot' };
  return { kind: 'combined', needs, branches };
}
