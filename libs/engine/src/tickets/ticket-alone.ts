import type { Obligation, TermsInForce } from '@tallystick/terms';
import { termsAsKnown } from '../history/terms-as-known.js';
import { nthKey } from '../obligations/arising.js';
import { isTicketEvent } from '../obligations/ticket-events.js';
import type { Knowledge } from '../statement/statement-input.js';
import type { Timeline } from '../timeline/index.js';

type Known = Pick<Knowledge, 'timeline' | 'zones'>;

/**
 * What is known of one ticket, with what is about no ticket: all that its clocks, its relief and its ball depend on, so
 * that they are read without going through every other ticket. Where the tickets of an agreement hang together, it is
 * everything that is known.
 *
 * @returns undefined where no fact of the ticket counts.
 */
export function knowledgeOfTicket<Whole extends Known>(known: Whole, ticket: string): Whole | undefined {
  const index = known.timeline.ticketIndex(ticket);
  if (index === undefined) return undefined;
  const timeline = known.timeline.ofTicket(index);
  const facts = timeline.factIdsOfTicket(0).length;
  if (facts === 0) return undefined;
  return standsAlone(known, ticket, facts) ? { ...known, timeline } : known;
}

/**
 * Whether nothing of other tickets reaches the ticket. Only the lateness of what a party owes for tickets does, where
 * it is relief: a fact about it that names no occurrence means the oldest one of any ticket, and the keys of a ticket's
 * occurrences may be taken by those of another.
 */
function standsAlone({ timeline, zones }: Known, ticket: string, facts: number): boolean {
  const giving = givingRelief(termsAsKnown(timeline, zones));
  if (giving.length === 0) return true;
  if (giving.some(({ fulfilledBy }) => fulfilledBy.kind !== 'fact')) return false;
  if (ticket.includes('#')) return false;
  for (let nth = 2; nth <= facts; nth += 1) {
    if (timeline.ticketIndex(nthKey(ticket, nth)) !== undefined) return false;
  }
  const ids = new Set(giving.map(({ id }) => id));
  return !namesNone(timeline, ids);
}

/** The obligations that tickets give rise to and whose lateness may be relief, in any version of the terms. */
function givingRelief({ versions }: TermsInForce): readonly Obligation[] {
  return versions.flatMap(({ terms }) =>
    [...terms.obligations.values()].filter(
      ({ due, whenLate, whenMissed }) =>
        due.kind === 'after-event' &&
        isTicketEvent(due.event) &&
        (whenLate?.relief === true || whenMissed?.relief === true),
    ),
  );
}

/** Whether a fact about one of the obligations leaves it open which occurrence it means. */
function namesNone(timeline: Timeline, obligations: ReadonlySet<string>): boolean {
  const acts = [
    ...timeline.facts('ObligationFulfilled'),
    ...timeline.facts('ObligationAccepted'),
    ...timeline.facts('ObligationRefused'),
    ...timeline.facts('ObligationWaived'),
  ];
  return acts.some(
    ({ fact }) =>
      fact.occurrence === undefined && fact.period === undefined && obligations.has(fact.obligation),
  );
}
