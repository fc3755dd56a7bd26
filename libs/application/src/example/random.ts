/**
 * Seeded pseudo-random numbers for example data, the same on every machine. A counter stepped by an odd constant is
 * scrambled by multiplications and shifts; good enough for made-up tickets, and for nothing else.
 */
export class SeededRandom {
  private counter: number;

  constructor(seed: number) {
    this.counter = seed >>> 0;
  }

  /** At least 0, below 1. */
  fraction(): number {
    this.counter = (this.counter + 0x9e3779b9) >>> 0;
    let mixed = this.counter;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }

  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    let left = this.fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return choices.at(-1)![0];
  }

  /** Whole seconds spread around the median as durations of work are: half below it, and a long tail above. */
  duration(medianSeconds: number, spread = 0.7): number {
    // Three uniform numbers summed are close enough to a bell curve.
    const bell = (this.fraction() + this.fraction() + this.fraction() - 1.5) * 2;
    return Math.max(30, Math.round(medianSeconds * 2 ** (bell * spread * 1.6)));
  }
}
