import { BACKWARDS, END, FORWARDS, type ReadRevision, type ResolvedEvent } from '@eventstore/db-client';
import { failureOf, isStreamNotFound, ShortRead, SilentStream } from './client-errors.js';
import type { Connection } from './connection.js';
import { storedEvent, type StoredEvent } from './stored-event.js';

/** What the client gives for a read or a subscription, as far as it is used here. */
interface ClientStream<Item> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  iterator(options: { readonly destroyOnReturn: boolean }): AsyncIterableIterator<Item>;
  destroy(error?: Error): unknown;
  resume(): unknown;
}

/**
 * The items of a stream of the client. The client waits for ever, so that a stream that says nothing for too long is
 * ended here; time that the reader takes for itself does not count.
 * @param cancel ends the call on the wire, which destroying the client's stream does not.
 * @param heard called by whatever else shows that the stream lives, such as checkpoints.
 */
export async function* watched<Item>(
  stream: ClientStream<Item>,
  idleMilliseconds: number,
  cancel: () => Promise<void>,
  heard?: (alive: () => void) => void,
): AsyncGenerator<Item, void, undefined> {
  // The client may emit an error before or after anybody waits for an item; unheard, it would end the process.
  stream.on('error', () => undefined);
  let waitingSince: number | undefined = performance.now();
  heard?.(() => {
    if (waitingSince !== undefined) waitingSince = performance.now();
  });
  const watch = setInterval(
    () => {
      if (waitingSince !== undefined && performance.now() - waitingSince > idleMilliseconds) {
        stream.destroy(new SilentStream(idleMilliseconds));
      }
    },
    Math.max(5, idleMilliseconds / 4),
  );
  watch.unref();
  try {
    for await (const item of stream.iterator({ destroyOnReturn: false })) {
      waitingSince = undefined;
      yield item;
      waitingSince = performance.now();
    }
  } finally {
    clearInterval(watch);
    // Destroyed, it would leave a call that has ended already for ever unread in the client, which then never closes.
    stream.resume();
    await cancel().catch(() => undefined);
  }
}

interface EventRange {
  readonly from: ReadRevision;
  readonly count: number;
  readonly backwards?: boolean;
}

/** One read of a stream, as it comes. @returns whether there is such a stream. */
async function* readOnce(
  connection: Connection,
  stream: string,
  { from, count, backwards = false }: EventRange,
): AsyncGenerator<StoredEvent, boolean, undefined> {
  const { deadline: _deadline, ...options } = connection.callOptions;
  const read = connection.client.readStream(stream, {
    ...options,
    fromRevision: from,
    maxCount: count,
    direction: backwards ? BACKWARDS : FORWARDS,
  });
  try {
    for await (const resolved of watched<ResolvedEvent>(read, connection.idleMilliseconds, () =>
      read.cancel(),
    )) {
      const event = storedEvent(resolved);
      if (event !== undefined) yield event;
    }
    return true;
  } catch (error) {
    if (isStreamNotFound(error)) return false;
    throw error;
  }
}

/** The last event of a stream; undefined where there is no such stream. @throws TallyError `ledger-unavailable`. */
export function readLast(connection: Connection, stream: string): Promise<StoredEvent | undefined> {
  return connection.repeated(async () => {
    const read = readOnce(connection, stream, { from: END, count: 1, backwards: true });
    let last: StoredEvent | undefined;
    for (;;) {
      const { done, value } = await read.next();
      if (done !== true) last = value;
      // A stream that exists has a last event: a read that ends without one was cut, or the stream was emptied.
      else if (value && last === undefined) throw new ShortRead(stream);
      else return last;
    }
  });
}

/**
 * Events of a stream from a position on, as they are stored and in order, up to `count`. Where the connection is cut, the
 * read ends early as if everything had been said, or an event is left out on the way, it reads again from the next
 * position. What is the same twice is taken for what the server holds, and given; what came before is left out.
 * @throws TallyError `ledger-unavailable`.
 */
export async function* readEvents(
  connection: Connection,
  stream: string,
  from: number,
  count: number,
): AsyncGenerator<StoredEvent, void, undefined> {
  const end = from + count;
  let next = from;
  /** Where a read ended or left something out. */
  let doubted: number | undefined;
  let backOff = connection.backOff();
  while (next < end) {
    const begin = next;
    try {
      for await (const event of readOnce(connection, stream, { from: BigInt(begin), count: end - begin })) {
        if (event.position < next) continue;
        if (event.position > next && doubted !== next) break;
        next = event.position + 1;
        yield event;
      }
      if (doubted === next) return;
      doubted = next;
    } catch (error) {
      if (next > begin) backOff = connection.backOff();
      if (failureOf(error) !== 'unknown' || !(await backOff())) throw connection.typed(error);
    }
  }
}
