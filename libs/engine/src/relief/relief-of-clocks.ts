import { mergeIntervals, type Interval } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockRelief, ReliefTime, TicketRelief } from '../clocks/index.js';
import type { Timeline, TicketTracks } from '../timeline/index.js';
import type { ReliefLife } from './relief-life.js';

/** What was granted, by the tickets that it is about, so that a clock looks it up by the ticket's index and service. */
export class ReliefOfClocks implements ClockRelief {
  readonly #tracks: TicketTracks;
  readonly #general: ReliefTime[] = [];
  readonly #byTicket = new Map<number, ReliefTime[]>();
  readonly #byService = new Map<number, ReliefTime[]>();
  /** Made once for all tickets of a service that have no relief of their own. */
  readonly #made = new Map<number, TicketRelief | undefined>();

  constructor(timeline: Timeline, valuedAt: EpochSeconds, granted: readonly ReliefLife[]) {
    this.#tracks = timeline.tracks(valuedAt);
    for (const life of granted) {
      if (life.granted === undefined) continue;
      const { from, until, tickets, services } = life.granted;
      const time = { key: life.key, from, until, running: life.running, factIds: life.factIds };
      if (tickets !== undefined) {
        for (const ticket of tickets) note(this.#byTicket, timeline.ticketIndex(ticket), time);
      } else if (services !== undefined) {
        for (const service of services) note(this.#byService, timeline.codeOf(service), time);
      } else {
        this.#general.push(time);
      }
    }
  }

  of(ticket: number): TicketRelief | undefined {
    const own = this.#byTicket.get(ticket);
    const service = this.#tracks.service[ticket]!;
    if (own !== undefined) return reliefOf([...own, ...this.#ofService(service)]);
    if (!this.#made.has(service)) this.#made.set(service, reliefOf(this.#ofService(service)));
    return this.#made.get(service);
  }

  #ofService(service: number): readonly ReliefTime[] {
    return [...this.#general, ...(this.#byService.get(service) ?? [])];
  }
}

function note(
  map: Map<number, ReliefTime[]>,
  /** Absent where no fact names it: then it is about nothing. */
  index: number | undefined,
  time: ReliefTime,
): void {
  if (index === undefined) return;
  const list = map.get(index);
  if (list === undefined) map.set(index, [time]);
  else list.push(time);
}

function reliefOf(times: readonly ReliefTime[]): TicketRelief | undefined {
  if (times.length === 0) return undefined;
  return {
    times: [...times].sort((a, b) => a.from - b.from),
    intervals: mergeIntervals(times.map(({ from, until }): Interval => [from, until])),
  };
}
