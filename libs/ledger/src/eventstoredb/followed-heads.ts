import type { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '../port.js';
import { endAt } from './agreement-log.js';
import { AllSubscription } from './all-subscription.js';
import type { Connection } from './connection.js';
import type { StoredEvent } from './stored-event.js';
import type { StreamNames } from './streams.js';

/**
 * The heads of all agreements as the one subscription tells them, and a count that moves whenever something may have been
 * written. It may be a moment behind what other servers record; whoever decides something reads the stream itself.
 */
export class FollowedHeads {
  readonly #streams: StreamNames;
  readonly #readAll: () => Promise<readonly LedgerHead[]>;
  readonly #onMove: () => void;
  readonly #subscription: AllSubscription;
  readonly #heads = new Map<string, LedgerHead>();
  #started = false;
  #isCurrent = false;
  /** Which beginning of the subscription it is: what an earlier one read may be of no use any more. */
  #beginning = 0;
  #version = 0;
  #broken: TallyError | undefined;

  /** @param readAll reads the heads of all agreements from the server. */
  constructor(
    connection: Connection,
    streams: StreamNames,
    readAll: () => Promise<readonly LedgerHead[]>,
    onMove: () => void,
  ) {
    this.#streams = streams;
    this.#readAll = readAll;
    this.#onMove = onMove;
    this.#subscription = new AllSubscription(connection, streams.prefix, {
      onEvent: (event) => this.#take(event),
      onBegun: () => void this.#begin(),
      onLost: () => this.#lose(),
      onBroken: (error) => {
        this.#broken = error;
        this.#lose();
        this.#moved();
      },
    });
  }

  start(): void {
    this.#started = true;
    this.#subscription.start();
  }

  /** @throws TallyError `ledger-broken` once an event turned out to be missing from the log. */
  get version(): number {
    if (this.#broken !== undefined) throw this.#broken;
    return this.#version;
  }

  /** The heads; undefined while the subscription cannot answer for them. @throws TallyError `ledger-broken`. */
  get heads(): readonly LedgerHead[] | undefined {
    if (this.#broken !== undefined) throw this.#broken;
    return this.#isCurrent ? [...this.#heads.values()] : undefined;
  }

  /** Takes in what this process recorded, before the subscription tells it. */
  note(head: LedgerHead): void {
    if (this.#started) this.#takeHead(head);
  }

  async close(): Promise<void> {
    await this.#subscription.close();
  }

  #take(event: StoredEvent): void {
    try {
      const end = endAt(this.#streams.agreementOf(event.stream), event);
      if (end.kind === 'head') this.#takeHead(end.head);
    } catch {
      // Something that is no fact: whoever reads that stream is told so.
    }
    this.#moved();
  }

  #takeHead(head: LedgerHead): void {
    const known = this.#heads.get(head.agreement);
    if (known === undefined || known.position < head.position) this.#heads.set(head.agreement, head);
  }

  async #begin(): Promise<void> {
    this.#beginning += 1;
    const beginning = this.#beginning;
    try {
      const heads = await this.#readAll();
      if (beginning !== this.#beginning) return;
      for (const head of heads) this.#takeHead(head);
      this.#isCurrent = true;
    } catch {
      // The server is gone again; whoever asks reads it, and is told so.
    }
    this.#moved();
  }

  #lose(): void {
    this.#beginning += 1;
    this.#isCurrent = false;
  }

  #moved(): void {
    this.#version += 1;
    this.#onMove();
  }
}
