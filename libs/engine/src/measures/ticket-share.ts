import { Rational } from '@tallystick/quantities';
import type { MeasureOf } from './measure-context.js';
import { listExcluded, listTickets } from './ticket-evidence.js';

/** Tickets whose clock met its limit, as a percentage of all that are decided. */
export const measureTicketShare: MeasureOf<'ticket-share'> = (measure, context) => {
  const tally = context.population().tallyWithin(context.startsAt, context.endsAt);
  const counted = tally.met + tally.missed;
  return {
    unit: 'percent',
    value: counted === 0 ? undefined : Rational.of(100 * tally.met, counted),
    numerator: counted === 0 ? undefined : Rational.of(tally.met),
    denominator: counted === 0 ? undefined : Rational.of(counted),
    volume: counted,
    misses: tally.missed,
    events: tally.missed,
    time: undefined,
    unreported: undefined,
    operands: {
      clock: measure.clock,
      countIn: measure.countIn,
      judgedBy: measure.judgedBy,
      met: tally.met,
      missed: tally.missed,
      undecided: tally.undecided,
      excluded: tally.excluded,
    },
    evidence: () => ({
      kind: 'tickets',
      counted,
      met: tally.met,
      breached: listTickets(context, 'missed'),
      undecided: listTickets(context, 'undecided'),
      excluded: listExcluded(context),
    }),
  };
};
