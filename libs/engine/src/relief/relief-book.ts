import type { ServiceLevel } from '@tallystick/terms';
import type { ClockEnvironment, ClockRelief } from '../clocks/index.js';
import type { ObligationBook } from '../obligations/obligation-book.js';
import type { Occurrence } from '../obligations/occurrence.js';
import type { Period } from '../periods/period.js';
import { namesLevel } from '../scopes/names-level.js';
import type { ReliefExtent, Timeline } from '../timeline/index.js';
import { isAboutService, isAboutTicket, isGeneral } from './extents.js';
import { lifeOfClaim } from './life-of-claim.js';
import { lifeOfLateness } from './life-of-lateness.js';
import type { ReliefLife } from './relief-life.js';
import { ReliefOfClocks } from './relief-of-clocks.js';

type NamedLevel = Pick<ServiceLevel, 'id' | 'instance'>;

/**
 * Every relief as known and as valued: what the provider claimed, with what it is worth under the terms, and what the
 * terms give for the lateness of another party (design 3, "relief"). Nothing is worked out before it is asked for.
 */
export class ReliefBook {
  #reliefs: readonly ReliefLife[] | undefined;
  #byTicket: ReturnType<typeof byTicketOf> | undefined;
  readonly #ofClocks = new Map<string | undefined, ClockRelief | undefined>();

  constructor(
    readonly timeline: Timeline,
    readonly environment: ClockEnvironment,
    readonly obligations: ObligationBook,
  ) {}

  /** Claims in the order of their keys, then lateness in the order of the terms. */
  get reliefs(): readonly ReliefLife[] {
    this.#reliefs ??= [...this.#claims(), ...this.#lateness()];
    return this.#reliefs;
  }

  /** What was granted or claimed of a service's time, for a service level. */
  aboutService(service: string, level: NamedLevel): readonly ReliefLife[] {
    return this.reliefs.filter((life) => {
      const extent = extentOf(life);
      return extent !== undefined && isAboutService(extent, service) && namesLevel(life.serviceLevels, level);
    });
  }

  /** What was granted or claimed for a ticket, by its key, for a service level. */
  aboutTicket(ticket: string, level: NamedLevel): readonly ReliefLife[] {
    return this.#ofTicket(ticket).filter((life) => namesLevel(life.serviceLevels, level));
  }

  /** What the clocks of a level's tickets stand still in, by the level's id; none where no ticket has any. */
  forClocks(serviceLevel: string | undefined): ClockRelief | undefined {
    if (!this.#ofClocks.has(serviceLevel)) {
      const granted = this.#grantedFor(serviceLevel === undefined ? undefined : this.#level(serviceLevel));
      const { timeline, environment } = this;
      const relief =
        granted.length === 0 ? undefined : new ReliefOfClocks(timeline, environment.valuedAt, granted);
      this.#ofClocks.set(serviceLevel, relief);
    }
    return this.#ofClocks.get(serviceLevel);
  }

  /** What was granted or claimed for the ticket that an occurrence is of; of any other, for everything. */
  aboutOccurrence({ ticket }: Pick<Occurrence, 'ticket'>): readonly ReliefLife[] {
    if (ticket !== undefined) return this.#ofTicket(ticket);
    return this.reliefs.filter((life) => {
      const extent = extentOf(life);
      return extent !== undefined && isGeneral(extent);
    });
  }

  /** Whether granted relief covers the due instant of something: for its ticket, or for everything. */
  excuses(occurrence: Pick<Occurrence, 'dueAt' | 'ticket'>): boolean {
    const { dueAt } = occurrence;
    return this.aboutOccurrence(occurrence).some(
      ({ granted, serviceLevels }) =>
        granted !== undefined &&
        serviceLevels === undefined &&
        granted.from <= dueAt &&
        dueAt < granted.until,
    );
  }

  /**
   * What a period shows: relief claimed or granted for times in it, claimed or decided in it, and claims from before
   * that nobody had decided by its end.
   */
  shownIn({ startsAt, endsAt }: Period): readonly ReliefLife[] {
    const isWithin = (at: number | undefined): boolean => at !== undefined && at >= startsAt && at < endsAt;
    const touches = (extent: ReliefExtent | undefined): boolean =>
      extent !== undefined && extent.from < endsAt && extent.until > startsAt;
    return this.reliefs.filter((life) => {
      const { claimed, granted, noticeGivenAt, decisions, state } = life;
      if (touches(claimed) || touches(granted) || isWithin(noticeGivenAt)) return true;
      if (decisions.some(({ decision }) => isWithin(decision.at))) return true;
      return state === 'claimed' && noticeGivenAt !== undefined && noticeGivenAt < startsAt;
    });
  }

  #grantedFor(level: NamedLevel | undefined): ReliefLife[] {
    return this.reliefs.filter(
      ({ state, serviceLevels }) =>
        state === 'granted' &&
        (level === undefined ? serviceLevels === undefined : namesLevel(serviceLevels, level)),
    );
  }

  /** What was granted or claimed for a ticket; most relief of many names its ticket, and is looked up by it. */
  #ofTicket(ticket: string): readonly ReliefLife[] {
    this.#byTicket ??= byTicketOf(this.reliefs);
    const { named, others } = this.#byTicket;
    const service = this.#serviceOf(ticket);
    return [
      ...(named.get(ticket) ?? []),
      ...others.filter((life) => isAboutTicket(extentOf(life)!, ticket, service)),
    ];
  }

  #claims(): ReliefLife[] {
    const { environment, obligations, timeline } = this;
    return timeline.reliefs.flatMap((relief) => lifeOfClaim(environment, obligations.zone, relief) ?? []);
  }

  /** Obligations are settled only where the terms make relief of one. */
  #lateness(): ReliefLife[] {
    const gives = this.environment.terms.versions.some(({ terms }) =>
      [...terms.obligations.values()].some(
        ({ whenLate, whenMissed }) => whenLate?.relief === true || whenMissed?.relief === true,
      ),
    );
    return gives ? this.obligations.reliefIntervals().map(lifeOfLateness) : [];
  }

  /** The level as any version of the terms has it: what it is one of does not change. */
  #level(serviceLevel: string): NamedLevel {
    for (const { terms } of this.environment.terms.versions) {
      const level = terms.serviceLevels.get(serviceLevel);
      if (level !== undefined) return level;
    }
    return { id: serviceLevel, instance: undefined };
  }

  #serviceOf(ticket: string): string | undefined {
    const { timeline, environment } = this;
    const index = timeline.ticketIndex(ticket);
    const code = index === undefined ? 0 : timeline.tracks(environment.valuedAt).service[index]!;
    return code === 0 ? undefined : timeline.text(code);
  }
}

/** What was granted, else what was claimed. */
function extentOf({ granted, claimed }: ReliefLife): ReliefExtent | undefined {
  return granted ?? claimed;
}

/** Those that name tickets by the tickets, and those that do not. */
function byTicketOf(lives: readonly ReliefLife[]): {
  readonly named: ReadonlyMap<string, readonly ReliefLife[]>;
  readonly others: readonly ReliefLife[];
} {
  const named = new Map<string, ReliefLife[]>();
  const others: ReliefLife[] = [];
  for (const life of lives) {
    const extent = extentOf(life);
    if (extent === undefined) continue;
    if (extent.tickets === undefined) others.push(life);
    for (const ticket of extent.tickets ?? []) {
      const own = named.get(ticket);
      if (own === undefined) named.set(ticket, [life]);
      else own.push(life);
    }
  }
  return { named, others };
}
