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
import { CountingCode } from './counting.js';
import { Population } from './population.js';
import { type PlacedReading, SettledEntries } from './settled-entries.js';
import { SettledReadings } from './settled-readings.js';

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
  const tickets = ticketsOf(timeline, environment, serviceLevel);
  const uses = environment.terms.versions.map((version) => useIn(version, serviceLevel));
  const clocks = new Set(uses.flatMap((use) => (use === undefined ? [] : [use.clock])));
  const [only] = clocks;
  if (
    clocks.size === 1 &&
    only !== undefined &&
    tickets === undefined &&
    SettledReadings.isFor(environment, only)
  ) {
    return readWithSettled(timeline, environment, clockQuestion(serviceLevel, only), uses, boundaries);
  }
  const population = new Population(boundaries);
  for (const clock of clocks) {
    if (clock === undefined) continue;
    const question = clockQuestion(serviceLevel, clock);
    population.clocks.push({ clock, read: readerOf(timeline, environment, question) });
    forEachClockReading(
      timeline,
      environment,
      question,
      placing(environment, uses, (reading, place) => addTo(population, reading, place)),
      tickets,
    );
  }
  if (clocks.has(undefined)) {
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

/** Where a reading stands: at an instant (`NaN`: nowhere), or throughout a time. */
type Place = { readonly at: EpochSeconds } | { readonly from: EpochSeconds; readonly until: EpochSeconds };

/** Reads the one clock of a level: of the tickets that have settled before, only those that moved since. */
function readWithSettled(
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
  uses: readonly (TicketUse | undefined)[],
  boundaries: readonly EpochSeconds[],
): Population {
  const kept = new SettledReadings(timeline, environment, question);
  const found = kept.find();
  const gathers = kept.canKeep(found);
  const settled = gathers ? undefined : found;
  const gathered = gathers ? new SettledEntries(timeline.ticketCount) : undefined;
  const population = new Population(boundaries, settled);
  population.clocks.push({ clock: question.clock, read: readerOf(timeline, environment, question) });
  // What has settled is known of a ticket only after its last reading.
  let readings: (PlacedReading & { readonly place: Place })[] = [];
  const place = placing(environment, uses, (reading, where) => {
    readings.push({ ...reading, at: 'at' in where ? where.at : NaN, place: where });
  });
  const finish = (ticket: number, stoppedAt: EpochSeconds): void => {
    if (gathered !== undefined) {
      const isSpread = readings.some((reading) => 'from' in reading.place);
      if (!isSpread && kept.hasSettled(ticket, stoppedAt)) gathered.add(ticket, readings);
      else gathered.others += 1;
    }
    for (const reading of readings) addTo(population, reading, reading.place);
    if (readings.length > 0) readings = [];
  };
  forEachClockReading(timeline, environment, question, place, settled?.toRead, finish);
  if (gathered !== undefined) kept.keep(gathered);
  return population;
}

function addTo(population: Population, reading: Omit<PlacedReading, 'at'>, place: Place): void {
  const clock = population.clocks.length - 1;
  const { ticket, instance, priority, counting, elapsedSeconds, reason } = reading;
  const entry = population.add(ticket, instance, priority, counting, elapsedSeconds, clock, reason);
  if ('from' in place) population.placeThroughout(entry, place.from, place.until);
  else if (!Number.isNaN(place.at)) population.placeAt(entry, place.at);
}

/** How each reading counts, and where. */
function placing(
  { valuedAt }: ClockEnvironment,
  uses: readonly (TicketUse | undefined)[],
  put: (reading: Omit<PlacedReading, 'at'>, place: Place) => void,
): (reading: ClockSlots) => void {
  return (reading) => {
    const use = uses[reading.version];
    // A clock that its own version no longer has is read under an earlier one, which may not have the level.
    if (use === undefined) return;
    const counting = countingOf(reading, use.within !== undefined);
    const { ticket, instance, priority, elapsedSeconds } = reading;
    const reason = reasonOf(reading, counting);
    put({ ticket, instance, priority, counting, elapsedSeconds, reason }, placeOf(reading, use, valuedAt));
  };
}

function placeOf(reading: ClockSlots, { countIn }: TicketUse, valuedAt: EpochSeconds): Place {
  const attribution = attributionOf(reading, countIn, valuedAt);
  return attribution.kind === 'not-yet'
    ? { at: fallbackInstant(reading, attribution.why) ?? NaN }
    : attribution;
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
