import type { EpochSeconds } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import {
  attributionOf,
  type ClockEnvironment,
  type ClockQuestion,
  type ClockReading,
  clockReader,
  type ClockSlots,
  forEachClockReading,
  forEachTicket,
  type TicketSlots,
} from '../clocks/index.js';
import type { Timeline } from '../timeline/index.js';
import { type TicketUse, ticketUseOf } from './clock-use.js';
import { CountingCode, Population } from './population.js';

/**
 * Reads every ticket of one service level once, whatever the number of periods. A ticket is judged by the service
 * level as the terms have it that the ticket stands under (design 2, "what looks at which date"); one that stands
 * under terms without this service level is none of its tickets.
 */
export function readPopulation(
  timeline: Timeline,
  environment: ClockEnvironment,
  serviceLevel: string,
  boundaries: readonly EpochSeconds[],
): Population {
  const population = new Population(boundaries);
  const tickets = ticketsOf(timeline, environment, serviceLevel);
  const uses = environment.terms.versions.map((version) => useIn(version, serviceLevel));
  for (const clock of new Set(uses.flatMap((use) => (use?.clock === undefined ? [] : [use.clock])))) {
    const question = clockQuestion(serviceLevel, clock);
    population.clocks.push({ clock, read: readerOf(timeline, environment, question) });
    readClockInto(population, timeline, environment, question, uses, tickets);
  }
  if (uses.some((use) => use !== undefined && use.clock === undefined)) {
    countTicketsInto(population, timeline, environment, serviceLevel, uses, tickets);
  }
  return population;
}

/**
 * The tickets that a level can look at where it is one of many for each value of an attribute, so that all of them
 * together read each ticket about once. Absent: all.
 */
function ticketsOf(
  timeline: Timeline,
  { terms, valuedAt }: ClockEnvironment,
  serviceLevel: string,
): readonly number[] | undefined {
  for (const version of terms.versions) {
    const instance = version.terms.serviceLevels.get(serviceLevel)?.instance;
    if (instance === undefined) continue;
    // The versions may differ in what they tell apart by, and then in what they look at.
    const alike = terms.versions.every(
      ({ terms: { serviceLevels } }) =>
        (serviceLevels.get(serviceLevel)?.instance?.by ?? instance.by) === instance.by,
    );
    return alike && instance.by !== 'priority'
      ? timeline.ticketsWith(instance.by, instance.value, valuedAt)
      : undefined;
  }
  return undefined;
}

function useIn(version: TermsVersion, serviceLevel: string): TicketUse | undefined {
  const level = version.terms.serviceLevels.get(serviceLevel);
  return level === undefined ? undefined : ticketUseOf(level.measure);
}

/** The question that a service level puts to one of its clocks. */
export function clockQuestion(serviceLevel: string, clock: string): ClockQuestion {
  return {
    clock,
    serviceLevel,
    judge: (version) => {
      const use = useIn(version, serviceLevel);
      return use?.clock === clock ? use : undefined;
    },
  };
}

/** Reads tickets in full; made when the first one is asked for. */
function readerOf(
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
): (ticket: number) => readonly ClockReading[] {
  let reader: ReturnType<typeof clockReader> | undefined;
  return (ticket) => {
    reader ??= clockReader(timeline, environment, question);
    return reader(ticket);
  };
}

function readClockInto(
  population: Population,
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
  uses: readonly (TicketUse | undefined)[],
  tickets: readonly number[] | undefined,
): void {
  const clock = population.clocks.length - 1;
  const { valuedAt } = environment;
  const place = (reading: ClockSlots): void => {
    const use = uses[reading.version];
    // A clock that its own version no longer has is read under an earlier one, which may not have the level.
    if (use === undefined) return;
    const counting = countingOf(reading, use.within !== undefined);
    const entry = population.add(
      reading.ticket,
      reading.instance,
      reading.priority,
      counting,
      reading.elapsedSeconds,
      clock,
      reasonOf(reading, counting),
    );
    const attribution = attributionOf(reading, use.countIn, valuedAt);
    switch (attribution.kind) {
      case 'at':
        population.placeAt(entry, attribution.at);
        return;
      case 'throughout':
        population.placeThroughout(entry, attribution.from, attribution.until);
        return;
      case 'not-yet': {
        const at = fallbackInstant(reading, attribution.why);
        if (at !== undefined) population.placeAt(entry, at);
      }
    }
  };
  forEachClockReading(timeline, environment, question, place, tickets);
}

/** Met and missed where there is a limit; otherwise only read. */
function countingOf(reading: ClockSlots, judged: boolean): number {
  if (reading.exclusion !== undefined) return CountingCode.excluded;
  switch (reading.verdict) {
    case 'met':
      return CountingCode.met;
    case 'missed':
      return CountingCode.missed;
    case 'running':
    case 'not-started':
      return CountingCode.undecided;
    case 'no-limit':
      // Where the terms do not take them out, tickets without a limit can break none.
      if (judged) return CountingCode.met;
      return Number.isNaN(reading.stoppedAt) ? CountingCode.undecided : CountingCode.read;
  }
}

function reasonOf(reading: ClockSlots, counting: number): string | undefined {
  if (counting === CountingCode.excluded) return reading.exclusion;
  if (counting !== CountingCode.undecided) return undefined;
  return reading.verdict === 'not-started' ? 'not-started' : 'running';
}

/**
 * Where a reading without its instant is listed: one without a due instant counts where it stopped; one that is left
 * out is listed where it stopped, or else where it was opened, so that no exclusion goes unseen.
 */
function fallbackInstant(reading: ClockSlots, why: 'not-stopped' | 'no-due'): EpochSeconds | undefined {
  if (!Number.isNaN(reading.stoppedAt) && why === 'no-due') return reading.stoppedAt;
  if (reading.exclusion === undefined || Number.isNaN(reading.openedAt)) return undefined;
  return reading.openedAt;
}

function countTicketsInto(
  population: Population,
  timeline: Timeline,
  environment: ClockEnvironment,
  serviceLevel: string,
  uses: readonly (TicketUse | undefined)[],
  tickets: readonly number[] | undefined,
): void {
  const judge = (version: TermsVersion): TicketUse | undefined => {
    const use = useIn(version, serviceLevel);
    return use !== undefined && use.clock === undefined ? use : undefined;
  };
  const place = (ticket: TicketSlots): void => {
    const at = uses[ticket.version]?.countIn === 'resolved' ? ticket.endedAt : ticket.openedAt;
    if (Number.isNaN(at)) return;
    const counting = ticket.exclusion === undefined ? CountingCode.read : CountingCode.excluded;
    const entry = population.add(ticket.ticket, 1, ticket.priority, counting, 0, -1, ticket.exclusion);
    population.placeAt(entry, at);
  };
  forEachTicket(timeline, environment, judge, place, tickets);
}
