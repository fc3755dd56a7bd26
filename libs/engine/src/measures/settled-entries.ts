import type { EpochSeconds } from '@tallystick/quantities';
import { countings } from './counting.js';

/** A reading as a population counts it, and the instant that it counts at; `NaN` for none. */
export interface PlacedReading {
  readonly ticket: number;
  readonly instance: number;
  readonly priority: number;
  readonly counting: number;
  readonly elapsedSeconds: number;
  readonly reason: string | undefined;
  readonly at: EpochSeconds;
}

/** Which entries stand in which stretch between boundaries, and how many of them count in each way. */
export interface Stretches {
  readonly boundaries: readonly EpochSeconds[];
  readonly entries: readonly (readonly number[])[];
  readonly tallies: Uint32Array;
}

/**
 * Readings of many tickets that will not change, in columns of numbers, each ticket's one after the other. Populations
 * with one and the same cut of time share the work of placing them.
 */
export class SettledEntries {
  /** By ticket: one more than its first entry, or than the next one where it has none; 0: it is not here. */
  private first: Int32Array;
  readonly ticket: number[] = [];
  readonly instance: number[] = [];
  readonly priority: number[] = [];
  readonly counting: number[] = [];
  readonly elapsed: number[] = [];
  readonly at: number[] = [];
  readonly reasons = new Map<number, string>();
  /** How many tickets are here, and how many were looked at that are not. */
  tickets = 0;
  others = 0;
  private placed: Stretches | undefined;

  constructor(ticketCount: number) {
    this.first = new Int32Array(ticketCount);
  }

  /** Adds all readings of a ticket, of which there may be none. */
  add(ticket: number, readings: readonly PlacedReading[]): void {
    this.first[ticket] = this.ticket.length + 1;
    this.tickets += 1;
    for (const { instance, priority, counting, elapsedSeconds, reason, at } of readings) {
      if (reason !== undefined) this.reasons.set(this.ticket.length, reason);
      this.ticket.push(ticket);
      this.instance.push(instance);
      this.priority.push(priority);
      this.counting.push(counting);
      this.elapsed.push(elapsedSeconds);
      this.at.push(at);
    }
  }

  get count(): number {
    return this.ticket.length;
  }

  has(ticket: number): boolean {
    return ticket < this.first.length && this.first[ticket] !== 0;
  }

  /** The entries of a ticket that is here. */
  entriesOf(ticket: number): readonly number[] {
    const entries: number[] = [];
    for (let entry = this.first[ticket]! - 1; this.ticket[entry] === ticket; entry += 1) entries.push(entry);
    return entries;
  }

  /** @param stretchOf the stretch that an instant lies in, between these boundaries; beyond them for one that is in none. */
  within(boundaries: readonly EpochSeconds[], stretchOf: (at: EpochSeconds) => number): Stretches {
    const { placed } = this;
    if (placed !== undefined && isSame(placed.boundaries, boundaries)) return placed;
    const entries: number[][] = boundaries.map(() => []);
    const tallies = new Uint32Array(boundaries.length * countings.length);
    this.at.forEach((at, entry) => {
      const stretch = Number.isNaN(at) ? -1 : stretchOf(at);
      if (stretch < 0 || stretch >= boundaries.length - 1) return;
      entries[stretch]!.push(entry);
      tallies[stretch * countings.length + this.counting[entry]!]! += 1;
    });
    this.placed = { boundaries, entries, tallies };
    return this.placed;
  }
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return (
    some === others || (some.length === others.length && some.every((one, index) => one === others[index]))
  );
}
