import { compareText, type EpochSeconds } from '@tallystick/quantities';
import type { TicketTracks, Timeline } from '../timeline/index.js';
import { behindLimit, Foremost, type Listed, listed, listLimit, mapListed } from './foremost.js';
import type { PeriodView } from './period-view.js';
import type { Area } from './responsibilities.js';

/** A service or category that facts of the period name, and that no area of the matrix holds. */
export interface ResponsibilityGap {
  readonly kind: 'service' | 'category';
  readonly value: string;
  /** How many tickets of the period about it belong to no area, and how many outages, maintenances and changes. */
  readonly tickets: number;
  readonly others: number;
  /** The facts that named it last: the openings of tickets, and what is known of the others. */
  readonly facts: Listed<string>;
}

export interface ResponsibilityGaps {
  readonly gaps: Listed<ResponsibilityGap>;
  /** Tickets of the period that name neither a service nor a category, so that no area can hold them. */
  readonly ticketsWithoutEither: number;
}

/** What named it: a ticket by its opening, or another fact. */
interface Named {
  readonly at: EpochSeconds;
  readonly ticket: number | undefined;
  readonly factId: string;
}

/** What is counted of one uncovered service or category. */
class Uncovered {
  tickets = 0;
  others = 0;
  readonly named: Foremost<Named>;

  constructor(timeline: Timeline) {
    const key = ({ ticket, factId }: Named): string =>
      ticket === undefined ? factId : timeline.ticketKey(ticket);
    this.named = new Foremost(behindLimit, (a, b) => b.at - a.at || compareText(key(a), key(b)));
  }
}

/**
 * What nobody owns (design 2, "Accountability"). A ticket belongs to an area that holds its service or its category;
 * where none does, both are gaps. Outages, maintenances and changes belong to the area that holds their service.
 *
 * @param tickets those that were open in the period.
 */
export function responsibilityGaps(
  view: PeriodView,
  tickets: readonly number[],
  areas: readonly Area[],
): ResponsibilityGaps {
  const owned = areas.filter(({ standing }) => standing.owner !== undefined);
  const services = new Set(owned.flatMap((area) => area.services));
  const categories = new Set(owned.flatMap((area) => area.categories));
  const { timeline, environment } = view.world;
  const tracks = timeline.tracks(environment.valuedAt);
  const isHeld = holding(view, tracks, services, categories);
  const uncovered = {
    service: new Map<string, Uncovered>(),
    category: new Map<string, Uncovered>(),
  };
  const of = (kind: 'service' | 'category', value: string): Uncovered => {
    const found = uncovered[kind].get(value) ?? new Uncovered(timeline);
    uncovered[kind].set(value, found);
    return found;
  };
  let ticketsWithoutEither = 0;
  for (const ticket of tickets) {
    if (isHeld(ticket)) continue;
    const codes = { service: tracks.service[ticket]!, category: tracks.category[ticket]! };
    if (codes.service === 0 && codes.category === 0) ticketsWithoutEither += 1;
    for (const kind of ['service', 'category'] as const) {
      if (codes[kind] === 0) continue;
      const gap = of(kind, timeline.text(codes[kind]));
      gap.tickets += 1;
      gap.named.add({ at: tracks.openedAt[ticket]!, ticket, factId: '' });
    }
  }
  for (const { service, at, factIds } of othersOfPeriod(view)) {
    if (services.has(service)) continue;
    const gap = of('service', service);
    gap.others += 1;
    for (const factId of factIds) gap.named.add({ at, ticket: undefined, factId });
  }
  const gaps = (['service', 'category'] as const).flatMap((kind) =>
    [...uncovered[kind]].map(([value, { tickets: count, others, named }]): ResponsibilityGap => {
      // The first step of a track is the opening.
      const factOf = ({ ticket, factId }: Named): string =>
        ticket === undefined ? factId : timeline.factIdOfRow(tracks.row[tracks.starts[ticket]!]!);
      return { kind, value, tickets: count, others, facts: mapListed(named.all, factOf) };
    }),
  );
  gaps.sort(
    (a, b) =>
      compareText(b.kind, a.kind) ||
      b.tickets + b.others - (a.tickets + a.others) ||
      compareText(a.value, b.value),
  );
  return { gaps: listed(gaps, listLimit), ticketsWithoutEither };
}

/** Whether an area holds a ticket: by the codes of its service and its category, so that no text is compared. */
function holding(
  { world }: PeriodView,
  { service, category }: TicketTracks,
  services: ReadonlySet<string>,
  categories: ReadonlySet<string>,
): (ticket: number) => boolean {
  const codesOf = (texts: ReadonlySet<string>): ReadonlySet<number> =>
    new Set([...texts].flatMap((text) => world.timeline.codeOf(text) ?? []));
  const [ofServices, ofCategories] = [codesOf(services), codesOf(categories)];
  return (ticket) => ofServices.has(service[ticket]!) || ofCategories.has(category[ticket]!);
}

interface ServiceEvent {
  readonly service: string;
  readonly at: EpochSeconds;
  readonly factIds: readonly string[];
}

/** Outages and maintenances that touch the period, and changes of which something happened in it. */
function othersOfPeriod({ world, period, before }: PeriodView): ServiceEvent[] {
  const { timeline } = world;
  const within = (at: EpochSeconds | undefined): boolean =>
    at !== undefined && at >= period.startsAt && at < before;
  const touches = (one: { readonly from: EpochSeconds; readonly until: EpochSeconds | undefined }): boolean =>
    within(one.from) || (one.from < before && (one.until === undefined || one.until > period.startsAt));
  return [
    ...timeline
      .outages()
      .filter(touches)
      .map(({ service, from, factIds }) => ({ service, at: from, factIds })),
    ...timeline
      .maintenances()
      .filter((maintenance) => maintenance.cancelledAt === undefined && touches(maintenance))
      .map(({ service, from, factIds }) => ({ service, at: from, factIds })),
    ...timeline.changes.flatMap(({ service, factIds, ...change }) => {
      const at = [
        change.unauthorisedAt,
        change.finishedAt,
        change.startedAt,
        change.scheduled?.from,
        change.rejectedAt,
        change.approvedAt,
        change.requestedAt,
      ].find(within);
      return service === undefined || at === undefined ? [] : [{ service, at, factIds }];
    }),
  ];
}
