import {
  binaryEvent,
  EventStoreDBClient,
  NO_STREAM,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from './faults.js';
import { type ProtocolServer, startProtocolServer } from './protocol-server.js';

/** What each fault looks like to the official client: the ground on which the adapter's own tests stand. */

let server: ProtocolServer;
let client: EventStoreDBClient;
beforeEach(async () => {
  server = await startProtocolServer();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.close();
});

const credentials = { username: 'admin', password: 'changeit' };
const event = (text: string) => binaryEvent({ id: randomUUID(), type: 'fact', data: Buffer.from(text) });
const append = (texts: readonly string[], deadline = 10_000) =>
  client.appendToStream('tally-a', texts.map(event), { expectedRevision: NO_STREAM, credentials, deadline });
const texts = ['0', '1', '2', '3', '4'];

async function readAll(): Promise<string[]> {
  const read: string[] = [];
  for await (const { event: stored } of client.readStream('tally-a')) {
    read.push(Buffer.from(stored!.data as Uint8Array).toString());
  }
  return read;
}

const typeOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: { type: string }) => error.type,
  );

describe('appends', () => {
  test.each([
    ['silence', 'deadline-exceeded'],
    ['unavailable', 'unavailable'],
    ['timeout', 'timeout'],
    ['cut-connection', 'unavailable'],
  ] as const)('an acknowledgement lost by %s is %s, and the events are there', async (answer, type) => {
    server.faults.next({ kind: 'lost-acknowledgement', answer });
    expect(await typeOf(append(texts, 500))).toBe(type);
    expect(await readAll()).toEqual(texts);
    expect(server.faults.struck).toEqual(['lost-acknowledgement']);
  });

  test.each([
    ['not-ready', 'unavailable'],
    ['busy', 'unavailable'],
    ['timeout', 'timeout'],
  ] as const)('refused as %s is %s, and nothing is there', async (reason, type) => {
    server.faults.next({ kind: 'refused', reason });
    expect(await typeOf(append(texts))).toBe(type);
    expect(server.log.stream('tally-a')).toBeUndefined();
  });

  test('a leader that has moved is named, and asked from then on', async () => {
    const other = await startProtocolServer({ log: server.log });
    server.faults.next({ kind: 'leader-moved', host: other.host, port: other.port });
    expect(await typeOf(append(texts))).toBe('not-leader');
    await append(texts);
    expect([other.calls.get('append'), await readAll()]).toEqual([1, texts]);
    await client.dispose();
    await other.close();
  });

  test('a slow answer comes, or its deadline does', async () => {
    server.faults.next({ kind: 'slow-answer', milliseconds: 300, times: 2 });
    expect(await typeOf(append(texts, 50))).toBe('deadline-exceeded');
    await append(texts);
  });
});

describe('reads', () => {
  beforeEach(async () => void (await append(texts)));
  const faulty = (
    kind: Exclude<Fault['kind'], 'lost-acknowledgement' | 'refused' | 'leader-moved' | 'slow-answer'>,
  ) => server.faults.next({ kind, afterEvents: 2 });

  test('a connection cut on the way is an error, after the events that came', async () => {
    faulty('cut-connection');
    expect(await typeOf(readAll())).toBe('unavailable');
    expect(await readAll()).toEqual(texts);
  });

  test.each([
    ['short-read', ['0', '1']],
    ['duplicate-delivery', ['0', '1', '2', '2', '3', '4']],
    ['reordered-delivery', ['0', '1', '3', '2', '4']],
    ['missing-event', ['0', '1', '3', '4']],
    ['altered-event', ['0', '1', '3', '3', '4']],
  ] as const)('%s is no error at all to the client', async (kind, read) => {
    faulty(kind);
    expect(await readAll()).toEqual(read);
    expect(server.faults.struck).toEqual([kind]);
    expect(await readAll()).toEqual(texts);
  });

  test('a stalled stream neither goes on nor ends, whatever deadline the client is given', async () => {
    faulty('stalled-stream');
    const reading = client.readStream('tally-a', { deadline: 50 });
    const read: ResolvedEvent[] = [];
    const ended = new Promise<string>((resolve) => {
      reading.on('data', (resolved) => {
        read.push(resolved);
        // The client has no way to tell this silence from a slow server's: the test ends it by its own patience.
        if (read.length === 2) setTimeout(() => resolve('nothing more'), 300);
      });
      reading.on('error', (error) => resolve(error.message));
      reading.on('end', () => resolve('end'));
    });
    expect([await ended, read.length]).toEqual(['nothing more', 2]);
    await reading.cancel();
  });

  test('a fault that finds no occasion waits for the next call', async () => {
    server.faults.next({ kind: 'missing-event', afterEvents: 99 });
    expect(await readAll()).toEqual(texts);
    expect([server.faults.waiting, server.faults.struck]).toEqual([1, []]);
    server.faults.clear();
    expect(server.faults.waiting).toBe(0);
  });
});

describe('subscriptions', () => {
  const follow = () => {
    const seen: string[] = [];
    let wake = () => {};
    const note = (what: string) => {
      seen.push(what);
      wake();
    };
    const subscription = client
      .subscribeToAll({ filter: streamNameFilter({ prefixes: ['tally-'] }) })
      .on('data', ({ event: stored }) => note(Buffer.from(stored!.data as Uint8Array).toString()))
      .on('caughtUp', () => note('(caught up)'))
      .on('error', (error) => note(`(${(error as unknown as { type: string }).type})`));
    const until = async (what: string) => {
      while (!seen.includes(what)) await new Promise<void>((resolve) => (wake = resolve));
      return seen;
    };
    return { subscription, until, seen };
  };

  test('end with an error and never come back when the server restarts; a new one goes on', async () => {
    await append(texts);
    const { until, seen } = follow();
    await until('(caught up)');
    await server.restart();
    await until('(unavailable)');
    const again = follow();
    await client.appendToStream('tally-a', event('after'), { credentials });
    await again.until('after');
    expect(seen).toEqual([...texts, '(caught up)', '(unavailable)']);
    await again.subscription.unsubscribe();
  });

  test('a server that is away refuses, and is there again on its port with its events', async () => {
    await append(texts);
    await server.stop();
    expect(await typeOf(append(['x'], 2_000))).toBe('unavailable');
    expect(server.connections).toBe(0);
    await server.start();
    expect(await readAll()).toEqual(texts);
  });

  test('duplicates, another order and a gap reach the subscriber as they are', async () => {
    await append(texts);
    const given: string[][] = [];
    for (const kind of ['duplicate-delivery', 'reordered-delivery', 'missing-event'] as const) {
      server.faults.next({ kind, afterEvents: 1, on: ['subscription'] });
      const { subscription, until } = follow();
      given.push((await until('(caught up)')).slice(0, -1));
      await subscription.unsubscribe();
    }
    expect(given).toEqual([
      ['0', '1', '1', '2', '3', '4'],
      ['0', '2', '1', '3', '4'],
      ['0', '2', '3', '4'],
    ]);
  });
});

test('one stream more than a connection may have waits for another to end', async () => {
  await server.close();
  server = await startProtocolServer({ maxConcurrentStreams: 2 });
  client = EventStoreDBClient.connectionString(server.url);
  const subscriptions = [client.subscribeToAll(), client.subscribeToAll()];
  await Promise.all(subscriptions.map((one) => new Promise((resolve) => one.once('caughtUp', resolve))));
  expect(await typeOf(append(texts, 500))).toBe('deadline-exceeded');
  await subscriptions[0]!.unsubscribe();
  // The server learns of it a moment later, and refuses streams until then.
  await vi.waitFor(() => append(texts));
  expect(await readAll()).toEqual(texts);
});
