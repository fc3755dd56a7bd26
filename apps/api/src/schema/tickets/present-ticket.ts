import type { BallInterval, TicketHistory } from '@tallystick/application';
import { globalId, present } from '../common/index.js';
import { Ticket } from './ticket.types.js';

/** A ticket's history as the schema shows it. */
export function presentTicket(history: TicketHistory): Ticket {
  const { agreement, currency, report, balls, knownAt, ...rest } = history;
  const { ticket, ...shown } = report;
  const data = {
    ...shown,
    ...rest,
    id: globalId('Ticket', agreement, ticket),
    agreementName: agreement,
    key: ticket,
    knownAt,
    balls,
    totals: totalsOf(balls),
    // A clock's own terms are those that its clauses would be looked up in.
    clocks: report.clocks.map((clock) => ({ ...clock, termsDigest: clock.terms.digest })),
  };
  return present(Ticket, data, { agreement, currency, knownAt: knownAt.position, termsDigest: undefined });
}

function totalsOf(
  balls: readonly BallInterval[],
): { readonly party: string | null; readonly seconds: number }[] {
  return [...Map.groupBy(balls, ({ party }) => party)].map(([party, own]) => ({
    party,
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
  }));
}
