/**
 * Draws from a seed: the same seed draws the same things on any machine. A whole agreement and its history hang
 * together too closely to be drawn by combining independent arbitraries, so they are drawn from one of these.
 */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bf03635) >>> 0 || 1;
    for (let step = 0; step < 8; step += 1) this.#next();
  }

  /** A whole number, both ends among them. */
  whole(min: number, max: number): number {
    return min + (this.#next() % (max - min + 1));
  }

  /** True in so many of a hundred draws. */
  percent(chance: number): boolean {
    return this.whole(1, 100) <= chance;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }

  /** So many different items, in the order given. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const left = items.map((item, index) => ({ item, index }));
    const chosen = Array.from(
      { length: Math.min(count, items.length) },
      () => left.splice(this.whole(0, left.length - 1), 1)[0]!,
    );
    return chosen.sort((a, b) => a.index - b.index).map(({ item }) => item);
  }

  /** The keys, or none of them. */
  maybe<Keys extends object>(chance: number, keys: () => Keys): Partial<Keys> {
    return this.percent(chance) ? keys() : {};
  }

  /** Other dice that follow from where these are, and leave them where they are. */
  aside(): Dice {
    return new Dice(this.#state ^ 0x2545f491);
  }

  /** xorshift32 (Marsaglia, 2003). */
  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state >>> 0;
    return this.#state;
  }
}
