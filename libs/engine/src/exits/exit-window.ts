import type { DayNumber } from '@tallystick/quantities';
import type { ExitWindow } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { contractYearOf } from '../periods/contract-year.js';
import type { ExitView } from './exit-finding.js';

type Periods = Pick<ExitView, 'world' | 'last'>;

/**
 * Which of some periods lie in the window that ends with the last period, or with one so many periods after it. A
 * contract year holds the periods that begin in it.
 */
export function windowOf(
  window: ExitWindow,
  view: Periods,
  outcomes: readonly PeriodOutcome[],
  ahead = 0,
): PeriodOutcome[] {
  const end = view.last.period.index + ahead;
  const first = firstIndexOf(window, view, end);
  return outcomes.filter(({ period }) => period.index >= first && period.index <= end);
}

/** How many of the periods after the last one lie in the window that ends with the one so many periods after it. */
export function aheadWithin(window: ExitWindow, view: Periods, ahead: number): number {
  const { index } = view.last.period;
  return Math.min(ahead, index + ahead - firstIndexOf(window, view, index + ahead) + 1);
}

function firstIndexOf(window: ExitWindow, { world }: Pick<Periods, 'world'>, end: number): number {
  switch (window.kind) {
    case 'periods':
      return end - window.periods + 1;
    case 'contract-year': {
      const year = contractYearOf(world.grid.at(end).from, termOf(world));
      let first = end;
      while (first > 0 && world.grid.at(first - 1).from >= year.from) first -= 1;
      return first;
    }
  }
}

function termOf(world: PeriodWorld): { readonly from: DayNumber } {
  return world.environment.terms.versions[0]!;
}

/** Further misses that would make a count hold: how few, and in which of the next periods. */
export interface CountPlan {
  readonly fewest: number;
  /** How many periods ahead the count is reached at the earliest and at the latest with so few. */
  readonly earliest: number;
  readonly latest: number;
}

/**
 * The fewest further misses with which a count over a window reaches what is needed, where each of the next periods
 * adds at most `each`; undefined where the periods ahead cannot. `known` says what already counts stays in the window
 * that ends so many periods ahead: it never grows within one window.
 */
export function planCount(
  view: Periods,
  window: ExitWindow,
  needed: number,
  known: (ahead: number) => number,
  each: number,
  horizon: number,
): CountPlan | undefined {
  let plan: CountPlan | undefined;
  for (let ahead = 1; ahead <= horizon; ahead += 1) {
    const missing = Math.max(1, needed - known(ahead));
    if (missing > aheadWithin(window, view, ahead) * each) continue;
    if (plan === undefined || missing < plan.fewest) {
      plan = { fewest: missing, earliest: ahead, latest: ahead };
    } else if (missing === plan.fewest) {
      plan = { ...plan, latest: ahead };
    }
  }
  return plan;
}

/**
 * How many periods after the last one have to be looked at for every way of filling a window: as many as it is long, or
 * to the end of the next contract year; no further than the term reaches.
 */
export function horizonOf(window: ExitWindow, { world, last }: Periods): number {
  const { index, from } = last.period;
  const left = world.grid.count - 1 - index;
  if (window.kind === 'periods') return Math.min(window.periods, left);
  const term = termOf(world);
  const nextYear = contractYearOf(contractYearOf(from, term).to + 1, term);
  let ahead = 0;
  while (ahead < left && world.grid.at(index + ahead + 1).from <= nextYear.to) ahead += 1;
  return ahead;
}
