import {
  ANY,
  AccessDeniedError,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  type ResolvedEvent,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  streamNameFilter,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { startProtocolCluster } from './protocol-cluster.js';
import { type ProtocolServer, type ProtocolServerOptions, startProtocolServer } from './protocol-server.js';

/** The server is proved by the official client, so that what an adapter gets wrong against it is the adapter's. */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(options?: ProtocolServerOptions): Promise<ProtocolServer> {
  const server = await startProtocolServer(options);
  closing.push(() => server.close());
  return server;
}

function clientOf(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  closing.push(() => client.dispose());
  return client;
}

const credentials = { username: 'admin', password: 'changeit' };
/** Credentials on the append take the client's plain path; none take the batched one. */
const paths = [
  { path: 'append', options: { credentials } },
  { path: 'batch-append', options: {} },
] as const;

const event = (text: string, id = randomUUID()) =>
  binaryEvent({ id, type: 'fact', data: Buffer.from(text), metadata: Buffer.from(`{"of":"${text}"}`) });
const events = (...texts: string[]) => texts.map((text) => event(text));

async function read(stream: AsyncIterable<ResolvedEvent>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { event: read } of stream) {
    texts.push(Buffer.from(read!.data as Uint8Array).toString());
  }
  return texts;
}

/** The next events of a subscription, and what it said between them. */
function follow(subscription: ReturnType<EventStoreDBClient['subscribeToAll']>) {
  const seen: string[] = [];
  let wake = () => {};
  const note = (what: string) => {
    seen.push(what);
    wake();
  };
  subscription
    .on('data', ({ event: read }) => note(Buffer.from(read!.data as Uint8Array).toString()))
    .on('caughtUp', () => note('(caught up)'))
    .on('error', (error: Error) => note(`(${error.name}: ${(error as { type?: string }).type})`));
  closing.push(() => subscription.unsubscribe());
  const until = async (what: string) => {
    while (!seen.includes(what)) await new Promise<void>((resolve) => (wake = resolve));
    return seen;
  };
  return { seen, until, note };
}

describe.each(paths)('appending by $path', ({ path, options }) => {
  const failure = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test('writes in order, on the path meant, and gives revision and position', async () => {
    const server = await serve();
    const client = clientOf(server.url);
    const first = await client.appendToStream('a', events('1', '2'), {
      expectedRevision: NO_STREAM,
      ...options,
    });
    const second = await client.appendToStream('a', events('3'), { expectedRevision: 1n, ...options });
    expect([first.nextExpectedRevision, second.nextExpectedRevision]).toEqual([1n, 2n]);
    expect(second.position!.commit).toBeGreaterThan(first.position!.commit);
    expect([...server.calls.keys()]).toEqual([path]);
    expect(await read(client.readStream('a'))).toEqual(['1', '2', '3']);
  });

  test('refuses what the stream is not at', async () => {
    const client = clientOf((await serve()).url);
    await client.appendToStream('a', events('1', '2'), { expectedRevision: NO_STREAM, ...options });
    const conflict = async (
      stream: string,
      expectedRevision: bigint | typeof NO_STREAM | typeof STREAM_EXISTS,
    ) => {
      const error = await failure(
        client.appendToStream(stream, events('x'), { expectedRevision, ...options }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      const { actualVersion, expectedVersion } = error as WrongExpectedVersionError;
      return [actualVersion, expectedVersion];
    };
    expect(await conflict('a', NO_STREAM)).toEqual([1n, NO_STREAM]);
    expect(await conflict('a', 0n)).toEqual([1n, 0n]);
    expect(await conflict('a', 7n)).toEqual([1n, 7n]);
    expect(await conflict('b', 0n)).toEqual([NO_STREAM, 0n]);
    expect(await conflict('b', STREAM_EXISTS)).toEqual([NO_STREAM, STREAM_EXISTS]);
    expect(await read(client.readStream('a'))).toEqual(['1', '2']);
  });

  test('takes the same ids at the same place as a repeat, and anything else as a conflict', async () => {
    const client = clientOf((await serve()).url);
    const [one, two, three] = events('1', '2', '3') as [
      ReturnType<typeof event>,
      ReturnType<typeof event>,
      ReturnType<typeof event>,
    ];
    await client.appendToStream('a', [one, two], { expectedRevision: NO_STREAM, ...options });
    await client.appendToStream('a', [three], { expectedRevision: 1n, ...options });
    const repeat = await client.appendToStream('a', [one, two], { expectedRevision: NO_STREAM, ...options });
    expect(repeat.nextExpectedRevision).toBe(1n);
    const anywhere = await client.appendToStream('a', [two, three], { expectedRevision: ANY, ...options });
    expect(anywhere.nextExpectedRevision).toBe(2n);
    for (const [batch, expectedRevision] of [
      [[one, event('new')], NO_STREAM],
      [[two], NO_STREAM],
      [[two, event('new')], ANY],
    ] as const) {
      const error = await failure(client.appendToStream('a', [...batch], { expectedRevision, ...options }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
    }
    expect(await read(client.readStream('a'))).toEqual(['1', '2', '3']);
  });

  test('knows no repeat where the revision expected is the last one: the same id is written twice', async () => {
    const client = clientOf((await serve()).url);
    const one = event('1');
    await client.appendToStream('a', one, { expectedRevision: NO_STREAM, ...options });
    await client.appendToStream('a', one, { expectedRevision: 0n, ...options });
    expect(await read(client.readStream('a'))).toEqual(['1', '1']);
  });

  test('refuses more bytes than the limit, whole', async () => {
    const client = clientOf((await serve({ maxAppendBytes: 1000 })).url);
    const error = await failure(
      client.appendToStream('a', events('x'.repeat(600), 'y'.repeat(600)), options),
    );
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect((error as MaxAppendSizeExceededError).maxAppendSize).toBe(1000);
    await expect(read(client.readStream('a'))).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  test('goes on after a deletion, and never after a tombstone', async () => {
    const client = clientOf((await serve()).url);
    await client.appendToStream('a', events('1', '2'), { expectedRevision: NO_STREAM, ...options });
    await client.deleteStream('a', { expectedRevision: 1n });
    await expect(read(client.readStream('a'))).rejects.toBeInstanceOf(StreamNotFoundError);
    const again = await client.appendToStream('a', events('3'), { expectedRevision: NO_STREAM, ...options });
    expect(again.nextExpectedRevision).toBe(2n);
    expect(await read(client.readStream('a'))).toEqual(['3']);
    expect(await failure(client.tombstoneStream('a', { expectedRevision: 0n }))).toBeInstanceOf(
      WrongExpectedVersionError,
    );
    await client.tombstoneStream('a', { expectedRevision: 2n });
    await expect(read(client.readStream('a'))).rejects.toBeInstanceOf(StreamDeletedError);
    expect(await failure(client.appendToStream('a', events('4'), options))).toBeInstanceOf(
      StreamDeletedError,
    );
  });
});

test('a server that knows no batched append, or no such question, is appended to plainly', async () => {
  for (const features of ['plain-append-only', 'none'] as const) {
    const server = await serve({ features });
    await clientOf(server.url).appendToStream('a', events('1'));
    expect([...server.calls.keys()]).toEqual(['append']);
  }
});

describe('reading', () => {
  async function written() {
    const server = await serve();
    const client = clientOf(server.url);
    for (let number = 0; number < 30; number += 1) {
      await client.appendToStream(`tally-${number % 2}`, events(String(number)), { credentials });
    }
    return { server, client };
  }

  test('streams: forwards and backwards, from anywhere, so many', async () => {
    const { client } = await written();
    expect((await read(client.readStream('tally-0'))).length).toBe(15);
    expect(await read(client.readStream('tally-0', { fromRevision: 13n }))).toEqual(['26', '28']);
    expect(await read(client.readStream('tally-0', { fromRevision: 2n, maxCount: 2 }))).toEqual(['4', '6']);
    expect(await read(client.readStream('tally-0', { fromRevision: 99n }))).toEqual([]);
    const last = client.readStream('tally-1', { fromRevision: END, direction: BACKWARDS, maxCount: 2 });
    expect(await read(last)).toEqual(['29', '27']);
    const back = client.readStream('tally-1', { fromRevision: 1n, direction: BACKWARDS });
    expect(await read(back)).toEqual(['3', '1']);
    await expect(read(client.readStream('nothing'))).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  test('all: in order, with the bytes, metadata, instants and positions as they are, system events among them', async () => {
    const { client, server } = await written();
    const all: ResolvedEvent[] = [];
    for await (const resolved of client.readAll({ fromPosition: START })) all.push(resolved);
    expect(all.length).toBe(server.log.all.length);
    const positions = all.map((resolved) => resolved.event!.position!.commit);
    expect(positions).toEqual([...positions].sort((one, other) => (one < other ? -1 : 1)));
    const ours = all.filter((resolved) => resolved.event!.streamId.startsWith('tally-'));
    expect(ours.length).toBe(30);
    expect(all.some((resolved) => resolved.event!.streamId.startsWith('$'))).toBe(true);
    const { data, metadata, isJson, created, type } = ours[7]!.event!;
    expect([Buffer.from(data as Uint8Array).toString(), metadata, isJson, type]).toEqual([
      '7',
      { of: '7' },
      false,
      'fact',
    ]);
    expect(Math.abs(created.getTime() - Date.now())).toBeLessThan(60_000);

    const { position } = ours[7]!.event!;
    const included = client.readAll({ fromPosition: position!, maxCount: 1 });
    expect(await read(included)).toEqual(['7']);
    const excluded = client.readAll({ fromPosition: position!, direction: BACKWARDS, maxCount: 1 });
    expect(await read(excluded)).not.toEqual(['7']);
  });

  test('what is written while a read is on its way is no part of it', async () => {
    const { client } = await written();
    const reading = client.readStream('tally-0');
    await client.appendToStream('tally-0', events('late'), { credentials });
    expect((await read(reading)).length).toBeLessThanOrEqual(16);
  });
});

describe('subscribing to all with a filter', () => {
  const filter = (checkpointReached?: (position: bigint) => void) =>
    streamNameFilter({
      prefixes: ['tally-'],
      checkpointInterval: 1,
      maxSearchWindow: 5,
      checkpointReached: (_subscription, { commit }) => {
        checkpointReached?.(commit);
        return Promise.resolve();
      },
    });

  test('gives what was there, says so, and goes on; resumed after an event it gives neither less nor more', async () => {
    const server = await serve();
    const client = clientOf(server.url);
    for (let number = 0; number < 12; number += 1) {
      await client.appendToStream(number === 5 ? 'other' : 'tally-a', events(String(number)), {
        credentials,
      });
    }
    const following = follow(client.subscribeToAll({ filter: filter() }));
    await following.until('(caught up)');
    await client.appendToStream('tally-a', events('live'), { credentials });
    const there = ['0', '1', '2', '3', '4', '6', '7', '8', '9', '10', '11'];
    expect(await following.until('live')).toEqual([...there, '(caught up)', 'live']);

    const sixth = server.log.all.find((stored) => Buffer.from(stored.data).toString() === '6')!;
    const position = { commit: sixth.position, prepare: sixth.position };
    const resumed = follow(client.subscribeToAll({ fromPosition: position, filter: filter() }));
    expect(await resumed.until('(caught up)')).toEqual(['7', '8', '9', '10', '11', 'live', '(caught up)']);
    expect(server.calls.get('subscription-all')).toBe(2);
  });

  test('a checkpoint may be where the next event will be: resuming there misses it', async () => {
    const server = await serve();
    const client = clientOf(server.url);
    await client.appendToStream('tally-a', events('1'), { credentials });
    const checkpoints: bigint[] = [];
    const following = follow(
      client.subscribeToAll({ filter: filter((position) => checkpoints.push(position)) }),
    );
    await following.until('(caught up)');
    const last = checkpoints.at(-1)!;
    expect(last).toBe(server.log.end);
    await client.appendToStream('tally-a', events('missed', 'seen'), { credentials });
    const resumed = follow(
      client.subscribeToAll({ fromPosition: { commit: last, prepare: last }, filter: filter() }),
    );
    expect(await resumed.until('(caught up)')).toEqual(['seen', '(caught up)']);
  });

  test('one stream can be followed too, from a revision', async () => {
    const client = clientOf((await serve()).url);
    await client.appendToStream('a', events('1', '2', '3'), { credentials });
    const subscription = client.subscribeToStream('a', { fromRevision: 0n });
    const following = follow(subscription as unknown as ReturnType<EventStoreDBClient['subscribeToAll']>);
    expect(await following.until('(caught up)')).toEqual(['2', '3', '(caught up)']);
  });
});

describe('a secure server', () => {
  test('lets in whom it knows, by TLS', async () => {
    const server = await serve({ secure: true });
    const client = clientOf(server.url);
    await client.appendToStream('a', events('1'), { credentials });
    expect(await read(client.readStream('a'))).toEqual(['1']);
    expect((await read(client.readAll())).length).toBeGreaterThan(0);
  });

  test('refuses a wrong password, nobody, and `$all` to who is no administrator', async () => {
    const users = { passwords: { admin: 'changeit', reader: 'secret' }, admins: ['admin'] };
    const server = await serve({ secure: true, users });
    const url = (login: string) => server.url.replace(/\/\/.*@/u, login === '' ? '//' : `//${login}@`);
    const write = (login: string) => clientOf(url(login)).appendToStream('a', events('1'));
    await expect(write('admin:wrong')).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(write('')).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(write('reader:secret')).resolves.toMatchObject({ success: true });
    await expect(read(clientOf(url('reader:secret')).readAll())).rejects.toBeInstanceOf(AccessDeniedError);
  });

  test('is not spoken to by who does not trust its certificate', async () => {
    const server = await serve({ secure: true });
    const client = EventStoreDBClient.connectionString(
      `esdb://admin:changeit@127.0.0.1:${server.port}?tls=true`,
    );
    await expect(client.appendToStream('a', events('1'), { credentials, deadline: 2_000 })).rejects.toThrow();
    expect(server.calls.size).toBe(0);
  });
});

describe('a cluster', () => {
  test.each([false, true])('is found by gossip, and its leader served (secure: %s)', async (secure) => {
    const cluster = await startProtocolCluster({ secure });
    closing.push(() => cluster.close());
    cluster.moveLeader(2);
    const client = clientOf(cluster.url);
    await client.appendToStream('a', events('1'), { credentials, requiresLeader: true });
    expect(cluster.nodes.map((node) => node.calls.get('append') ?? 0)).toEqual([0, 0, 1]);
  });

  test('answers from a follower who leads, and the client goes there', async () => {
    const cluster = await startProtocolCluster();
    closing.push(() => cluster.close());
    const client = clientOf(cluster.url);
    const append = () => client.appendToStream('a', events('1'), { credentials, requiresLeader: true });
    await append();
    cluster.moveLeader(1);
    await expect(append()).rejects.toMatchObject({
      type: 'not-leader',
      leader: { port: cluster.leader.port },
    });
    await append();
    expect(cluster.nodes.map((node) => node.calls.get('append') ?? 0)).toEqual([2, 1, 0]);
    expect((await read(client.readStream('a'))).length).toBe(2);
  });

  test('is served by the others when the leader is gone', async () => {
    const cluster = await startProtocolCluster();
    closing.push(() => cluster.close());
    const client = clientOf(cluster.url);
    await client.appendToStream('a', events('1'), { credentials });
    await cluster.stopNode(0);
    cluster.moveLeader(1);
    await expect(client.appendToStream('a', events('2'), { credentials })).rejects.toMatchObject({
      type: 'unavailable',
    });
    await client.appendToStream('a', events('2'), { credentials });
    expect(await read(client.readStream('a'))).toEqual(['1', '2']);
  });
});
