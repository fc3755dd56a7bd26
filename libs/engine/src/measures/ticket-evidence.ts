import { invariant } from '@tallystick/errors';
import { compareText, formatInstantSeconds } from '@tallystick/quantities';
import type { ClockReading } from '../clocks/index.js';
import type { ExcludedTicket, TicketEvidence } from '../statement/statement.js';
import type { MeasureContext } from './measure-context.js';
import type { Counting } from './counting.js';
import type { Entry } from './population.js';

function instantOrNull(instant: number | undefined): string | null {
  return instant === undefined ? null : formatInstantSeconds(instant);
}

/** One reading in full, as a statement shows it. */
function ticketEvidence(reading: ClockReading): TicketEvidence {
  return {
    ticket: reading.ticket,
    instance: reading.instance,
    priority: reading.priority,
    startedAt: instantOrNull(reading.startedAt),
    stoppedAt: instantOrNull(reading.stoppedAt),
    elapsedSeconds: reading.elapsedSeconds,
    limitSeconds: reading.limitSeconds ?? null,
    due: instantOrNull(reading.due),
    facts: reading.factIds,
  };
}

function inTicketOrder(context: MeasureContext, entries: readonly Entry[]): Entry[] {
  const key = (entry: Entry): string => context.timeline.ticketKey(entry.ticket);
  return [...entries].sort(
    (a, b) => compareText(key(a), key(b)) || a.instance - b.instance || a.entry - b.entry,
  );
}

/** The tickets of a part that count in one way, in full, in the order of their keys. */
export function listTickets(context: MeasureContext, counting: Counting): TicketEvidence[] {
  const listed = context.population().within(context.startsAt, context.endsAt, counting);
  return inTicketOrder(context, listed).map((entry) => ticketEvidence(readEntry(context, entry)));
}

/** The full reading behind an entry. */
export function readEntry(context: MeasureContext, entry: Entry): ClockReading {
  const clock = context.population().clocks[entry.clock];
  invariant(clock !== undefined, 'a reading is of a clock');
  const priority = context.timeline.text(entry.priority);
  // Under `segment-by-priority` one instance has a reading for each stretch of a priority.
  const reading = clock
    .read(entry.ticket)
    .find(
      (one) =>
        one.instance === entry.instance &&
        one.priority === priority &&
        one.elapsedSeconds === entry.elapsedSeconds,
    );
  invariant(reading !== undefined, 'the full reading of a ticket agrees with the quick one');
  return reading;
}

/** The tickets of a part that are left out, each with its reason and what is known of it. */
export function listExcluded(context: MeasureContext): ExcludedTicket[] {
  const listed = context.population().within(context.startsAt, context.endsAt, 'excluded');
  return inTicketOrder(context, listed).map((entry) => ({
    ticket: context.timeline.ticketKey(entry.ticket),
    reason: entry.reason ?? 'excluded',
    facts: context.timeline.factIdsOfTicket(entry.ticket),
  }));
}
