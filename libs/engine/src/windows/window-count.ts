import { localOfInstant, startOfLocalDate } from '@tallystick/calendar';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { MeasureContext } from '../measures/measure-context.js';
import type { DaySpan } from '../periods/calendar-span.js';
import {
  busiestOf,
  busiestWindow,
  type CountedWindow,
  type EventDay,
  windowsFromFirst,
} from './day-windows.js';
import { goesOn } from './goes-on.js';

/** What the windows of a counting level come to in a period. */
export interface WindowCount {
  /** The window that counts; absent where none ended with the period's days. */
  readonly window: CountedWindow | undefined;
  /** No window ended, but one that an event opened still runs: there is nothing to judge yet. */
  readonly open: boolean;
}

/**
 * The count of a level whose window slides or is opened by an event (design 3, "window"). With `any-days` it is that
 * of the busiest window that ends with an event of the period; with `days-from-first` that of the busiest window whose
 * last day lies in the period, so that each window is judged once. Where the level's history ends, its last window
 * ends with it.
 *
 * @param eventDays in order, over all that the level is measured over.
 * @returns undefined for a level with another window.
 */
export function windowCountOf(
  context: MeasureContext,
  eventDays: () => readonly EventDay[],
): WindowCount | undefined {
  const { window, id } = context.level;
  if (window.kind !== 'any-days' && window.kind !== 'days-from-first') return undefined;
  const events = eventDays();
  const span = daysMeasured(context);
  const own = daysOfPeriod(context);
  if (window.kind === 'any-days') {
    return { window: clipped(busiestWindow(events, window.days, own), span), open: false };
  }
  const closes = !goesOn(context.context, id, own.to);
  const windows = windowsFromFirst(events, window.days);
  const ended = windows.filter(({ to }) => to >= own.from && (to <= own.to || closes));
  const open = ended.length === 0 && windows.some(({ to }) => to > own.to);
  return { window: clipped(busiestOf(ended), span), open };
}

/** The local days that a level is measured over. */
export function daysMeasured({ context, startsAt, endsAt }: MeasureContext): DaySpan {
  const { zone } = context.world;
  return { from: localOfInstant(zone, startsAt).date, to: localOfInstant(zone, endsAt - 1).date };
}

/** Those of them that lie in the period. */
export function daysOfPeriod(context: MeasureContext): DaySpan {
  const { from, to } = daysMeasured(context);
  return { from: Math.max(from, context.period.from), to };
}

function clipped(window: CountedWindow | undefined, span: DaySpan): CountedWindow | undefined {
  return window && { ...window, from: Math.max(window.from, span.from), to: Math.min(window.to, span.to) };
}

/** The same level, measured over some of its local days only. */
export function overDays(context: MeasureContext, { from, to }: DaySpan): MeasureContext {
  const { zone } = context.context.world;
  return {
    ...context,
    startsAt: startOfLocalDate(zone, from),
    endsAt: startOfLocalDate(zone, to + 1),
  };
}

/** The local days of events in order, each with how many there are. */
export function eventDaysOf(
  context: MeasureContext,
  events: readonly { readonly at: EpochSeconds }[],
): EventDay[] {
  const { zone } = context.context.world;
  const counts = new Map<DayNumber, number>();
  for (const { at } of events) {
    const { date } = localOfInstant(zone, at);
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return [...counts].map(([day, count]) => ({ day, count })).sort((a, b) => a.day - b.day);
}
