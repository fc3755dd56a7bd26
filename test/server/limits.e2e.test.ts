import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PlainSocket } from './support/plain-socket.js';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let server: StartedServer;
let metricsPort: number;
const tokens = { keeper: '', watcher: '', hasty: '', other: '' };
/** So often a token may ask in a minute; more than any test here needs but the one that tries it. */
const requestsPerMinute = 60;

beforeAll(async () => {
  const folder = await preparedFolder('sample');
  for (const name of Object.keys(tokens) as (keyof typeof tokens)[]) {
    const grant = name === 'keeper' ? 'sample:client:keeper' : 'sample:client:reader';
    const made = await runServerCommand(['token', 'create', '--name', name, '--grant', grant], folder);
    tokens[name] = made.out.trim();
  }
  metricsPort = await freePort();
  server = await startServer({
    folder,
    environment: {
      TALLY_METRICS_PORT: String(metricsPort),
      TALLY_REQUESTS_PER_MINUTE: String(requestsPerMinute),
      TALLY_SOCKET_BUFFER_BYTES: '65536',
      TALLY_SOCKET_HEARTBEAT_SECONDS: '1',
      TALLY_QUERY_SECONDS: '12',
      TALLY_WORK_SECONDS: '2',
    },
  });
});
afterAll(() => server.remove());

/** One that was free a moment ago. */
async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

const figures = async (): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();

test('figures on a port of their own need no token, and are not on the other any more', async () => {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toContain('tally_agreements 1');
  for (const [path, method] of [
    ['/', 'GET'],
    ['/graphql', 'POST'],
    ['/metrics', 'POST'],
  ]) {
    expect((await fetch(`http://127.0.0.1:${metricsPort}${path}`, { method: method! })).status).toBe(404);
  }
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
});

test('a token may ask so often in a minute; another from the same address is not kept waiting for it', async () => {
  const ask = (token: string) => server.query('{ __typename }', { token });
  let answered = 0;
  let last = await ask(tokens.hasty);
  for (; last.status === 200 && answered <= requestsPerMinute; answered += 1) last = await ask(tokens.hasty);
  expect(answered).toBe(requestsPerMinute);
  expect(last).toMatchObject({ status: 429, errors: [{ extensions: { code: 'rate-limited' } }] });
  expect(last.errors![0]!.message).toContain(
    `More than ${requestsPerMinute} requests a minute from this token`,
  );
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask(tokens.other)).status).toBe(200);
});

test('a WebSocket that does not answer the heartbeat is cut; one that does stays', async () => {
  const [silent, alive] = await Promise.all([
    PlainSocket.open(server.graphqlUrl),
    PlainSocket.open(server.graphqlUrl),
  ]);
  for (const socket of [silent, alive]) {
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${tokens.watcher}` } });
    await socket.until((received) => received.includes('connection_ack'));
  }
  let answered = 0;
  await vi.waitFor(
    () => {
      for (; answered < alive.pings; answered += 1) alive.pong();
      expect(silent.isCut).toBe(true);
      // Long after the other was cut.
      expect(answered).toBeGreaterThan(3);
    },
    { timeout: 30_000, interval: 20 },
  );
  expect(alive.isCut).toBe(false);
  alive.close();
});

test('a WebSocket that does not read what it asked for is cut, and nothing of it stays in memory', async () => {
  const socket = await PlainSocket.open(server.graphqlUrl);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${tokens.watcher}` } });
  await socket.until((received) => received.includes('connection_ack'));
  socket.stopReading();
  const keepAlive = setInterval(() => socket.pong(), 200);
  // The whole schema is more than a megabyte; the system takes some of them in between.
  for (let id = 0; id < 20; id += 1) {
    socket.send({ type: 'subscribe', id: String(id), payload: { query: getIntrospectionQuery() } });
  }
  await vi.waitFor(() => expect(server.log.join('')).toContain('does not read what it asked for'), 30_000);
  clearInterval(keepAlive);
  await vi.waitFor(async () => expect(await figures()).toContain('tally_websockets 0'), 10_000);
  socket.close();
});

test('a read that waits for what does not come says that it is behind', async () => {
  const fields: readonly (readonly [string, string])[] = [
    ['tickets(agreements: ["sample"], waitFor: 999) { totalCount }', 'tickets'],
    ['moneyAtStake(agreement: "sample", waitFor: 999) { knownAt }', 'moneyAtStake'],
    ['invoice(agreement: "sample", invoice: "INV-1", waitFor: 999) { state }', 'invoice'],
    ['agreement(agreement: "sample", waitFor: 999) { name }', 'agreement'],
  ];
  const answers = await Promise.all(
    fields.map(([field]) => server.query(`{ ${field} }`, { token: tokens.keeper })),
  );
  for (const [index, { errors }] of answers.entries()) {
    expect(errors, fields[index]![1]).toMatchObject([
      { path: [fields[index]![1]], extensions: { code: 'projection-behind' } },
    ]);
  }
});

test('work that takes longer than it may is ended and records nothing; asked again under its key, it is done once', async () => {
  const issue = () =>
    server.query<{ issueStatement: { repeated: boolean; revision: number } }>(
      'mutation { issueStatement(input: { agreement: "sample", period: "2025-01", idempotencyKey: "one" }) { repeated revision } }',
      { token: tokens.keeper },
    );
  // Whoever writes holds the ledger; so the thread that is to append waits.
  const other = new Database(join(server.folder, 'tally.db'));
  other.exec('BEGIN IMMEDIATE');
  const held = await issue();
  other.exec('ROLLBACK');
  other.close();
  expect(held.errors).toMatchObject([
    { message: 'It was not worked out within 2 s.', extensions: { code: 'query-timeout' } },
  ]);
  expect(await figures()).not.toContain('tally_ledger_append_seconds_count{outcome="recorded"}');
  // The thread that takes its place has its time from when it can begin, however busy the machine is.
  const done = await issue();
  expect(done.errors).toBeUndefined();
  expect(done.data!.issueStatement).toEqual({ repeated: false, revision: 1 });
  expect((await issue()).data!.issueStatement).toEqual({ repeated: true, revision: 1 });
});
