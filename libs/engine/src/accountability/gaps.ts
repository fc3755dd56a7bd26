import { compareText, type EpochSeconds } from '@tallystick/quantities';
import type { TicketTracks } from '../timeline/index.js';
import { behindLimit, Foremost, type Listed, listed, listLimit } from './foremost.js';
import type { PeriodView } from './period-view.js';
import type { Area } from './responsibilities.js';

/** A service or category that facts of the period name, and that no area of the matrix holds. */
export interface ResponsibilityGap {
  readonly kind: 'service' | 'category';
  readonly value: string;
  /** How many tickets of the period about it belong to no area, and how many outages, maintenances and changes. */
  readonly tickets: number;
  readonly others: number;
  /** Facts that name it: what is known of the others, and the openings of tickets, oldest first. */
  readonly facts: Listed<string>;
}

export interface ResponsibilityGaps {
  readonly gaps: Listed<ResponsibilityGap>;
  /** Tickets of the period that name neither a service nor a category, so that no area can hold them. */
  readonly ticketsWithoutEither: number;
}

const kinds = ['service', 'category'] as const;

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
  const byOpening = (a: number, b: number): number =>
    tracks.openedAt[a]! - tracks.openedAt[b]! || compareText(timeline.ticketKey(a), timeline.ticketKey(b));
  const uncovered = {
    service: new Map<number, Foremost<number>>(),
    category: new Map<number, Foremost<number>>(),
  };
  let ticketsWithoutEither = 0;
  for (const ticket of tickets) {
    if (isHeld(ticket)) continue;
    if (tracks.service[ticket] === 0 && tracks.category[ticket] === 0) ticketsWithoutEither += 1;
    for (const kind of kinds) {
      const code = tracks[kind][ticket]!;
      if (code === 0) continue;
      let foremost = uncovered[kind].get(code);
      if (foremost === undefined) {
        foremost = new Foremost(behindLimit, byOpening);
        uncovered[kind].set(code, foremost);
      }
      foremost.add(ticket);
    }
  }
  const others = Map.groupBy(
    othersOfPeriod(view).filter(({ service }) => !services.has(service)),
    ({ service }) => service,
  );
  const gaps = kinds.flatMap((kind) => {
    const values = new Set([...uncovered[kind].keys()].map((code) => timeline.text(code)));
    if (kind === 'service') for (const service of others.keys()) values.add(service);
    return [...values].map((value): ResponsibilityGap => {
      const code = timeline.codeOf(value);
      const foremost = code === undefined ? undefined : uncovered[kind].get(code);
      const events = (kind === 'service' ? others.get(value) : undefined) ?? [];
      const shown = foremost?.all ?? { listed: [], more: 0 };
      const facts = listed(
        [
          ...events.flatMap(({ factIds }) => factIds),
          // The first step of a track is the opening.
          ...shown.listed.map((ticket) => timeline.factIdOfRow(tracks.row[tracks.starts[ticket]!]!)),
        ],
        behindLimit,
      );
      return {
        kind,
        value,
        tickets: shown.listed.length + shown.more,
        others: events.length,
        facts: { listed: facts.listed, more: facts.more + shown.more },
      };
    });
  });
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
      .map(({ service, factIds }) => ({ service, factIds })),
    ...timeline
      .maintenances()
      .filter((maintenance) => maintenance.cancelledAt === undefined && touches(maintenance))
      .map(({ service, factIds }) => ({ service, factIds })),
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
      return service === undefined || at === undefined ? [] : [{ service, factIds }];
    }),
  ];
}
