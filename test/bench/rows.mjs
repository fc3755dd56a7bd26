/** The seeded year of ticket facts that every stage shares: about 6.7 facts a ticket, in order of happening. */
import { rooms } from './build.mjs';

export const agreement = 'bench';
const factsPerTicket = 20 / 3;
const yearSeconds = 365 * 86_400;
const yearStart = Date.UTC(2025, 0, 1) / 1000;

/** A small fast generator (a 32-bit xorshift); the same seed gives the same year. */
function generator(seed) {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

const priorities = ['P1', 'P2', 'P2', 'P3', 'P3', 'P3', 'P4'];
const categories = ['email', 'network', 'workplace', 'access', 'application', 'hardware'];

/** The events of one ticket as [seconds after opening, type, payload]. */
function ticketEvents(below, ticket) {
  const events = [
    [
      0,
      'TicketOpened',
      {
        ticket,
        ticketType: 'incident',
        priority: priorities[below(priorities.length)],
        service: `service-${below(12)}`,
        category: categories[below(categories.length)],
        channel: 'phone',
      },
    ],
  ];
  let at = 60 + below(3600);
  events.push([at, 'TicketAssigned', { ticket, group: `group-${below(40)}`, party: 'provider' }]);
  at += 30 + below(3600);
  events.push([at, 'TicketResponded', { ticket, evidence: 'public-reply' }]);
  if (below(3) === 0) {
    at += 600 + below(20_000);
    events.push([
      at,
      'TicketTransitioned',
      {
        ticket,
        status: 'waiting-client',
        ball: 'client',
        sourceStatus: 'Awaiting User Info',
        evidence: 'question to the user',
      },
    ]);
    at += 600 + below(90_000);
    events.push([
      at,
      'TicketTransitioned',
      { ticket, status: 'in-progress', ball: 'provider', sourceStatus: 'Active' },
    ]);
  } else {
    at += 60 + below(7200);
    events.push([
      at,
      'TicketTransitioned',
      { ticket, status: 'in-progress', ball: 'provider', sourceStatus: 'Active' },
    ]);
  }
  if (below(20) === 0) {
    at += 60 + below(7200);
    events.push([at, 'TicketReprioritised', { ticket, priority: priorities[below(priorities.length)] }]);
  }
  at += 600 + below(120_000);
  events.push([at, 'TicketResolved', { ticket, code: 'solved', sourceStatus: 'Resolved' }]);
  if (below(30) === 0) {
    at += 3600 + below(80_000);
    events.push([at, 'TicketReopened', { ticket, reason: 'not solved' }]);
    at += 600 + below(40_000);
    events.push([at, 'TicketResolved', { ticket, code: 'solved', sourceStatus: 'Resolved' }]);
  }
  if (below(8) !== 0) {
    at += 86_400 + below(400_000);
    events.push([at, 'TicketClosed', { ticket, code: 'solved', sourceStatus: 'Closed' }]);
  }
  return events;
}

/**
 * New facts in batches, exactly `count` of them, in the order in which they happened. Another `seed` gives another year;
 * `source` keeps the ids of several ledgers apart.
 */
export async function* factBatches(
  count,
  batchSize = 1000,
  { seed = 20_250_101, source = 'bench', tickets = Math.ceil(count / factsPerTicket) + 1000 } = {},
) {
  const { factIdOf, newFact } = await rooms.facts();
  const { formatInstantSeconds } = await rooms.quantities();
  const below = generator(seed);
  const pending = [];
  let made = 0;
  let opened = 0;
  let batch = [];
  const assertedBy = { party: 'provider' };
  // Tickets open evenly over the year; whatever happens before the next opening is due first.
  while (made < count) {
    const openedAt = yearStart + Math.floor((opened / tickets) * yearSeconds);
    pending.push(
      ...ticketEvents(below, `INC${String(opened).padStart(7, '0')}`).map(
        ([after, type, payload], index) => ({
          at: openedAt + after,
          type,
          payload,
          key: `${opened}#${index}`,
        }),
      ),
    );
    opened += 1;
    if (opened % 2000 !== 0 && opened < tickets) continue;
    pending.sort((a, b) => a.at - b.at);
    const until = yearStart + Math.floor((opened / tickets) * yearSeconds);
    let index = 0;
    for (
      ;
      index < pending.length && made < count && (pending[index].at < until || opened >= tickets);
      index += 1
    ) {
      const { at, type, payload, key } = pending[index];
      batch.push(
        newFact(type, {
          id: factIdOf([source, key], at * 1000),
          effectiveAt: formatInstantSeconds(at),
          assertedBy,
          source: { system: source, key },
          ...payload,
        }),
      );
      made += 1;
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
    pending.splice(0, index);
  }
  if (batch.length > 0) yield batch;
}
