import { invariant } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockReading } from '../clocks/index.js';

/** How an entry counts in a population. */
export type Counting = 'met' | 'missed' | 'read' | 'undecided' | 'excluded';
const countings: readonly Counting[] = ['met', 'missed', 'read', 'undecided', 'excluded'];

/** One reading as it is added. */
export interface NewEntry {
  readonly ticket: number;
  readonly instance: number;
  /** Code of the judging priority. */
  readonly priority: number;
  readonly counting: Counting;
  readonly reason: string | undefined;
  readonly elapsedSeconds: number;
  /** The clock that was read, as the index of the population's own list of clocks. */
  readonly clock: number;
}

/** A clock of a population, and how to read one ticket of it in full. */
export interface PopulationClock {
  readonly clock: string;
  readonly read: (ticket: number) => readonly ClockReading[];
}

/** One reading as it is read back. */
export interface Entry extends NewEntry {
  readonly entry: number;
}

/**
 * The readings of one service level over the whole history, each put once into the stretch of time it belongs to
 * (an overdue one into each that it touches). Stretches are cut at every boundary that a part of a period can have,
 * so that a part is a run of whole stretches, and evaluating twelve periods looks at each reading once.
 */
export class Population {
  readonly #boundaries: readonly EpochSeconds[];
  readonly #stretches: number[][];
  readonly #ticket: number[] = [];
  readonly #instance: number[] = [];
  readonly #priority: number[] = [];
  readonly #counting: number[] = [];
  readonly #reason: (string | undefined)[] = [];
  readonly #elapsed: number[] = [];
  readonly #clock: number[] = [];
  /** The clocks read; entries name them by their place here. */
  readonly clocks: PopulationClock[] = [];

  /** @param boundaries ascending; readings before the first or from the last on belong to no part. */
  constructor(boundaries: readonly EpochSeconds[]) {
    this.#boundaries = boundaries;
    this.#stretches = boundaries.map(() => []);
  }

  /** Adds a reading that belongs to an instant. */
  addAt(at: EpochSeconds, entry: NewEntry): void {
    const stretch = this.#stretchOf(at);
    if (stretch >= 0 && stretch < this.#boundaries.length - 1) {
      this.#stretches[stretch]!.push(this.#append(entry));
    }
  }

  /** Adds a reading that belongs to every part that `[from, until)` touches. */
  addThroughout(from: EpochSeconds, until: EpochSeconds, entry: NewEntry): void {
    const first = Math.max(0, this.#stretchOf(from));
    const last = Math.min(this.#stretchOf(until - 1), this.#boundaries.length - 2);
    if (first > last) return;
    const index = this.#append(entry);
    for (let stretch = first; stretch <= last; stretch += 1) this.#stretches[stretch]!.push(index);
  }

  /** The readings of a part, each once, in no particular order. Both ends are boundaries. */
  within(from: EpochSeconds, until: EpochSeconds): Entry[] {
    const first = this.#stretchOf(from);
    const last = this.#stretchOf(until);
    invariant(
      this.#boundaries[first] === from && this.#boundaries[last] === until,
      'a part of a period begins and ends at boundaries',
    );
    const entries =
      last === first + 1 ? this.#stretches[first]! : [...new Set(this.#stretches.slice(first, last).flat())];
    return entries.map((entry) => this.#entry(entry));
  }

  #entry(entry: number): Entry {
    return {
      entry,
      ticket: this.#ticket[entry]!,
      instance: this.#instance[entry]!,
      priority: this.#priority[entry]!,
      counting: countings[this.#counting[entry]!]!,
      reason: this.#reason[entry],
      elapsedSeconds: this.#elapsed[entry]!,
      clock: this.#clock[entry]!,
    };
  }

  #append(entry: NewEntry): number {
    this.#ticket.push(entry.ticket);
    this.#instance.push(entry.instance);
    this.#priority.push(entry.priority);
    this.#counting.push(countings.indexOf(entry.counting));
    this.#reason.push(entry.reason);
    this.#elapsed.push(entry.elapsedSeconds);
    this.#clock.push(entry.clock);
    return this.#ticket.length - 1;
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
