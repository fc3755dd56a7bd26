import { setTimeout as pause } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  END,
  type Position,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import type { Connection } from './connection.js';
import { watched } from './read-events.js';
import { storedEvent, type StoredEvent } from './stored-event.js';

const firstPauseMilliseconds = 50;
const longestPauseMilliseconds = 5_000;

export interface AllSubscriptionListener {
  /** An event that nobody was told before, in the order of its stream. */
  onEvent(event: StoredEvent): void;
  /** It has begun, or begun again: whatever is written from now on will be told, and what was before may be looked at. */
  onBegun(): void;
  /** The connection is lost; it will be made again. */
  onLost(error: unknown): void;
  /** An event is missing from the log: nothing is told any more. */
  onBroken(error: TallyError): void;
}

/** An event that follows its predecessor in its stream with others left out. */
class RevisionGap extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly found: number,
  ) {
    super(`position ${expected} of ${stream} is missing before ${found}`);
  }
}

/**
 * The one subscription of a process, to all streams of a ledger at once: the server allows about a hundred calls on a
 * connection, and the client never makes a lost one again. After a loss it goes on behind the last event that was
 * processed. Positions of checkpoints are used for nothing but to see that the server lives, since the next event may
 * lie at the same place.
 */
export class AllSubscription {
  readonly #connection: Connection;
  readonly #prefix: string;
  readonly #listener: AllSubscriptionListener;
  readonly #stopping = new AbortController();
  readonly #revisions = new Map<string, number>();
  #last: Position | undefined;
  #gap: RevisionGap | undefined;
  #current: AllStreamSubscription | undefined;
  #running: Promise<void> | undefined;

  constructor(connection: Connection, prefix: string, listener: AllSubscriptionListener) {
    this.#connection = connection;
    this.#prefix = prefix;
    this.#listener = listener;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#current?.destroy();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let milliseconds = firstPauseMilliseconds;
    while (!signal.aborted) {
      const before = this.#last;
      try {
        await this.#follow();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof RevisionGap) {
          // What is left out again after a new beginning is not there.
          if (this.#gap?.stream === error.stream && this.#gap.expected === error.expected) {
            this.#listener.onBroken(
              new TallyError('ledger-broken', `The ledger is broken: ${error.message}.`),
            );
            return;
          }
          this.#gap = error;
        }
        this.#listener.onLost(error);
      }
      if (this.#last !== before) milliseconds = firstPauseMilliseconds;
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
      milliseconds = Math.min(2 * milliseconds, longestPauseMilliseconds);
    }
  }

  /** One subscription, until it ends one way or the other. */
  async #follow(): Promise<void> {
    const { client, callOptions, idleMilliseconds } = this.#connection;
    const { credentials } = callOptions;
    let alive = (): void => undefined;
    const subscription = client.subscribeToAll({
      credentials,
      fromPosition: this.#last ?? END,
      filter: streamNameFilter({ prefixes: [this.#prefix], checkpointReached: () => alive() }),
    });
    this.#current = subscription;
    subscription.on('confirmation', () => {
      alive();
      this.#listener.onBegun();
    });
    const events = watched<ResolvedEvent>(
      subscription,
      idleMilliseconds,
      () => subscription.unsubscribe(),
      (heard) => {
        alive = heard;
      },
    );
    for await (const resolved of events) {
      const event = storedEvent(resolved);
      if (event !== undefined) this.#take(event);
    }
  }

  #take(event: StoredEvent): void {
    const { logPosition, stream, position } = event;
    if (logPosition === undefined) return;
    if (this.#last !== undefined && !isBehind(logPosition, this.#last)) return;
    const known = this.#revisions.get(stream);
    if (known !== undefined && position > known + 1) throw new RevisionGap(stream, known + 1, position);
    this.#last = logPosition;
    if (known !== undefined && position <= known) return;
    this.#gap = undefined;
    this.#revisions.set(stream, position);
    this.#listener.onEvent(event);
  }
}

function isBehind(position: Position, last: Position): boolean {
  return (
    position.commit > last.commit || (position.commit === last.commit && position.prepare > last.prepare)
  );
}
