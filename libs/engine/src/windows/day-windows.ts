import type { DayNumber } from '@tallystick/quantities';
import type { DaySpan } from '../periods/calendar-span.js';

/** A local day on which something counted happened, and how often. */
export interface EventDay {
  readonly day: DayNumber;
  readonly count: number;
}

/** Some local days in a row and how much happened on them. */
export interface CountedWindow extends DaySpan {
  readonly count: number;
}

/**
 * Of all windows of so many local days that end with an event of a period, the one with the most events; of equal ones
 * the earliest. Thirty days that end on 30 January begin on 1 January; 31 January is no longer within thirty days of
 * the 1st. A window that ends without an event holds none that one before it did not: it is no news of the period.
 *
 * @param events in order, from as far back as windows reach.
 */
export function busiestWindow(
  events: readonly EventDay[],
  days: number,
  period: DaySpan,
): CountedWindow | undefined {
  let busiest: CountedWindow | undefined;
  let first = 0;
  let count = 0;
  for (const { day, count: more } of events) {
    count += more;
    while (events[first]!.day <= day - days) count -= events[first++]!.count;
    if (day < period.from || day > period.to) continue;
    if (busiest === undefined || count > busiest.count) busiest = { from: day - days + 1, to: day, count };
  }
  return busiest;
}

/**
 * Windows of so many local days one after the other, each opened by the first event after the one before it.
 *
 * @param events in order, from the first day of the level's history on.
 */
export function windowsFromFirst(events: readonly EventDay[], days: number): CountedWindow[] {
  const windows: CountedWindow[] = [];
  for (const { day, count } of events) {
    const last = windows.at(-1);
    if (last !== undefined && day <= last.to) {
      windows[windows.length - 1] = { ...last, count: last.count + count };
    } else {
      windows.push({ from: day, to: day + days - 1, count });
    }
  }
  return windows;
}

/** The window with the most events, of equal ones the earliest. */
export function busiestOf(windows: readonly CountedWindow[]): CountedWindow | undefined {
  return windows.reduce<CountedWindow | undefined>(
    (busiest, window) => (busiest === undefined || window.count > busiest.count ? window : busiest),
    undefined,
  );
}
