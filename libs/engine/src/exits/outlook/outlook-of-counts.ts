import type { ExitOutlook } from '../../statement/exit-projection.js';
import type { ExitUnit } from '../../statement/exits.js';
import { type Counted, knownAfter } from '../count-finding.js';
import { planCount } from '../exit-window.js';
import { type Ahead, labelsAhead } from './ahead.js';

/** A count over a window: the fewest that are missing, as early and as late as they may come. */
export function outlookOfCount(ahead: Ahead, counted: Counted): ExitOutlook {
  const { view, periods } = ahead;
  const { window, times, each, unit, serviceLevel } = counted;
  const plan = planCount(view, window, times, (by) => knownAfter(view, counted, by), each, periods);
  if (plan === undefined) return { kind: 'cannot' };
  const { fewest, earliest, latest } = plan;
  // Where one period can have several they may all come in it.
  const length = each === 1 ? fewest : 1;
  return {
    kind: 'misses',
    unit,
    serviceLevel: serviceLevel ?? null,
    fewest,
    earliest: labelsAhead(ahead, earliest - length + 1, earliest),
    latest: labelsAhead(ahead, latest - length + 1, latest),
  };
}

/** A run: one that has begun has to go on at once, a new one may come at any time. */
export function outlookOfRun(
  ahead: Ahead,
  run: number,
  count: number,
  unit: ExitUnit,
  serviceLevel: string,
): ExitOutlook {
  const fewest = Math.max(1, count - run);
  if (fewest > ahead.periods) return { kind: 'cannot' };
  const first = run > 0 ? 1 : ahead.periods - fewest + 1;
  return {
    kind: 'misses',
    unit,
    serviceLevel,
    fewest,
    earliest: labelsAhead(ahead, 1, fewest),
    latest: labelsAhead(ahead, first, first + fewest - 1),
  };
}
