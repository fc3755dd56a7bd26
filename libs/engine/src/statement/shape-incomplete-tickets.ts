import { wholeSecond } from '@tallystick/quantities';
import type { Evaluation } from '../history/evaluation.js';
import type { Period } from '../periods/period.js';
import type { Statement } from './statement.js';

/** Tickets that have something happen in the period and no opening, in the order of their keys. */
export function shapeIncompleteTickets(
  { timeline, environment, incompleteTickets }: Evaluation,
  period: Period,
): Statement['incompleteTickets'] {
  return incompleteTickets.flatMap((ticket) => {
    const events = timeline.ticket(ticket, environment.valuedAt).events.filter(({ effectiveAt }) => {
      const at = wholeSecond(effectiveAt);
      return at >= period.startsAt && at < period.endsAt;
    });
    if (events.length === 0) return [];
    return [{ ticket: timeline.ticketKey(ticket), facts: events.map((event) => event.factId) }];
  });
}
