import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { later, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { knowledgeOfTicket } from './ticket-alone.js';
import { ticketReporter, ticketReports } from './ticket-report.js';

const start = '2025-01-06T08:00:00Z';

/** The client's lateness on tickets is relief, so that a ticket's clock may stand still for what was said of another. */
const terms = (due: string): string =>
  termsAround(`
obligations:
  - { id: access, owedBy: client, due: { within: 2h, of: ${due}, calendar: always }, whenLate: relief }
serviceLevels:
  - id: resolution
    measure: { kind: ticket-share, clock: resolution, within: 8h }
    target: { atLeast: 90 }`);

/** Keys that the second request of `A` may collide with. */
const keys = fc.constantFrom('A', 'A#2', 'B', 'C');
const minutes = fc.integer({ min: 0, max: 1200 });
const happening: fc.Arbitrary<readonly FactLine[]> = fc.oneof(
  fc.tuple(keys, minutes, minutes).map(([key, opens, took]) => ticket(key, later(start, opens), took)),
  fc.tuple(keys, minutes, minutes).map(([key, from, waits]) => [
    {
      type: 'TicketTransitioned',
      effectiveAt: later(start, from),
      ticket: key,
      status: 'waiting-client',
    },
    {
      type: 'TicketTransitioned',
      effectiveAt: later(start, from + waits),
      ticket: key,
      status: 'in-progress',
    },
  ]),
  fc
    .tuple(
      fc.constantFrom('ObligationFulfilled', 'ObligationWaived'),
      minutes,
      fc.option(keys, { nil: undefined }),
    )
    .map(([type, at, occurrence]) => [
      {
        type,
        effectiveAt: later(start, at),
        obligation: 'access',
        ...(occurrence !== undefined && { occurrence }),
        ...(type === 'ObligationWaived' && { reason: 'agreed' }),
      },
    ]),
);

describe('a ticket that is read alone', () => {
  test('reads as among all others, where lateness on tickets is relief', () => {
    let [alone, together] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom('request', 'ticket-opened'),
        fc.array(happening, { minLength: 3, maxLength: 12 }),
        (due, happenings) => {
          const known = scenarioOf(terms(due), happenings.flat()).knowledge();
          const reporter = ticketReporter(known);
          for (const index of known.timeline.ticketsInOrder()) {
            const key = known.timeline.ticketKey(index);
            if (knowledgeOfTicket(known, key) === known) together += 1;
            else alone += 1;
            expect([...ticketReports({ ...known, ticket: key })]).toEqual([reporter.report(index)]);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(alone).toBeGreaterThan(50);
    expect(together).toBeGreaterThan(50);
  });

  const two = [
    ...ticket('A', '2025-01-06T08:00:00Z', undefined),
    ...ticket('B', '2025-01-06T09:00:00Z', 2000),
  ];
  const said = (more: object = {}): FactLine => ({
    type: 'ObligationFulfilled',
    effectiveAt: '2025-01-06T20:00:00Z',
    obligation: 'access',
    ...more,
  });
  const reliefOf = (facts: readonly FactLine[], key: string) => {
    const known = scenarioOf(terms('ticket-opened'), facts).knowledge();
    return [...ticketReports({ ...known, ticket: key })][0]!.clocks[0]!.reliefs.map(({ until }) => until);
  };

  test('is not given what a fact says that means an older occurrence, of another ticket', () => {
    expect(reliefOf([...two, said()], 'A')).toEqual(['2025-01-06T20:00:00Z']);
    expect(reliefOf([...two, said()], 'B')).toEqual(['2025-01-07T18:20:00Z']);
    expect(reliefOf([...two, said({ occurrence: 'B' })], 'B')).toEqual(['2025-01-06T20:00:00Z']);
  });

  test('is alone wherever no other ticket can reach it', () => {
    const aloneIn = (facts: readonly FactLine[], key = 'B') => {
      const known = scenarioOf(terms('ticket-opened'), facts).knowledge();
      const own = knowledgeOfTicket(known, key)!;
      return own !== known && own.timeline.ticketCount === 1;
    };
    expect(aloneIn([...two, said({ occurrence: 'A' })])).toBe(true);
    expect(aloneIn([...two, said()])).toBe(false);
    expect(aloneIn([...two, ...ticket('B#2', '2025-01-06T08:30:00Z', 5)])).toBe(false);
    expect(aloneIn([...two, ...ticket('B#2', '2025-01-06T08:30:00Z', 5)], 'B#2')).toBe(false);
    expect(aloneIn([...two, ...ticket('C#2', '2025-01-06T08:30:00Z', 5)])).toBe(true);
  });

  test('is unknown where none of its facts counts', () => {
    const scenario = scenarioOf(terms('request'), two);
    expect(knowledgeOfTicket(scenario.knowledge(), 'C')).toBeUndefined();
    expect(knowledgeOfTicket(scenario.knowledge(1), 'A')).toBeUndefined();
  });
});
