import { compareText, Rational } from '@tallystick/quantities';
import type { CreditRules } from '@tallystick/terms';
import type { PartOutcome, PricedEvent } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { keeps } from '../measures/compare.js';
import type { Timeline } from '../timeline/index.js';

/** Something that happened and was missed, and the incident that it belongs to. */
export type EventOfPart = Omit<PricedEvent, 'exact'>;

/** Whether any credits come together by incident; only then is it looked up what an event belongs to. */
export function combinesByIncident(rules: CreditRules): boolean {
  return [rules, ...rules.groups].some(({ combine }) => combine === 'one-per-incident');
}

/** The events of a part with a price per event, each with its equal share of what the part comes to. */
export function listEvents(context: PeriodContext, outcome: PartOutcome, exact: Rational): PricedEvent[] {
  const each = exact.dividedBy(Rational.of(outcome.measured.events));
  return eventsOfPart(context, outcome).map((event) => ({ ...event, exact: each }));
}

/**
 * What a part's miss consists of, in the order of the evidence: late tickets, outages, changes. None for figures that
 * were measured elsewhere, since nobody can tell which incidents they come from.
 */
export function eventsOfPart(context: PeriodContext, outcome: PartOutcome): EventOfPart[] {
  const { timeline } = context.world;
  return keysOfPart(context, outcome).map(({ key, of }) => ({
    key,
    incident: of === 'ticket' ? incidentOfTicket(timeline, key) : `${of} ${key}`,
  }));
}

interface KeyOfPart {
  readonly key: string;
  readonly of: 'ticket' | 'outage' | 'change';
}

function keysOfPart(context: PeriodContext, outcome: PartOutcome): KeyOfPart[] {
  const { measure } = outcome.part.clause;
  if (measure.kind === 'count' && measure.of.kind === 'tickets') return readTickets(context, outcome);
  if (measure.kind === 'statistic' && measure.of.kind === 'clock') return lateTickets(context, outcome);
  const evidence = outcome.measured.evidence();
  switch (evidence.kind) {
    case 'tickets':
      return evidence.breached.map(({ ticket }) => ({ key: ticket, of: 'ticket' }));
    case 'availability':
      return evidence.outages
        .filter((one) => one.counted)
        .map(({ outage }) => ({ key: outage, of: 'outage' }));
    case 'count': {
      const of = measure.kind === 'count' && measure.of.kind === 'changes' ? 'change' : 'outage';
      return [
        ...evidence.counted.map(({ key }) => ({ key, of }) as const),
        ...evidence.breached.map(({ ticket }) => ({ key: ticket, of: 'ticket' }) as const),
      ];
    }
    default:
      return [];
  }
}

/** Tickets that are counted without being listed in the evidence. */
function readTickets(
  { world }: PeriodContext,
  { part, startsAt, endsAt }: PartOutcome,
  counts: (elapsedSeconds: Rational) => boolean = () => true,
): KeyOfPart[] {
  return world
    .population(part.clause.id)
    .within(startsAt, endsAt, 'read')
    .filter((entry) => counts(Rational.of(entry.elapsedSeconds)))
    .map((entry) => world.timeline.ticketKey(entry.ticket))
    .sort(compareText)
    .map((key) => ({ key, of: 'ticket' }));
}

function lateTickets(context: PeriodContext, outcome: PartOutcome): KeyOfPart[] {
  const { comparison, expected } = outcome.part.clause.target;
  return readTickets(context, outcome, (elapsed) => !keeps(comparison, elapsed, expected));
}

/**
 * The incident of a ticket: the outage or the problem that it was last linked to, else the incident of the ticket that
 * it is a child or a duplicate of, else the ticket itself.
 */
function incidentOfTicket(timeline: Timeline, key: string, seen: ReadonlySet<string> = new Set()): string {
  const index = timeline.ticketIndex(key);
  if (index === undefined || seen.has(key)) return `ticket ${key}`;
  const links = timeline.ticket(index).events.filter(({ type }) => type === 'TicketLinked');
  for (const relation of ['outage', 'problem'] as const) {
    const link = links.findLast(({ value }) => value === relation);
    if (link?.other !== undefined) return `${relation} ${link.other}`;
  }
  const leader = links.findLast(({ value }) => value === 'parent' || value === 'duplicate-of')?.other;
  return leader === undefined ? `ticket ${key}` : incidentOfTicket(timeline, leader, new Set([...seen, key]));
}
