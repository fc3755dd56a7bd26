import { startOfLocalDate } from '@tallystick/calendar';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { Window } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { LevelPart } from '../parts/level-parts.js';
import type { DaySpan } from '../periods/calendar-span.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import { goesOn } from './goes-on.js';
import { historyStart } from './history-start.js';

/** What a part of a level is measured over. */
export interface MeasuredSpan {
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  /** The window has not closed yet, so nothing is judged in this period (`window: { every: quarter }`). */
  readonly open: boolean;
}

/**
 * The time that a level is measured over in a part of a period: the part itself, or the window that ends with it
 * (design 3, "window"). A window reaches back no further than the level's own history. For the counts of sliding
 * windows and of windows that an event opens it is everything that such a window may hold.
 */
export function measuredSpan(
  context: PeriodContext,
  part: LevelPart,
  own: Pick<MeasuredSpan, 'startsAt' | 'endsAt'>,
): MeasuredSpan {
  const { window } = part.clause;
  if (window.kind === 'period') return { ...own, open: false };
  const { grid, zone } = context.world;
  const first = windowStart(grid, window, context.period, part.to);
  const from = Math.max(first, historyStart(context, part));
  return {
    startsAt: from === part.from ? own.startsAt : startOfLocalDate(zone, from),
    endsAt: own.endsAt,
    open: window.kind === 'every' && isOpen(context, window.span, part),
  };
}

/** The first local day of a window that ends with a day of a period, wherever the level's history begins. */
export function windowStart(grid: PeriodGrid, window: Window, period: Period, to: DayNumber): DayNumber {
  switch (window.kind) {
    case 'period':
      return period.from;
    case 'last-periods':
      return grid.at(Math.max(0, period.index - window.periods + 1)).from;
    case 'last-days':
      return to - window.days + 1;
    case 'any-days':
      return period.from - window.days + 1;
    // An event of any earlier day may have moved the windows that came after it.
    case 'days-from-first':
      return grid.at(0).from;
    case 'every':
      return spanOf(grid, window.span, period).from;
  }
}

/** The quarter or year that a period lies in; the period itself where it is longer. */
function spanOf(grid: PeriodGrid, kind: 'quarter' | 'year', period: Period): DaySpan {
  const span = grid.spanAround(kind, period.to);
  return { from: Math.min(span.from, period.from), to: Math.max(span.to, period.to) };
}

/** Whether later periods of the level still belong to the quarter or year. */
function isOpen(context: PeriodContext, kind: 'quarter' | 'year', part: LevelPart): boolean {
  const { world, period } = context;
  const closed = spanOf(world.grid, kind, period).to <= period.to;
  return !closed && goesOn(context, part.clause.id, part.to);
}
