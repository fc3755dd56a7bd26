import type { PartOutcome } from '../history/outcomes.js';
import { ticketUseOf } from '../measures/clock-use.js';
import type { ReliefLife } from '../relief/relief-life.js';
import type { Knowing } from './knowing.js';
import type { Subject } from './subject.js';

/**
 * What was claimed or granted as relief for what a measure looks at: the time of its services, the clocks of its
 * tickets. Without a new fact time alone can decide a claim, and the lateness of another party can go on.
 */
export function reliefSubjects(knowing: Knowing, serviceLevel: string, outcome: PartOutcome): Subject[] {
  const { startsAt, endsAt } = outcome;
  const lives = new Set([...ofServices(knowing, outcome), ...ofTickets(knowing, serviceLevel, outcome)]);
  return [...lives].map((life) => subjectOfRelief(life, [startsAt, endsAt]));
}

/** @param span what of a lateness that is about no ticket matters; all of it where there is none. */
export function subjectOfRelief(life: ReliefLife, span?: readonly [number, number]): Subject {
  const { key, state, granted, lateness, running, decideBy, factIds } = life;
  if (lateness !== undefined) {
    const { occurrence } = lateness;
    return {
      subject: 'obligation',
      key: `${occurrence.id} ${occurrence.key}`,
      counts: extentText(granted, lateness.ticket === undefined ? span : undefined),
      undecided: running,
      overdue: true,
      facts: factIds,
    };
  }
  return {
    subject: 'relief',
    key,
    counts: `${state} ${extentText(granted)}`,
    undecided: state === 'claimed' && decideBy !== undefined,
    overdue: false,
    facts: factIds,
  };
}

function ofServices({ evaluation }: Knowing, { part, startsAt, endsAt }: PartOutcome): ReliefLife[] {
  const { measure } = part.clause;
  if (measure.kind !== 'availability' || !measure.exclude.has('relief')) return [];
  return measure.services
    .flatMap((service) => evaluation.world.reliefs.aboutService(service, part.clause))
    .filter(({ granted, claimed }) => {
      const extent = granted ?? claimed;
      return extent !== undefined && extent.from < endsAt && extent.until >= startsAt;
    });
}

/** Relief for the tickets that count in the part, where their clock stands still in it. */
function ofTickets(
  { evaluation, state: { timeline } }: Knowing,
  serviceLevel: string,
  { part, startsAt, endsAt }: PartOutcome,
): ReliefLife[] {
  const clock = ticketUseOf(part.clause.measure)?.clock;
  const { reliefs } = evaluation.world;
  if (clock === undefined || reliefs.reliefs.length === 0) return [];
  if (part.version.terms.clocks.get(clock)?.relief === 'counts') return [];
  return evaluation
    .population(serviceLevel)
    .within(startsAt, endsAt)
    .flatMap(({ ticket }) => reliefs.aboutTicket(timeline.ticketKey(ticket), part.clause));
}

/** The extent as it counts, cut to a span where only that matters. */
function extentText(
  extent: ReliefLife['granted'],
  [from, until]: readonly [number, number] = [-Infinity, Infinity],
): string {
  if (extent === undefined) return '';
  const { tickets = [], services = [] } = extent;
  const times = [Math.max(extent.from, from), Math.min(extent.until, until)];
  return [...times, ...tickets, '|', ...services].join(' ');
}
