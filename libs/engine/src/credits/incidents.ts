import { Rational } from '@tallystick/quantities';
import type { CreditRules } from '@tallystick/terms';
import { isClaimedByEvent } from '../claims/claim-limit.js';
import type { PartOutcome, PricedEvent } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { Timeline } from '../timeline/index.js';
import { thingsMissed } from './things-missed.js';

/** Something that happened and was missed, and the incident that it belongs to. */
export type EventOfPart = Omit<PricedEvent, 'exact'>;

/** Whether credits come together by incident or are claimed event by event; only then are events looked up one by one. */
export function looksAtEvents(rules: CreditRules): boolean {
  return (
    isClaimedByEvent(rules.claim) ||
    [rules, ...rules.groups].some(({ combine }) => combine === 'one-per-incident')
  );
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
  return thingsMissed(context, outcome).map(({ key, of, at, endedAt }) => ({
    key,
    incident: of === 'ticket' ? incidentOfTicket(timeline, key) : `${of} ${key}`,
    at,
    endedAt,
  }));
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
