import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCode, fact, facts, readAll } from '../compliance/ledger-under-test.js';
import type { Ledger } from '../port.js';
import type { EventStoreOptions } from './event-store-options.js';
import { addressOf } from './event-store-under-test.js';
import { openEventStoreLedger } from './open-event-store-ledger.js';
import { startProtocolCluster } from './testing/protocol-cluster.js';
import { type ProtocolServer, startProtocolServer } from './testing/protocol-server.js';

/**
 * The faults of the official client that are known (docs/decisions/0020), each with a test that it does no harm here.
 * Nothing waits longer than it must: deadlines are short.
 */
const quick = { deadlineMilliseconds: 400, idleMilliseconds: 150 };

let server: ProtocolServer;
let opened: Ledger[];

beforeEach(async () => {
  server = await startProtocolServer();
  opened = [];
});
afterEach(async () => {
  for (const ledger of opened) await ledger.close();
  await server.close();
});

async function open(options: Partial<EventStoreOptions> = {}): Promise<Ledger> {
  const ledger = await openEventStoreLedger({ address: addressOf(server), ...quick, ...options });
  opened.push(ledger);
  return ledger;
}

/** The positions that a follower is given until there are so many. */
async function followed(ledger: Ledger, agreement: string, count: number): Promise<number[]> {
  const end = new AbortController();
  const positions: number[] = [];
  for await (const page of ledger.subscribe(agreement, -1, end.signal)) {
    positions.push(...page.map(({ position }) => position));
    if (positions.length >= count) end.abort();
  }
  return positions;
}

const firstPositions = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('appends', () => {
  it('take the plain way, since the batch way mixes up the appends of all clients of a process', async () => {
    const [one, other] = [await open(), await open({ address: addressOf(server, 'other') })];
    await one.append('A', 'none', facts(0, 2));
    await other.append('A', 'none', facts(0, 2));
    const outcomes = await Promise.allSettled([
      one.append('A', 0, facts(2, 3)),
      other.append('A', 1, facts(2, 3)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(server.calls.get('batch-append')).toBeUndefined();
  });

  it.each(['silence', 'unavailable', 'timeout', 'cut-connection'] as const)(
    'are written once where the answer is lost (%s), since the batch way would wait for ever',
    async (answer) => {
      const ledger = await open();
      await ledger.append('A', 'none', facts(0, 2));
      server.faults.next({ kind: 'lost-acknowledgement', answer });
      const { firstPosition, lastPosition } = await ledger.append('A', 1, facts(2, 5));
      expect([firstPosition, lastPosition]).toEqual([2, 4]);
      expect(server.faults.struck).toEqual(['lost-acknowledgement']);
      expect((await readAll(ledger, 'A')).length).toBe(5);
      expect((await ledger.append('A', 4, facts(5, 6))).firstPosition).toBe(5);
      expect((await ledger.verify()).whole).toBe(true);
    },
  );

  it('whose outcome nobody knows are said to be so, and the same batch again is recorded once', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 2));
    server.faults.next(
      { kind: 'lost-acknowledgement', answer: 'cut-connection' },
      { kind: 'refused', reason: 'not-ready', times: 1_000 },
    );
    await expect(ledger.append('A', 1, facts(2, 5))).rejects.toMatchObject({
      code: 'ledger-unavailable',
      details: [{ mend: /very same batch again/ }],
    });
    expect(server.faults.struck.slice(0, 2)).toEqual(['lost-acknowledgement', 'refused']);
    server.faults.clear();
    expect(await ledger.append('A', 1, facts(2, 5))).toMatchObject({ firstPosition: 2, repeated: true });
    expect((await readAll(ledger, 'A')).length).toBe(5);
  });

  it('name the revision that is there, which the client says wrongly when it is not to throw', async () => {
    const [one, other] = [await open(), await open()];
    await one.append('A', 'none', facts(0, 5));
    await expect(other.append('A', 2, facts(5, 6))).rejects.toMatchObject({ actualRevision: 4 });
    await expect(other.append('A', 'none', facts(5, 6))).rejects.toMatchObject({ actualRevision: 4 });
    await expect(other.append('B', 0, facts(5, 6))).rejects.toMatchObject({ actualRevision: -1 });
  });

  it('of more than a hundred streams at once on a fresh connection all end', async () => {
    const ledger = await open({ deadlineMilliseconds: 20_000 });
    const agreements = Array.from({ length: 130 }, (_, index) => `agreement ${index}`);
    await Promise.all(agreements.map((agreement) => ledger.append(agreement, 'none', facts(0, 1))));
    expect((await ledger.agreements()).map(({ agreement }) => agreement)).toEqual(agreements.sort());
  });

  it('keep the bytes that were hashed, where a JSON event would be parsed and written anew', async () => {
    const ledger = await open();
    const title = 'a\u2028b\u0007 — "用紙" 9007199254740993 \\ud83d 😀';
    const odd = fact(1, title);
    await ledger.append('A', 'none', [odd]);
    const [recorded] = await readAll(ledger, 'A');
    const stored = server.log.stream('tallystick-A')!.events;
    expect(stored.map(({ contentType }) => contentType)).toEqual(['application/octet-stream']);
    expect(Buffer.from(stored[0]!.data).toString('utf8')).toBe(recorded!.text);
    expect(JSON.parse(recorded!.text)).toMatchObject({ title });
  });

  it('find the leader that moved, and are written once', async () => {
    const cluster = await startProtocolCluster();
    try {
      const hosts = cluster.nodes.map(({ host, port }) => `${host}:${port}`).join(',');
      const ledger = await open({ address: `esdb://${hosts}?tls=false`, deadlineMilliseconds: 5_000 });
      await ledger.append('A', 'none', facts(0, 2));
      cluster.moveLeader(1);
      expect(await ledger.append('A', 1, facts(2, 4))).toMatchObject({ firstPosition: 2 });
      cluster.moveLeader(2);
      await cluster.stopNode(1);
      expect(await ledger.append('A', 3, facts(4, 6))).toMatchObject({ firstPosition: 4 });
      expect((await readAll(ledger, 'A')).length).toBe(6);
    } finally {
      await cluster.close();
    }
  });
});

describe('reads', () => {
  it.each(['cut-connection', 'short-read', 'stalled-stream', 'missing-event', 'duplicate-delivery'] as const)(
    'give every fact once where there is a %s, since the client has no deadline for them and takes an early end for the end',
    async (kind) => {
      const ledger = await open();
      await ledger.append('A', 'none', facts(0, 20));
      server.faults.next({ kind, afterEvents: 7, on: ['read'] });
      const recorded = await readAll(ledger, 'A');
      expect(recorded.map(({ position }) => position)).toEqual(firstPositions(20));
      expect(server.faults.struck).toEqual([kind]);
    },
  );

  it('never take the silence of the first read of a stream for an agreement that does not exist', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 3));
    server.faults.next({ kind: 'short-read', afterEvents: 0, on: ['read'] });
    expect((await ledger.head('A'))?.position).toBe(2);
  });

  it('refuse bytes that are not those that were hashed', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 20));
    server.faults.next({ kind: 'altered-event', afterEvents: 7, on: ['read'] });
    expect(await errorCode(readAll(ledger, 'A'))).toBe('ledger-broken');
    expect((await readAll(ledger, 'A')).length).toBe(20);
  });

  it('that are broken off do not keep the ledger from closing, as calls nobody reads keep the client', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 200));
    for (let time = 0; time < 20; time += 1) {
      for await (const page of ledger.read('A', { pageSize: 1 })) {
        expect(page.length).toBe(1);
        break;
      }
    }
    await ledger.close();
    await expect.poll(() => server.connections).toBe(0);
  });

  it('end with a typed error and its mend while the server is gone, and go on when it is there again', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 3));
    await server.stop();
    await expect(ledger.head('A')).rejects.toMatchObject({
      code: 'ledger-unavailable',
      details: [{ place: addressOf(server), mend: /server runs/ }],
    });
    await server.start();
    await expect.poll(() => ledger.head('A').catch(() => undefined)).toMatchObject({ position: 2 });
  });

  it('leave no unhandled error behind, whatever the client emits after nobody listens', async () => {
    const ledger = await open();
    await ledger.append('A', 'none', facts(0, 50));
    const end = new AbortController();
    const following = followed(ledger, 'A', 50);
    const reading = errorCode(readAll(ledger, 'A'));
    server.cutConnections();
    end.abort();
    await Promise.allSettled([reading, following]);
    expect((await readAll(ledger, 'A')).length).toBe(50);
  });
});

describe('the one subscription', () => {
  it('serves more followers than a connection has room for subscriptions', async () => {
    const ledger = await open({ deadlineMilliseconds: 20_000, idleMilliseconds: 20_000 });
    const following = Array.from({ length: 130 }, (_, index) =>
      followed(ledger, `agreement ${index % 5}`, 3),
    );
    for (let agreement = 0; agreement < 5; agreement += 1) {
      await ledger.append(`agreement ${agreement}`, 'none', facts(0, 3));
    }
    expect(new Set((await Promise.all(following)).map(String))).toEqual(new Set(['0,1,2']));
    expect(server.calls.get('subscription-all')).toBe(1);
    expect(server.calls.get('subscription')).toBeUndefined();
  });

  it('is made again after a loss, and goes on behind the last event, which the client never does', async () => {
    const [ledger, other] = [await open({ idleMilliseconds: 20_000 }), await open()];
    const following = followed(ledger, 'A', 60);
    for (let first = 0; first < 60; first += 6) {
      await other.append('A', 'any', facts(first, first + 6));
      if (first % 18 === 0) server.cutConnections();
      if (first === 30) await server.restart();
    }
    expect(await following).toEqual(firstPositions(60));
    expect(server.calls.get('subscription-all')).toBeGreaterThan(1);
  });

  it.each(['duplicate-delivery', 'reordered-delivery', 'missing-event', 'stalled-stream'] as const)(
    'tells every fact once and in order in spite of a %s',
    async (kind) => {
      const [ledger, other] = [await open({ follow: true }), await open()];
      server.faults.next({ kind, afterEvents: 2, on: ['subscription'] });
      const following = followed(ledger, 'A', 30);
      await expect.poll(() => server.calls.get('subscription-all')).toBeGreaterThan(0);
      for (let first = 0; first < 30; first += 3) await other.append('A', 'any', facts(first, first + 3));
      expect(await following).toEqual(firstPositions(30));
      await expect.poll(async () => (await ledger.agreements())[0]?.position).toBe(29);
    },
  );

  it('stops at a gap that stays one', async () => {
    const [ledger, other] = [await open({ follow: true }), await open()];
    const following = followed(ledger, 'A', 1_000).catch((error: unknown) => error);
    await other.append('A', 'none', facts(0, 3));
    await expect.poll(async () => (await ledger.agreements())[0]?.position).toBe(2);
    // The first event of every subscription is left out from now on.
    server.faults.next({ kind: 'missing-event', afterEvents: 0, on: ['subscription'], times: 50 });
    server.cutConnections();
    await other.append('A', 2, facts(3, 6));
    expect(await following).toMatchObject({ code: 'ledger-broken', message: /position 3 .*missing/ });
    expect(await errorCode(ledger.agreements())).toBe('ledger-broken');
  });
});

describe('a server with TLS and passwords', () => {
  it('is written to and read with a user; without one, or with a wrong password, the mend is said', async () => {
    const secure = await startProtocolServer({ secure: true });
    try {
      const address = `esdb://${secure.host}:${secure.port}?tls=true`;
      const reached = { address, certificateAuthorityFile: secure.certificateFile! };
      const [username, password] = secure.url
        .match(/\/\/([^:]+):([^@]+)@/)!
        .slice(1)
        .map(decodeURIComponent);
      const ledger = await open({ ...reached, credentials: { username: username!, password: password! } });
      await ledger.append('A', 'none', facts(0, 3));
      expect((await readAll(ledger, 'A')).length).toBe(3);
      const wrong = await open({ ...reached, credentials: { username: username!, password: 'wrong' } });
      await expect(wrong.head('A')).rejects.toMatchObject({
        code: 'ledger-unavailable',
        details: [{ mend: /TALLY_LEDGER_PASSWORD/ }],
      });
      expect(await errorCode(open(reached))).toBe('ledger-address-invalid');
    } finally {
      await secure.close();
    }
  });
});
