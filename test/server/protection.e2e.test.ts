import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSocket } from './support/raw-socket.js';
import { startServer, type StartedServer } from './support/start-server.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const known = '{ known: __typename }';

let folder: string;
let server: StartedServer;
let strict: StartedServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-known-'));
  const file = join(folder, 'known.json');
  writeFileSync(file, JSON.stringify({ [sha256(known)]: known }));
  [server, strict] = await Promise.all([
    startServer({
      environment: {
        TALLY_QUERY_COST: '100',
        TALLY_QUERY_ALIASES: '3',
        TALLY_QUERY_ROOT_FIELDS: '5',
        TALLY_BODY_BYTES: '20000',
        TALLY_SOCKET_OPERATIONS: '2',
        TALLY_SOCKET_MESSAGES_PER_MINUTE: '20',
        TALLY_SOCKETS_PER_ADDRESS: '8',
      },
    }),
    startServer({
      environment: {
        TALLY_PERSISTED_QUERIES: 'known-only',
        TALLY_KNOWN_QUERIES: file,
        TALLY_INTROSPECTION: 'off',
        TALLY_PLAYGROUND: 'off',
        TALLY_ADDRESS_REQUESTS_PER_MINUTE: '12',
      },
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([server.remove(), strict.remove()]);
  rmSync(folder, { recursive: true });
});

const aliased = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`;
/** `{ __type(name: "Query") { ofType { … { name } } } }` with so many levels in all. */
const nested = (depth: number): string =>
  `{ __type(name: "Query") ${'{ ofType '.repeat(depth - 2)}{ name }${' }'.repeat(depth - 2)} }`;

test('a query is answered up to each limit, and refused beyond with the limit and what was asked', async () => {
  const codeOf = async (query: string): Promise<unknown> => {
    const { status, data, errors } = await server.query(query);
    if (errors === undefined) return 'answered';
    expect(data).toBeNull();
    expect(status).toBe(400);
    expect(errors[0]!.message).not.toMatch(/node_modules|\.js/);
    return [errors[0]!.extensions.code, errors[0]!.message];
  };
  expect(await codeOf(aliased(3))).toBe('answered');
  expect(await codeOf(aliased(4))).toEqual([
    'query-too-large',
    'The number of aliases of the query is 4; at most 3 is allowed.',
  ]);
  expect(await codeOf(nested(15))).toBe('answered');
  expect(await codeOf(nested(16))).toBe('answered');
  expect(await codeOf(nested(17))).toEqual([
    'query-too-large',
    'The depth of the query is 17; at most 16 is allowed.',
  ]);
  expect(await codeOf(`{ ${'__typename '.repeat(5)} }`)).toBe('answered');
  expect(await codeOf(`{ ${'__typename '.repeat(6)} }`)).toEqual([
    'query-too-large',
    'The number of root fields of the query is 6; at most 5 is allowed.',
  ]);
  // The whole schema, as every tool asks for it.
  expect(await codeOf(getIntrospectionQuery())).toBe('answered');
  expect(await codeOf('{ nothing }')).toEqual([
    'query-invalid',
    'Cannot query field "nothing" on type "Query".',
  ]);
  expect(await codeOf('{')).toEqual(['query-invalid', 'Syntax Error: Expected Name, found <EOF>.']);
  expect(await codeOf(JSON.stringify({ kind: 'Document', definitions: [] }))).toEqual([
    'query-invalid',
    'The query is not a GraphQL document written as text.',
  ]);
});

test('a query may cost so much, counted by the rows that it asks for, over either way in', async () => {
  const rows = 'query Rows($rows: Int!) { agreements(first: $rows) { edges { cursor } } }';
  const refusal = async (first: number): Promise<string | undefined> => {
    const { errors } = await server.query(rows, { variables: { rows: first } });
    return errors?.find(({ extensions }) => extensions.code === 'query-too-large')?.message;
  };
  // One for the page, one for its edges, one for each row.
  expect(await refusal(97)).toBeUndefined();
  expect(await refusal(98)).toBeUndefined();
  expect(await refusal(99)).toBe('The cost of the query is 101; at most 100 is allowed.');
  const socket = await openSocket(server.graphqlUrl);
  socket.send({ type: 'connection_init' });
  socket.send({ type: 'subscribe', id: 'dear', payload: { query: rows, variables: { rows: 99 } } });
  expect(await socket.next(({ type }) => type === 'error')).toMatchObject({
    payload: [{ extensions: { code: 'query-too-large' } }],
  });
  socket.close();
  await socket.closed;
});

test('what is no JSON by POST is refused before it is read, and a large body is cut off', async () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(server.graphqlUrl, { method: 'POST', headers, body });
  const query = JSON.stringify({ query: '{ __typename }' });
  const json = { 'content-type': 'application/json' };
  const refused = [
    await post({ 'content-type': 'text/plain' }, query),
    await post({ 'content-type': 'application/x-www-form-urlencoded' }, 'query=%7B__typename%7D'),
    await post({ 'content-type': 'application/graphql' }, '{ __typename }'),
    await fetch(`${server.graphqlUrl}?query=%7B__typename%7D`),
    await post(json, '{'),
    await post(json, `[${query}, ${query}]`),
    await post(json, '{"query": 5}'),
  ];
  for (const response of refused) {
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
    expect(errors[0]!.extensions).toMatchObject({
      code: expect.stringMatching(/^(request|query)-invalid$/) as string,
      requestId: response.headers.get('x-request-id'),
    });
  }
  const padded = (bytes: number): string => query + ' '.repeat(bytes - query.length);
  expect((await post(json, padded(20_000))).status).toBe(200);
  const tooLarge = await post(json, padded(20_001));
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.text()).toContain('"body-too-large"');
});

test('several operations in one document are each answered as themselves, however often', async () => {
  const query = 'query One { one: __typename } query Two { two: __typename }';
  const asked = async (operationName: string): Promise<unknown> => {
    const response = await fetch(server.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName }),
    });
    return ((await response.json()) as { data: unknown }).data;
  };
  for (let round = 0; round < 3; round += 1) {
    expect(await asked('One')).toEqual({ one: 'Query' });
    expect(await asked('Two')).toEqual({ two: 'Query' });
  }
});

test('answers carry headers that keep browsers from doing anything with them', async () => {
  const { headers } = await server.query('{ __typename }', { headers: { 'x-request-id': 'mine-1' } });
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-request-id')).toBe('mine-1');
  const forged = await server.query('{ __typename }', { headers: { 'x-request-id': 'a b"c' } });
  expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const nowhere = await fetch(`${server.url}/nowhere`);
  expect(nowhere.status).toBe(404);
  expect(await nowhere.json()).toMatchObject({ error: { code: 'address-unknown' } });
});

test('a query may be named by its hash once it was brought', async () => {
  const query = '{ brought: __typename }';
  const persistedQuery = { version: 1, sha256Hash: sha256(query) };
  const ask = async (body: object): Promise<{ data?: unknown; errors?: { message: string }[] }> => {
    const response = await fetch(server.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, extensions: { persistedQuery } }),
    });
    return (await response.json()) as { data?: unknown; errors?: { message: string }[] };
  };
  expect((await ask({})).errors?.[0]).toMatchObject({
    message: 'PersistedQueryNotFound',
    extensions: { code: 'query-unknown' },
  });
  expect((await ask({ query })).data).toEqual({ brought: 'Query' });
  expect((await ask({})).data).toEqual({ brought: 'Query' });
  expect((await ask({ query: '{ __typename }' })).errors).toHaveLength(1);
});

test('an address may open so many WebSockets', async () => {
  const open = async () => {
    const socket = await openSocket(server.graphqlUrl);
    socket.send({ type: 'connection_init' });
    return socket;
  };
  const sockets = await Promise.all(Array.from({ length: 8 }, open));
  await Promise.all(sockets.map((socket) => socket.next(({ type }) => type === 'connection_ack')));
  expect((await (await open()).closed).code).toBe(4429);
  for (const socket of sockets) socket.close();
  // As soon as the server has seen them go, there is room again.
  await vi.waitFor(async () => {
    const again = await open();
    await again.next(({ type }) => type === 'connection_ack');
    again.close();
  });
});

test('a WebSocket has limits of its own, told by the codes of the protocol', async () => {
  const init = { type: 'connection_init' };
  const subscribe = (id: string, query = '{ __typename }') => ({ type: 'subscribe', id, payload: { query } });
  const closedAfter = async (...messages: unknown[]): Promise<number> => {
    const socket = await openSocket(server.graphqlUrl);
    for (const message of messages) socket.send(message);
    return (await socket.closed).code;
  };
  expect(await closedAfter(subscribe('1'))).toBe(4401);
  expect(await closedAfter('no JSON')).toBe(4400);
  expect(await closedAfter(null)).toBe(4400);
  expect(await closedAfter(init, { type: 'subscribe', id: '1' })).toBe(4400);
  expect(
    await closedAfter(init, { type: 'subscribe', id: '1', payload: { query: { kind: 'Document' } } }),
  ).toBe(4400);
  expect(await closedAfter(init, init)).toBe(4429);
  expect(await closedAfter(init, ...Array.from({ length: 20 }, () => ({ type: 'ping' })))).toBe(4429);
  expect(await closedAfter({ ...init, payload: { padding: 'x'.repeat(20_000) } })).toBe(1009);
  await expect(openSocket(server.graphqlUrl, 'graphql-ws')).rejects.toThrow();

  const socket = await openSocket(server.graphqlUrl);
  socket.send(init);
  for (let ping = 0; ping < 17; ping += 1) socket.send({ type: 'ping' });
  socket.send(subscribe('deep', nested(17)));
  const error = await socket.next(({ type }) => type === 'error');
  expect(error).toMatchObject({ id: 'deep', payload: [{ extensions: { code: 'query-too-large' } }] });
  socket.send(subscribe('wrong', '{'));
  expect(await socket.next(({ id }) => id === 'wrong')).toMatchObject({
    payload: [{ extensions: { code: 'query-invalid' } }],
  });
  socket.close();
});

test('known queries only, no schema, and no more than so many requests', async () => {
  const refused = await strict.query('{ __typename }');
  expect(refused).toMatchObject({ status: 400, errors: [{ extensions: { code: 'query-unknown' } }] });
  expect((await strict.query(known)).data).toEqual({ known: 'Query' });
  const socket = await openSocket(strict.graphqlUrl);
  socket.send({ type: 'connection_init' });
  socket.send({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } });
  expect(await socket.next(({ type }) => type === 'error')).toMatchObject({
    payload: [{ extensions: { code: 'query-unknown' } }],
  });
  socket.close();
  expect((await fetch(`${strict.url}/playground`)).status).toBe(404);

  let last = await strict.query(known);
  for (let more = 0; more < 12 && last.status === 200; more += 1) last = await strict.query(known);
  expect(last).toMatchObject({ status: 429, errors: [{ extensions: { code: 'rate-limited' } }] });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  // Whoever watches it is not counted.
  expect((await fetch(`${strict.url}/health/live`)).status).toBe(200);
});
