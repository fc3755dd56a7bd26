import { TicketState } from '../timeline/index.js';
import type { PeriodView } from './period-view.js';

/** The tickets that may have been open for some time of a period: opened before its end, and not over before it began. */
export function ticketsOfPeriod({ world, period, before }: PeriodView): number[] {
  const { state, openedAt, endedAt } = world.timeline.tracks(world.environment.valuedAt);
  const tickets: number[] = [];
  for (let ticket = 0; ticket < state.length; ticket += 1) {
    // A ticket that has not ended has no `endedAt` (NaN), which is less than nothing.
    if (
      state[ticket] === TicketState.complete &&
      openedAt[ticket]! < before &&
      !(endedAt[ticket]! <= period.startsAt)
    ) {
      tickets.push(ticket);
    }
  }
  return tickets;
}
