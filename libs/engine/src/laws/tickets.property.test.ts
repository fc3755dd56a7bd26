import { expect } from 'vitest';
import { knowledgeOfTicket } from '../tickets/ticket-alone.js';
import { ticketBalls } from '../tickets/ticket-balls.js';
import { ticketReporter, ticketReports } from '../tickets/ticket-report.js';
import { play } from '../testing/whole-language/world.js';
import { law } from './law.js';

let alone = 0;

law(
  'a ticket that is read alone reads as it does among all others',
  { worlds: 25, after: () => expect(alone).toBeGreaterThan(100) },
  (world) => {
    const scenario = play(world);
    for (const position of [scenario.position, Math.ceil(scenario.position * 0.6)]) {
      const known = scenario.knowledge(position);
      const { timeline, knownAt } = known;
      const reporter = ticketReporter(known);
      const balls = ticketBalls({ ...known, valuedAt: knownAt.recordedAt });
      // One expectation a world: with several for each ticket most of the time is theirs.
      const readings = Array.from(timeline.ticketsInOrder(), (index) => {
        const ticket = timeline.ticketKey(index);
        const own = knowledgeOfTicket(known, ticket)!;
        if (own !== known) alone += 1;
        const ownBalls = ticketBalls({ ...own, valuedAt: knownAt.recordedAt });
        return {
          own: [...ticketReports({ ...known, ticket }), ownBalls(own.timeline.ticketIndex(ticket)!)],
          among: [reporter.report(index), balls(index)],
        };
      });
      expect(readings.map(({ own }) => own)).toEqual(readings.map(({ among }) => among));
    }
  },
);
