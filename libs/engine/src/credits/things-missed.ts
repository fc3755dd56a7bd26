import { invariant } from '@tallystick/errors';
import { compareText, type EpochSeconds, parseInstant, Rational, wholeSecond } from '@tallystick/quantities';
import type { PartOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { keeps } from '../measures/compare.js';
import type { CountEvidence, TicketEvidence } from '../statement/statement.js';
import type { Timeline } from '../timeline/index.js';

/** One thing that a part missed. */
export interface ThingMissed {
  readonly key: string;
  readonly of: 'ticket' | 'outage' | 'change';
  /** When it happened (a ticket with a limit: when that ran out), and when it was over, where it is. */
  readonly at: EpochSeconds;
  readonly endedAt: EpochSeconds | undefined;
}

/** Late tickets, outages or changes of a part, in the order of the evidence. */
export function thingsMissed(context: PeriodContext, outcome: PartOutcome): ThingMissed[] {
  const { measure } = outcome.part.clause;
  if (measure.kind === 'count' && measure.of.kind === 'tickets') return readTickets(context, outcome);
  if (measure.kind === 'statistic' && measure.of.kind === 'clock') return lateTickets(context, outcome);
  const evidence = outcome.measured.evidence();
  switch (evidence.kind) {
    case 'tickets':
      return evidence.breached.map((one) => lateTicket(context, one));
    case 'availability':
      return evidence.outages
        .filter((one) => one.counted)
        .map(({ outage, beganAt, endedAt }) => ({
          key: outage,
          of: 'outage',
          at: secondOf(beganAt),
          endedAt: endedAt === null ? undefined : secondOf(endedAt),
        }));
    case 'count': {
      const counted = evidence.counted.map((one) =>
        measure.kind === 'count' && measure.of.kind === 'changes'
          ? countedChange(context, outcome, one)
          : countedOutage(context, one),
      );
      return [...counted, ...evidence.breached.map((one) => lateTicket(context, one))];
    }
    default:
      return [];
  }
}

/** What the limit of a ticket ran out on; without a limit it happened when it was opened. */
function lateTicket(
  { world }: PeriodContext,
  { ticket, due, startedAt, stoppedAt }: TicketEvidence,
): ThingMissed {
  const at = due ?? startedAt;
  return {
    key: ticket,
    of: 'ticket',
    at: at === null ? openedAt(world.timeline, ticket) : secondOf(at),
    endedAt: stoppedAt === null ? undefined : secondOf(stoppedAt),
  };
}

type CountedThing = CountEvidence['counted'][number];

/** One key may name several outages; they have no fact in common. */
function countedOutage({ world }: PeriodContext, { key, facts }: CountedThing): ThingMissed {
  const outage = world.timeline.outages().find((one) => one.outage === key && one.factIds[0] === facts[0]);
  invariant(outage !== undefined, 'a counted outage is known');
  return { key, of: 'outage', at: outage.from, endedAt: outage.until };
}

/** A change that finished in what was measured happened then; any other when it was found to be unauthorised. */
function countedChange(
  { world }: PeriodContext,
  { startsAt, endsAt }: PartOutcome,
  { key, facts }: CountedThing,
): ThingMissed {
  const change = world.timeline.changes.find(
    (one) => (one.change ?? '') === key && one.factIds[0] === facts[0],
  );
  const instants = [change?.finishedAt, change?.unauthorisedAt];
  const at = instants.find((one) => one !== undefined && one >= startsAt && one < endsAt);
  invariant(at !== undefined, 'a counted change happened in what was measured');
  return { key, of: 'change', at, endedAt: at };
}

function openedAt(timeline: Timeline, key: string): EpochSeconds {
  const at = timeline.ticket(timeline.ticketIndex(key)!).openedAt;
  invariant(at !== undefined, 'a ticket that counts was opened');
  return at;
}

/** When a ticket that is over was resolved last, or ended otherwise. */
function overAt({ world }: PeriodContext, key: string): EpochSeconds | undefined {
  const { timeline, environment } = world;
  const { status, events } = timeline.ticket(timeline.ticketIndex(key)!, environment.valuedAt);
  const hasEnded = status === 'resolved' || status === 'closed' || status === 'cancelled';
  const resolution = events.findLast(
    ({ type, value }) => type === 'TicketResolved' || (type === 'TicketTransitioned' && value === 'resolved'),
  );
  return hasEnded ? (resolution ?? events.at(-1))?.countsAt : undefined;
}

function secondOf(instant: string): EpochSeconds {
  return wholeSecond(parseInstant(instant));
}

/** Tickets that are counted without being listed in the evidence. */
function readTickets(
  context: PeriodContext,
  { part, startsAt, endsAt }: PartOutcome,
  counts: (elapsedSeconds: Rational) => boolean = () => true,
): ThingMissed[] {
  const { world } = context;
  return world
    .population(part.clause.id)
    .within(startsAt, endsAt, 'read')
    .filter((entry) => counts(Rational.of(entry.elapsedSeconds)))
    .map((entry) => world.timeline.ticketKey(entry.ticket))
    .sort(compareText)
    .map((key) => ({
      key,
      of: 'ticket',
      at: openedAt(world.timeline, key),
      endedAt: overAt(context, key),
    }));
}

function lateTickets(context: PeriodContext, outcome: PartOutcome): ThingMissed[] {
  const { comparison, expected } = outcome.part.clause.target;
  return readTickets(context, outcome, (elapsed) => !keeps(comparison, elapsed, expected));
}
