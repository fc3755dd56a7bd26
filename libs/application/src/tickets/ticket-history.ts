import { invariant } from '@tallystick/errors';
import { knowledgeOfTicket, ticketBalls, type TicketReport, ticketReports } from '@tallystick/engine';
import { formatInstant, formatInstantSeconds, wholeSecond } from '@tallystick/quantities';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { valued } from '../statements/make-statement.js';
import type { TicketsQuery } from './list-tickets.js';

/** A time in which one party had to act next on a ticket. Instants are canonical UTC text. */
export interface BallInterval {
  /** Null: a third party that no fact names. */
  readonly party: string | null;
  readonly from: string;
  /** Half-open. */
  readonly until: string;
  /** It still is there; `until` is the instant of valuation. */
  readonly running: boolean;
  readonly seconds: number;
  readonly fact: string;
}

/** A ticket with everything that is known of it. */
export interface TicketHistory {
  readonly agreement: string;
  readonly currency: string;
  readonly knownAt: { readonly position: number; readonly recordedAt: string };
  readonly valuedAt: string;
  readonly report: TicketReport;
  readonly service: string | null;
  readonly category: string | null;
  readonly configurationItem: string | null;
  readonly site: string | null;
  readonly balls: readonly BallInterval[];
  /** The ids of its facts that count, in the order in which they count. */
  readonly facts: readonly string[];
}

/** One ticket: its clocks, who held the ball when, and every fact about it. @throws TallyError `ticket-unknown`. */
export async function ticketHistory(
  services: Services,
  query: TicketsQuery & { readonly ticket: string },
): Promise<TicketHistory> {
  const all = await readKnowledge(services, query.agreement, query.knownAt);
  const knowledge = knowledgeOfTicket(all, query.ticket) ?? all;
  const { timeline, knownAt } = knowledge;
  const asked = valued(query.valuedAt);
  const valuedAt = asked.valuedAt ?? knownAt.recordedAt;
  const [report] = [...ticketReports({ ...knowledge, ticket: query.ticket, ...asked })];
  const index = timeline.ticketIndex(query.ticket);
  invariant(report !== undefined && index !== undefined, 'a ticket that is reported is known');
  const view = timeline.ticket(index, wholeSecond(valuedAt));
  const [signed] = timeline.facts('AgreementSigned');
  const currency: unknown = signed?.fact.terms['currency'];
  return {
    agreement: query.agreement,
    currency: String(currency),
    knownAt: { position: knownAt.position, recordedAt: formatInstant(knownAt.recordedAt) },
    valuedAt: formatInstantSeconds(wholeSecond(valuedAt)),
    report,
    service: view.service ?? null,
    category: view.category ?? null,
    configurationItem: view.configurationItem ?? null,
    site: view.site ?? null,
    balls: ticketBalls({ ...knowledge, valuedAt })(index).map(({ party, from, until, running, fact }) => ({
      party,
      from: formatInstantSeconds(from),
      until: formatInstantSeconds(until),
      running,
      seconds: until - from,
      fact,
    })),
    facts: view.events.map(({ factId }) => factId),
  };
}
