import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let server: StartedServer;
let keeper: string;
let operator: string;
/** What the server sends to a collector of traces. */
const traces: string[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    traces.push(`${request.headers['x-key']?.toString() ?? ''} ${Buffer.concat(chunks).toString('latin1')}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** The spans that the collector was sent, as OTLP writes them in JSON. */
function sentSpans(): readonly Span[] {
  return traces.flatMap((text) => {
    const { resourceSpans } = JSON.parse(text.slice(text.indexOf('{'))) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  folder = await preparedFolder('sample');
  const create = async (name: string, ...args: string[]): Promise<string> =>
    (await runServerCommand(['token', 'create', '--name', name, ...args], folder)).out.trim();
  keeper = await create('keeper', '--grant', 'sample:client:keeper');
  operator = await create('ops', '--operator');
  server = await startServer({
    folder,
    environment: {
      TALLY_LOG_LEVEL: 'info',
      TALLY_TRACES_URL: `http://127.0.0.1:${port}/v1/traces`,
      TALLY_TRACES_HEADERS: 'x-key=s3cret',
      TALLY_QUERY_SECONDS: '2',
    },
  });
});
afterAll(async () => {
  await server.remove();
  collector.close();
});

test('health says live and ready', async () => {
  expect(await (await fetch(`${server.url}/health/live`)).json()).toEqual({ status: 'live' });
  const ready = await fetch(`${server.url}/health/ready`);
  expect(await ready.json()).toEqual({ status: 'ready', problems: [] });
});

test('figures are for operators, and count what happened', async () => {
  const url = `${server.url}/agreements/sample/facts`;
  const fact = { type: 'OutageBegan', effectiveAt: '2025-03-05T10:00:00Z', outage: 'O1', service: 'mail' };
  const recorded = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${keeper}` },
    body: JSON.stringify(fact),
  });
  expect(recorded.ok).toBe(true);
  await server.query('query Counted { __typename }');
  await server.query('query Wrong { nothing }');

  const metrics = (token?: string) =>
    fetch(
      `${server.url}/metrics`,
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );
  expect((await metrics()).status).toBe(401);
  expect((await metrics(keeper)).status).toBe(403);
  const mistyped = await metrics(`${operator}x`);
  expect(mistyped.status).toBe(401);
  expect(await mistyped.json()).toMatchObject({
    error: { code: 'unauthenticated', requestId: mistyped.headers.get('x-request-id') },
  });
  const answer = await metrics(operator);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(text).toContain('tally_ledger_facts_total 1');
  expect(text).toContain('tally_ledger_append_seconds_count{outcome="recorded"} 1');
  expect(text).toMatch(/tally_graphql_operation_seconds_count\{operation="unnamed",outcome="answered"\} 1/);
  expect(text).toContain('tally_errors_total{code="query-invalid"} 1');
  expect(text).toContain('tally_projection_lag_facts{agreement="sample"}');
  expect(text).toContain('route="/graphql"');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
});

test('the log has a line of JSON for each request, with its id and without what opens doors', async () => {
  await server.query('query Logged($secret: String) { __typename @skip(if: false) }', {
    token: operator,
    variables: { secret: 'hush-hush' },
    headers: { 'x-request-id': 'logged-1' },
  });
  await server.query('{ __typename }', { token: 'tally_wrong' });
  while (!server.log.join('').includes('logged-1')) await pause(20);
  const log = server.log.join('');
  for (const line of log.split('\n').filter((each) => each !== '')) {
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(String) as string,
      time: expect.any(String) as string,
    });
  }
  expect(log).toContain('"requestId":"logged-1"');
  for (const hidden of [operator, keeper, 'hush-hush', 's3cret', 'tally_wrong'])
    expect(log).not.toContain(hidden);
});

test('a request is traced below its caller, down to the ledger', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const response = await fetch(server.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({ query: 'query Traced { __typename }', operationName: 'Traced' }),
  });
  expect(response.ok).toBe(true);
  const sent = (): string => traces.join('\n');
  while (!sent().includes(traceId)) await pause(50);
  expect(sent()).toContain('POST /graphql');
  expect(sent()).toContain('graphql operation');
  expect(sent()).toContain('s3cret ');
  expect(sent()).not.toContain(keeper);
});

test('what a thread works out is traced below the request, with what it appends', async () => {
  const traceId = '1af7651916cd43dd8448eb211c80319c';
  const query =
    'mutation { issueStatement(input: { agreement: "sample", period: "2025-01", idempotencyKey: "traced" }) { revision } }';
  const { errors } = await server.query(query, {
    token: keeper,
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  expect(errors).toBeUndefined();
  const spans = new Map<string, Span>();
  while (!spans.has('command IssueStatement')) {
    await pause(50);
    for (const span of sentSpans()) if (span.traceId === traceId) spans.set(span.name, span);
  }
  const names = ['ledger append', 'thread IssueStatement', 'command IssueStatement', 'graphql operation'];
  const chain = names.map((name) => spans.get(name));
  for (const [index, span] of chain.slice(0, -1).entries()) {
    expect(span?.parentSpanId, names[index]).toBe(chain[index + 1]?.spanId);
  }
  const headers = { authorization: `Bearer ${operator}` };
  const figures = await (await fetch(`${server.url}/metrics`, { headers })).text();
  // The outage of before, and the statement that the thread recorded.
  expect(figures).toContain('tally_ledger_facts_total 2');
});

test('an answer that takes longer than TALLY_QUERY_SECONDS is given up', async () => {
  const query = '{ tickets(agreements: ["sample"], waitFor: 999) { totalCount } }';
  const { status, data, errors } = await server.query(query, { token: keeper });
  expect(status).toBe(503);
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    { message: 'There was no answer within 2 s.', extensions: { code: 'query-timeout' } },
  ]);
});

test('a client that leaves before it has its answer is not logged as an error', async () => {
  const leaving = new AbortController();
  const asked = fetch(server.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${keeper}`,
      'x-request-id': 'left-1',
    },
    body: JSON.stringify({ query: '{ tickets(agreements: ["sample"], waitFor: 999) { totalCount } }' }),
    signal: leaving.signal,
  });
  while (!server.log.join('').includes('left-1')) await pause(20);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  const metrics = async (): Promise<string> => {
    const headers = { authorization: `Bearer ${operator}` };
    return (await fetch(`${server.url}/metrics`, { headers })).text();
  };
  while (!(await metrics()).includes('tally_errors_total{code="request-abandoned"} 1')) await pause(20);
  const lines = server.log
    .join('')
    .split('\n')
    .filter((line) => line.includes('left-1'));
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('a server that cannot be configured says everything that is wrong, and does not start', async () => {
  const { exitCode, error } = await runServerCommand(['start'], folder, {
    TALLY_PROT: '1',
    TALLY_QUERY_DEPTH: 'deep',
  });
  expect(exitCode).toBe(78);
  expect(error).toContain('Did you mean TALLY_PORT?');
  expect(error).toContain('TALLY_QUERY_DEPTH');
  const checked = await runServerCommand(['check-configuration', '--json'], folder, {
    TALLY_TRACES_URL: 'http://127.0.0.1:1',
    TALLY_TRACES_HEADERS: 'x-key=s3cret',
  });
  expect(checked.exitCode).toBe(0);
  expect(checked.out).not.toContain('s3cret');
});
