import type { EpochSeconds } from '@tallystick/quantities';
import type { Period } from '../periods/period.js';
import type { Timeline } from '../timeline/index.js';
import type { Statement } from './statement.js';

/** Tickets that have something happen in the period and no opening, in the order of their keys. */
export function shapeIncompleteTickets(
  timeline: Timeline,
  period: Period,
  valuedAt: EpochSeconds,
): Statement['incompleteTickets'] {
  return timeline.incompleteTickets(valuedAt).flatMap((ticket) => {
    const events = timeline.ticket(ticket, valuedAt).events.filter(({ effectiveAt }) => {
      const at = effectiveAt / 1000;
      return at >= period.startsAt && at < period.endsAt;
    });
    if (events.length === 0) return [];
    return [{ ticket: timeline.ticketKey(ticket), facts: events.map((event) => event.factId) }];
  });
}
