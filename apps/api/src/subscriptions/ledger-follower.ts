import { TallyError } from '@tallystick/errors';
import type { Ledger, RecordedFact } from '@tallystick/ledger';
import { Wakeup } from './wakeup.js';

/** Facts that came last, kept so that many subscribers do not each read them again. */
const recentFacts = 1000;
/** Facts that a subscriber is given at a time while it catches up. */
const pageFacts = 200;

interface Followed {
  /** The last position that is known to be recorded. */
  head: number;
  /** The last facts, without a gap, up to `head`; may be empty. */
  recent: RecordedFact[];
  followers: number;
  failure: Error | undefined;
  readonly wakeup: Wakeup;
  readonly stop: AbortController;
}

/**
 * Follows the ledgers of agreements for their subscribers: however many follow one, it is followed once, and nobody is
 * woken but by a new fact.
 */
export class LedgerFollower {
  private readonly followed = new Map<string, Promise<Followed>>();

  constructor(private readonly ledger: Ledger) {}

  /**
   * Every fact after a position, each once and in order, until the signal aborts.
   * @param after the position; undefined: from now on.
   * @throws TallyError `ledger-position-unknown` for a position beyond the head; what the ledger throws.
   */
  async *factsAfter(
    agreement: string,
    after: number | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RecordedFact[], void, undefined> {
    const followed = await this.join(agreement);
    try {
      // Asked of the ledger itself: what is followed may not have heard of its last facts yet.
      const head = (await this.ledger.head(agreement))?.position ?? -1;
      if (after !== undefined && (after < -1 || after > head)) {
        throw new TallyError(
          'ledger-position-unknown',
          `The ledger ends at position ${head}; nothing can be followed after ${after}.`,
          [{ place: 'after', problem: 'It is no position of the ledger.', mend: `Name -1 to ${head}.` }],
        );
      }
      let given = after ?? head;
      while (!signal.aborted) {
        if (followed.failure !== undefined) throw followed.failure;
        const seen = followed.wakeup.count;
        if (followed.head <= given) {
          await followed.wakeup.after(seen, signal);
          continue;
        }
        const page = await this.pageAfter(agreement, followed, given);
        given = page.at(-1)!.position;
        yield page;
      }
    } finally {
      this.leave(agreement, followed);
    }
  }

  private async pageAfter(
    agreement: string,
    followed: Followed,
    given: number,
  ): Promise<readonly RecordedFact[]> {
    const { recent, head } = followed;
    const first = recent[0]?.position;
    if (first !== undefined && first <= given + 1) {
      return recent.slice(given + 1 - first, given + 1 - first + pageFacts);
    }
    const until = Math.min(head, given + pageFacts);
    for await (const page of this.ledger.read(agreement, { from: given + 1, until, pageSize: pageFacts })) {
      return page;
    }
    throw new TallyError(
      'ledger-broken',
      `The ledger of "${agreement}" has no fact at position ${given + 1}.`,
    );
  }

  private async join(agreement: string): Promise<Followed> {
    let opening = this.followed.get(agreement);
    if (opening === undefined) {
      opening = this.follow(agreement);
      this.followed.set(agreement, opening);
      opening.catch(() => this.followed.delete(agreement));
    }
    const followed = await opening;
    // Whoever was the last may have left while this one waited for the beginning.
    if (followed.stop.signal.aborted) return this.join(agreement);
    followed.followers += 1;
    return followed;
  }

  private leave(agreement: string, followed: Followed): void {
    followed.followers -= 1;
    if (followed.followers > 0) return;
    this.followed.delete(agreement);
    followed.stop.abort();
  }

  private async follow(agreement: string): Promise<Followed> {
    const head = (await this.ledger.head(agreement))?.position ?? -1;
    const followed: Followed = {
      head,
      recent: [],
      followers: 0,
      failure: undefined,
      wakeup: new Wakeup(),
      stop: new AbortController(),
    };
    void this.keepUp(agreement, followed);
    return followed;
  }

  private async keepUp(agreement: string, followed: Followed): Promise<void> {
    try {
      for await (const page of this.ledger.subscribe(agreement, followed.head, followed.stop.signal)) {
        followed.recent.push(...page);
        if (followed.recent.length > 2 * recentFacts) followed.recent = followed.recent.slice(-recentFacts);
        followed.head = page.at(-1)!.position;
        followed.wakeup.wake();
      }
    } catch (error) {
      followed.failure = error instanceof Error ? error : new Error(String(error));
      if (!followed.stop.signal.aborted) this.followed.delete(agreement);
      followed.wakeup.wake();
    }
  }
}
