import { formatInstantSeconds, Rational } from '@tallystick/quantities';
import type { MeasureOf } from './measure-context.js';
import { recurrenceSpan, recurrencesWithin } from './recurrences.js';

/**
 * How many services, categories or configuration items recurred: had so many tickets, opened within so many local
 * days, of which the last was opened in the part. Each counts once, however often it recurred. None is a count of 0.
 */
export const measureRecurrence: MeasureOf<'recurrence'> = (measure, context) => {
  const recurring = recurrencesWithin(context.context.world, measure, recurrenceSpan(context));
  const count = recurring.length;
  return {
    unit: 'number',
    value: Rational.of(count),
    numerator: Rational.of(count),
    denominator: Rational.one,
    volume: count,
    misses: count,
    events: count,
    time: undefined,
    unreported: undefined,
    operands: { by: measure.by, times: measure.times, withinDays: measure.withinDays, count },
    evidence: () => ({
      kind: 'recurrences',
      by: measure.by,
      count,
      recurring: recurring.map(({ key, tickets }) => ({
        key,
        tickets: tickets.map(({ ticket, openedAt }) => ({
          ticket: context.timeline.ticketKey(ticket),
          openedAt: formatInstantSeconds(openedAt),
        })),
        facts: tickets.flatMap(({ ticket }) => context.timeline.factIdsOfTicket(ticket)),
      })),
    }),
  };
};
