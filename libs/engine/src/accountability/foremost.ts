/** The first so many of a list in its order, and how many more there are. */
export interface Listed<Item> {
  readonly listed: readonly Item[];
  readonly more: number;
}

/** How many entries of a statement's section a list shows: enough to act on; the rest is counted. */
export const listLimit = 50;
/** How many tickets, facts or dates stand behind one entry. */
export const behindLimit = 10;

export function listed<Item>(items: readonly Item[], limit: number): Listed<Item> {
  return { listed: items.slice(0, limit), more: Math.max(0, items.length - limit) };
}

/** The same, with the listed entries made into something else. */
export function mapListed<From, To>(
  { listed: items, more }: Listed<From>,
  make: (item: From) => To,
): Listed<To> {
  return { listed: items.map(make), more };
}

/** Keeps the foremost of many items without sorting them all. */
export class Foremost<Item> {
  private readonly kept: Item[] = [];
  private count = 0;

  /** @param compare a total order, so that it does not matter in which order the items come. */
  constructor(
    private readonly limit: number,
    private readonly compare: (a: Item, b: Item) => number,
  ) {}

  add(item: Item): void {
    const { kept, limit, compare } = this;
    this.count += 1;
    let place = kept.length;
    if (place === limit && compare(kept[place - 1]!, item) <= 0) return;
    while (place > 0 && compare(kept[place - 1]!, item) > 0) place -= 1;
    kept.splice(place, 0, item);
    if (kept.length > limit) kept.pop();
  }

  get all(): Listed<Item> {
    return { listed: this.kept, more: this.count - this.kept.length };
  }
}
