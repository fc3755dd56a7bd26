import { invariant } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockReading } from '../clocks/index.js';
import { type Counting, CountingCode, countings } from './counting.js';
import type { SettledEntries, Stretches } from './settled-entries.js';

/** A clock of a population, and how to read one ticket of it in full. */
export interface PopulationClock {
  readonly clock: string;
  readonly read: (ticket: number) => readonly ClockReading[];
}

/** One reading of a population. */
export interface Entry {
  readonly entry: number;
  readonly ticket: number;
  readonly instance: number;
  /** Code of the judging priority. */
  readonly priority: number;
  readonly counting: Counting;
  /** Why it is undecided or left out. */
  readonly reason: string | undefined;
  readonly elapsedSeconds: number;
  /** The place in `clocks` of the clock that was read, or -1 where the ticket alone counts. */
  readonly clock: number;
}

/** A reading that stands in several stretches, the first and the last of them. */
interface Spread {
  readonly entry: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The readings of one service level over the whole history, each put once into the stretch of time it belongs to
 * (an overdue one into each that it touches). Stretches are cut at every boundary that a part of a period or a window
 * can have, so that what is measured is a run of whole stretches, and evaluating twelve periods looks at each reading
 * once. How the readings of a stretch count is added up as they are placed, so that a window over many stretches
 * costs no more than its stretches. Readings stand in columns of numbers: there may be as many as tickets.
 */
export class Population {
  readonly #boundaries: readonly EpochSeconds[];
  /** The readings that stand in one stretch only. */
  readonly #stretches: number[][];
  /** How many of them count in each way, stretch by stretch in the order of `countings`. */
  readonly #tallies: Uint32Array;
  readonly #spread: Spread[] = [];
  readonly #ticket: number[] = [];
  readonly #instance: number[] = [];
  readonly #priority: number[] = [];
  readonly #counting: number[] = [];
  readonly #elapsed: number[] = [];
  readonly #clock: number[] = [];
  /** Most readings have none, so reasons stand beside the columns. */
  readonly #reasons = new Map<number, string>();
  /** The clocks read; entries name them by their place here. */
  readonly clocks: PopulationClock[] = [];
  /** Readings that were made before, all of the first clock; their numbers come before those of the others. */
  readonly #settled: SettledEntries | undefined;
  readonly #settledStretches: Stretches | undefined;
  readonly #moved: ReadonlySet<number>;
  readonly #firstEntry: number;

  /**
   * @param boundaries ascending; readings before the first or from the last on belong to no part.
   * @param settled readings that are known already, but for those of tickets that have moved since.
   */
  constructor(
    boundaries: readonly EpochSeconds[],
    settled?: { readonly entries: SettledEntries; readonly moved: ReadonlySet<number> },
  ) {
    this.#boundaries = boundaries;
    this.#stretches = boundaries.map(() => []);
    this.#settled = settled?.entries;
    this.#settledStretches = settled?.entries.within(boundaries, (at) => this.#stretchOf(at));
    this.#moved = settled?.moved ?? new Set();
    this.#firstEntry = settled?.entries.count ?? 0;
    this.#tallies =
      this.#settledStretches?.tallies.slice() ?? new Uint32Array(boundaries.length * countings.length);
    for (const ticket of this.#moved)
      settled!.entries.entriesOf(ticket).forEach((entry) => this.#takeOut(entry));
  }

  /** A settled reading no longer counts. */
  #takeOut(entry: number): void {
    const settled = this.#settled!;
    const at = settled.at[entry]!;
    const stretch = Number.isNaN(at) ? -1 : this.#stretchOf(at);
    if (stretch < 0 || stretch >= this.#boundaries.length - 1) return;
    this.#tallies[stretch * countings.length + settled.counting[entry]!]! -= 1;
  }

  /** Adds a reading; it belongs nowhere until it is placed. @returns its number. */
  add(
    ticket: number,
    instance: number,
    priority: number,
    counting: number,
    elapsedSeconds: number,
    clock: number,
    reason: string | undefined,
  ): number {
    const entry = this.#ticket.length;
    this.#ticket.push(ticket);
    this.#instance.push(instance);
    this.#priority.push(priority);
    this.#counting.push(counting);
    this.#elapsed.push(elapsedSeconds);
    this.#clock.push(clock);
    if (reason !== undefined) this.#reasons.set(entry, reason);
    return entry;
  }

  /** Puts a reading into the part that an instant lies in. */
  placeAt(entry: number, at: EpochSeconds): void {
    this.#place(entry, this.#stretchOf(at));
  }

  /** Puts a reading into every part that `[from, until)` touches. */
  placeThroughout(entry: number, from: EpochSeconds, until: EpochSeconds): void {
    const first = Math.max(0, this.#stretchOf(from));
    const last = Math.min(this.#stretchOf(until - 1), this.#boundaries.length - 2);
    if (first === last) this.#place(entry, first);
    else if (first < last) this.#spread.push({ entry, first, last });
  }

  #place(entry: number, stretch: number): void {
    if (stretch < 0 || stretch >= this.#boundaries.length - 1) return;
    this.#stretches[stretch]!.push(entry);
    this.#tallies[stretch * countings.length + this.#counting[entry]!]! += 1;
  }

  /** How many readings between two boundaries count in each way, each reading once. */
  tallyWithin(from: EpochSeconds, until: EpochSeconds): Readonly<Record<Counting, number>> {
    const [first, end] = this.#stretchesOf(from, until);
    const tally = { met: 0, missed: 0, read: 0, undecided: 0, excluded: 0 };
    for (let stretch = first; stretch < end; stretch += 1) {
      for (const [code, counting] of countings.entries()) {
        tally[counting] += this.#tallies[stretch * countings.length + code]!;
      }
    }
    for (const entry of this.#spreadOver(first, end)) tally[countings[this.#counting[entry]!]!] += 1;
    return tally;
  }

  /** The readings between two boundaries that count in one way, or all, each once and in no particular order. */
  within(from: EpochSeconds, until: EpochSeconds, counting?: Counting): Entry[] {
    const code = counting === undefined ? undefined : CountingCode[counting];
    const [first, end] = this.#stretchesOf(from, until);
    const entries: Entry[] = [];
    for (let stretch = first; stretch < end; stretch += 1) this.#collectSettled(stretch, code, entries);
    const collect = (entry: number): void => {
      if (code === undefined || this.#counting[entry] === code) entries.push(this.#entry(entry));
    };
    for (let stretch = first; stretch < end; stretch += 1) this.#stretches[stretch]!.forEach(collect);
    this.#spreadOver(first, end).forEach(collect);
    return entries;
  }

  #collectSettled(stretch: number, code: number | undefined, into: Entry[]): void {
    const settled = this.#settled;
    if (settled === undefined) return;
    for (const entry of this.#settledStretches!.entries[stretch]!) {
      const counting = settled.counting[entry]!;
      const ticket = settled.ticket[entry]!;
      if ((code !== undefined && counting !== code) || this.#moved.has(ticket)) continue;
      into.push({
        entry,
        ticket,
        instance: settled.instance[entry]!,
        priority: settled.priority[entry]!,
        counting: countings[counting]!,
        reason: settled.reasons.get(entry),
        elapsedSeconds: settled.elapsed[entry]!,
        clock: 0,
      });
    }
  }

  #spreadOver(first: number, end: number): readonly number[] {
    if (this.#spread.length === 0) return [];
    return this.#spread.filter((one) => one.first < end && one.last >= first).map((one) => one.entry);
  }

  /** The stretches between two boundaries: the first, and the one after the last. */
  #stretchesOf(from: EpochSeconds, until: EpochSeconds): readonly [number, number] {
    const [first, end] = [this.#stretchOf(from), this.#stretchOf(until)];
    invariant(
      this.#boundaries[first] === from && this.#boundaries[end] === until,
      'a part of a period or a window begins and ends at boundaries',
    );
    return [first, end];
  }

  #entry(entry: number): Entry {
    return {
      entry: this.#firstEntry + entry,
      ticket: this.#ticket[entry]!,
      instance: this.#instance[entry]!,
      priority: this.#priority[entry]!,
      counting: countings[this.#counting[entry]!]!,
      reason: this.#reasons.get(entry),
      elapsedSeconds: this.#elapsed[entry]!,
      clock: this.#clock[entry]!,
    };
  }

  /** The index of the last boundary at or before the instant, or -1. */
  #stretchOf(instant: EpochSeconds): number {
    let low = 0;
    let high = this.#boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#boundaries[middle]! <= instant) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
