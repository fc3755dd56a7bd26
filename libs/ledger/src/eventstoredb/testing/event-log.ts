/** An event as a writer sends it. */
export interface ProposedEvent {
  /** Lower-case UUID. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as the log holds it. */
export interface StoredEvent extends ProposedEvent {
  readonly stream: string;
  /** 0-based place in its stream. */
  readonly revision: number;
  /** Place in `$all`: a byte offset, ascending and not contiguous. Commit and prepare position are the same. */
  readonly position: bigint;
  /** 100-nanosecond ticks since 1970. */
  readonly createdTicks: bigint;
}

/** What a writer expects of a stream: its last revision, or one of the protocol's words. */
export type Expectation = number | 'no-stream' | 'any' | 'stream-exists';

export type AppendOutcome =
  | {
      readonly kind: 'success';
      readonly lastRevision: number | undefined;
      readonly position: bigint | undefined;
    }
  | { readonly kind: 'wrong-expected-version'; readonly current: number | undefined }
  | { readonly kind: 'stream-deleted' };

export interface StreamState {
  readonly events: StoredEvent[];
  /** Events before this revision were deleted softly: reads pass over them, revisions go on after them. */
  firstReadable: number;
  tombstoned: boolean;
}

export interface EventLogOptions {
  readonly clock?: () => number;
  /**
   * A system event is written after so many events, as a server's statistics are, so that `$all` never holds the
   * product's events alone. 0 for none.
   */
  readonly systemEventEvery?: number;
}

/** Bytes that the log keeps around an event besides its content; only there to leave gaps between positions. */
const envelopeBytes = 89;
const ticksPerMillisecond = 10_000n;
const noBytes = new Uint8Array();

/**
 * The store behind the protocol server: streams, `$all`, and the rules by which the real server takes an append or
 * refuses it (EventStore.Core, IndexWriter.CheckCommit). In memory; the nodes of one cluster share one.
 */
export class EventLog {
  /** `$all`, in order. */
  readonly all: StoredEvent[] = [];
  /** The offset at which the next event will be written; a checkpoint may name it (KurrentDB issue 4970). */
  end = 0n;
  readonly #streams = new Map<string, StreamState>();
  readonly #byId = new Map<string, StoredEvent>();
  readonly #watchers = new Set<() => void>();
  readonly #clock: () => number;
  readonly #systemEventEvery: number;
  #statisticsDue = 0;

  constructor({ clock = Date.now, systemEventEvery = 10 }: EventLogOptions = {}) {
    this.#clock = clock;
    this.#systemEventEvery = systemEventEvery;
    if (systemEventEvery > 0) {
      this.#write('$settings', [systemEvent('$settings', 0)]);
    }
  }

  stream(name: string): StreamState | undefined {
    return this.#streams.get(name);
  }

  /** Calls `wake` after every write, until the function returned is called. */
  onWritten(wake: () => void): () => void {
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  }

  /** Appends whole or not at all, with the real server's notion of a repeat. */
  append(stream: string, expected: Expectation, proposed: readonly ProposedEvent[]): AppendOutcome {
    const state = this.#streams.get(stream);
    if (state?.tombstoned === true) return { kind: 'stream-deleted' };
    const refused = this.#decide(stream, state, expected, proposed);
    if (refused !== undefined) return refused;
    const written = this.#write(stream, proposed);
    const last = written.at(-1);
    return {
      kind: 'success',
      lastRevision: last?.revision ?? currentRevision(state),
      position: last?.position,
    };
  }

  /** Takes the events away from readers of the stream; `$all` keeps them, and the stream can be written again. */
  softDelete(stream: string, expected: Expectation): AppendOutcome {
    const outcome = this.#expect(stream, expected);
    if (outcome.kind !== 'success') return outcome;
    const state = this.#state(stream);
    state.firstReadable = state.events.length;
    const [event] = this.#write(`$$${stream}`, [systemEvent('$metadata', this.all.length)]);
    return { kind: 'success', lastRevision: outcome.lastRevision, position: event!.position };
  }

  /** Ends the stream for ever. */
  tombstone(stream: string, expected: Expectation): AppendOutcome {
    const outcome = this.#expect(stream, expected);
    if (outcome.kind !== 'success') return outcome;
    this.#state(stream).tombstoned = true;
    return { ...outcome, position: this.end };
  }

  #decide(
    stream: string,
    state: StreamState | undefined,
    expected: Expectation,
    proposed: readonly ProposedEvent[],
  ): AppendOutcome | undefined {
    const current = currentRevision(state);
    const wrong: AppendOutcome = { kind: 'wrong-expected-version', current };
    if (expected === 'stream-exists' && current === undefined) return wrong;
    if (expected === 'any' || expected === 'stream-exists') {
      // Without a revision only the ids can tell a repeat: all of them in this stream, or the first is new.
      const known = proposed
        .map(({ id }) => this.#byId.get(id))
        .map((event) => (event?.stream === stream ? event : undefined));
      if (known.length === 0 || known[0] === undefined) return undefined;
      return known.includes(undefined) ? wrong : repeated(known.at(-1)!);
    }
    const expectedNumber = expected === 'no-stream' ? -1 : expected;
    const currentNumber = current ?? -1;
    if (expectedNumber === currentNumber) return undefined;
    if (expectedNumber > currentNumber) return wrong;
    const there = state!.events.slice(expectedNumber + 1, expectedNumber + 1 + proposed.length);
    const differs = proposed.findIndex(({ id }, index) => there[index]?.id !== id);
    if (proposed.length > 0 && differs === -1) return repeated(there.at(-1)!);
    const softlyDeleted = state!.firstReadable === state!.events.length;
    return differs === 0 && expected === 'no-stream' && softlyDeleted ? undefined : wrong;
  }

  #expect(stream: string, expected: Expectation): AppendOutcome {
    const state = this.#streams.get(stream);
    if (state?.tombstoned === true) return { kind: 'stream-deleted' };
    const current = currentRevision(state);
    const holds =
      expected === 'any' ||
      (expected === 'stream-exists' && current !== undefined) ||
      (expected === 'no-stream' && current === undefined) ||
      expected === current;
    if (!holds) return { kind: 'wrong-expected-version', current };
    return { kind: 'success', lastRevision: current, position: undefined };
  }

  #write(stream: string, proposed: readonly ProposedEvent[]): StoredEvent[] {
    const state = this.#state(stream);
    const createdTicks = BigInt(this.#clock()) * ticksPerMillisecond;
    const written = proposed.map((event, index) => {
      const position = this.end;
      this.end += BigInt(envelopeBytes + stream.length + sizeOf(event));
      return { ...event, stream, revision: state.events.length + index, position, createdTicks };
    });
    for (const event of written) {
      state.events.push(event);
      this.all.push(event);
      this.#byId.set(event.id, event);
      if (
        this.#systemEventEvery > 0 &&
        this.all.length % this.#systemEventEvery === 0 &&
        !stream.startsWith('$')
      ) {
        this.#statisticsDue += 1;
      }
    }
    this.#writeStatistics();
    for (const wake of [...this.#watchers]) wake();
    return written;
  }

  /** Statistics are written behind a batch, never inside it: a batch has its place in `$all` as a whole. */
  #writeStatistics(): void {
    while (this.#statisticsDue > 0) {
      this.#statisticsDue -= 1;
      this.#write('$stats-127.0.0.1:2113', [systemEvent('$statsCollected', this.all.length)]);
    }
  }

  #state(stream: string): StreamState {
    const state = this.#streams.get(stream) ?? { events: [], firstReadable: 0, tombstoned: false };
    this.#streams.set(stream, state);
    return state;
  }
}

/** What an event counts against the limit of one append (EventStore.Core, Event.SizeOnDisk). */
export function sizeOf({ type, data, metadata }: ProposedEvent): number {
  return data.length + metadata.length + type.length * 2;
}

function currentRevision(state: StreamState | undefined): number | undefined {
  return state === undefined || state.events.length === 0 ? undefined : state.events.length - 1;
}

function repeated(last: StoredEvent): AppendOutcome {
  return { kind: 'success', lastRevision: last.revision, position: last.position };
}

function systemEvent(type: string, number: number): ProposedEvent {
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  return { id, type, contentType: 'application/json', data: noBytes, metadata: noBytes };
}
