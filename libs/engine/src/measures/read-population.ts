import type { EpochSeconds } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import {
  attributionOf,
  type ClockEnvironment,
  clockReader,
  type ClockQuestion,
  type ClockReading,
  type ClockSlots,
  forEachClockReading,
  forEachTicket,
} from '../clocks/index.js';
import type { Timeline } from '../timeline/index.js';
import { ticketUseOf } from './clock-use.js';
import { type Counting, Population } from './population.js';

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
  const uses = environment.terms.versions.map((version) => useIn(version, serviceLevel));
  for (const clock of new Set(uses.flatMap((use) => (use?.clock === undefined ? [] : [use.clock])))) {
    population.clocks.push({ clock, read: readerOf(timeline, environment, serviceLevel, clock) });
    readClockInto(population, timeline, environment, serviceLevel, clock);
  }
  if (uses.some((use) => use !== undefined && use.clock === undefined)) {
    countTicketsInto(population, timeline, environment, serviceLevel);
  }
  return population;
}

function useIn(version: TermsVersion, serviceLevel: string) {
  const level = version.terms.serviceLevels.get(serviceLevel);
  return level === undefined ? undefined : ticketUseOf(level.measure);
}

/** The question that a service level puts to one of its clocks. */
export function clockQuestion(serviceLevel: string, clock: string): ClockQuestion {
  return {
    clock,
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
  serviceLevel: string,
  clock: string,
): (ticket: number) => readonly ClockReading[] {
  let reader: ReturnType<typeof clockReader> | undefined;
  return (ticket) => {
    reader ??= clockReader(timeline, environment, clockQuestion(serviceLevel, clock));
    return reader(ticket);
  };
}

function readClockInto(
  population: Population,
  timeline: Timeline,
  environment: ClockEnvironment,
  serviceLevel: string,
  clock: string,
): void {
  const uses = environment.terms.versions.map((version) => useIn(version, serviceLevel));
  const index = population.clocks.length - 1;
  forEachClockReading(timeline, environment, clockQuestion(serviceLevel, clock), (reading) => {
    const use = uses[reading.version];
    // A clock that its own version no longer has is read under an earlier one, which may not have the level.
    if (use === undefined) return;
    const [counting, reason] = countingOf(reading, use.within !== undefined);
    const entry = {
      ticket: reading.ticket,
      instance: reading.instance,
      priority: reading.priority,
      counting,
      reason,
      elapsedSeconds: reading.elapsedSeconds,
      clock: index,
    };
    const attribution = attributionOf(reading, use.countIn, environment.valuedAt);
    switch (attribution.kind) {
      case 'at':
        population.addAt(attribution.at, entry);
        return;
      case 'throughout':
        population.addThroughout(attribution.from, attribution.until, entry);
        return;
      case 'not-yet': {
        const at = fallbackInstant(reading, attribution.why);
        if (at !== undefined) population.addAt(at, entry);
      }
    }
  });
}

/** Met and missed where there is a limit; otherwise only read. */
function countingOf(reading: ClockSlots, judged: boolean): readonly [Counting, string | undefined] {
  if (reading.exclusion !== undefined) return ['excluded', reading.exclusion];
  switch (reading.verdict) {
    case 'met':
      return ['met', undefined];
    case 'missed':
      return ['missed', undefined];
    case 'running':
      return ['undecided', 'running'];
    case 'not-started':
      return ['undecided', 'not-started'];
    case 'no-limit':
      // Where the terms do not take them out, tickets without a limit can break none.
      if (judged) return ['met', undefined];
      return Number.isNaN(reading.stoppedAt) ? ['undecided', 'running'] : ['read', undefined];
  }
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
): void {
  const uses = environment.terms.versions.map((version) => useIn(version, serviceLevel));
  const judge = (version: TermsVersion) => {
    const use = useIn(version, serviceLevel);
    return use !== undefined && use.clock === undefined ? use : undefined;
  };
  forEachTicket(timeline, environment, judge, (ticket) => {
    const use = uses[ticket.version];
    if (use === undefined) return;
    const at = use.countIn === 'resolved' ? ticket.endedAt : ticket.openedAt;
    if (Number.isNaN(at)) return;
    const excluded = ticket.exclusion !== undefined;
    population.addAt(at, {
      ticket: ticket.ticket,
      instance: 1,
      priority: ticket.priority,
      counting: excluded ? 'excluded' : 'read',
      reason: ticket.exclusion,
      elapsedSeconds: 0,
      clock: -1,
    });
  });
}
