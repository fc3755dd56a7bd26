import { type TicketReport, ticketReports } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import type { KnownAtText } from '../knowledge/known-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { valued } from '../statements/make-statement.js';

export interface TicketsQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
  readonly valuedAt?: string | undefined;
}

/** Every ticket with each clock's reading, one at a time, in the order of their keys. */
export async function* listTickets(
  services: Services,
  query: TicketsQuery,
): AsyncGenerator<TicketReport, void, undefined> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  yield* ticketReports({ ...knowledge, ...valued(query.valuedAt) });
}

/** One ticket: its intervals, pauses, and the terms that applied and why. @throws TallyError `ticket-unknown`. */
export async function explainTicket(
  services: Services,
  query: TicketsQuery & { readonly ticket: string },
): Promise<TicketReport> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  for (const report of ticketReports({ ...knowledge, ticket: query.ticket, ...valued(query.valuedAt) })) {
    return report;
  }
  throw new TallyError('ticket-unknown', `"${query.agreement}" knows no ticket ${query.ticket}.`);
}
