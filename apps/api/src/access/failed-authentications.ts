import { LRUCache } from 'lru-cache';

const windowMilliseconds = 60_000;
/** How many addresses are kept count of; those that failed last stay. */
const addresses = 10_000;

interface Count {
  readonly since: number;
  readonly failures: number;
}

/**
 * How often an address has shown tokens that are not taken, in windows of a minute. No secret can be guessed; this keeps
 * those who try from filling the log and having signatures checked.
 */
export class FailedAuthentications {
  private readonly counts = new LRUCache<string, Count>({ max: addresses });

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {}

  note(address: string): void {
    const now = this.now();
    const count = this.counts.get(address);
    const isSameWindow = count !== undefined && now - count.since < windowMilliseconds;
    this.counts.set(
      address,
      isSameWindow ? { ...count, failures: count.failures + 1 } : { since: now, failures: 1 },
    );
  }

  /** In how many whole seconds the address may show tokens again; 0: it may now. */
  secondsToWait(address: string): number {
    const count = this.counts.get(address);
    if (count === undefined || count.failures < this.perMinute) return 0;
    return Math.max(0, Math.ceil((count.since + windowMilliseconds - this.now()) / 1000));
  }
}
