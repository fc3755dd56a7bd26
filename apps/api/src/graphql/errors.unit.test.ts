import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { TallyError } from '@tallystick/errors';
import mercurius from 'mercurius';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AcceptedRequests } from '../operations/accepted-requests.js';
import { Metrics } from '../operations/metrics.js';
import { openTracing } from '../operations/tracing.js';
import { loadConfiguration } from '../configuration/load-configuration.js';
import { currentScope } from '../http/request-scope.js';
import type { Surroundings } from '../surroundings.js';
import { graphqlOptions } from './graphql-options.js';
import { guardExecution } from './guard-execution.js';
import { openPersistedQueries } from './persisted-queries.js';
import { Sockets } from './sockets/sockets.js';

const secretText = 'password=hunter2 at /srv/tally.db';
const configuration = loadConfiguration({ TALLY_LOG_LEVEL: 'silent', TALLY_INTROSPECTION: 'off' });

/** What resolvers do wrong, behind the server's own options and guards. */
let fastify: FastifyInstance;
let aborted: AbortSignal | undefined;
const logger = { debug: vi.fn(), error: vi.fn(), warn: vi.fn() };

beforeAll(async () => {
  fastify = Fastify();
  const metrics = new Metrics({
    projections: () => Promise.resolve([]),
    openSockets: () => 0,
    work: () => ({ busy: 0, waiting: 0 }),
  });
  const persisted = await openPersistedQueries(configuration);
  const surroundings = { configuration, logger } as unknown as Surroundings;
  const {
    driver: _driver,
    autoSchemaFile: _file,
    path: _path,
    ...options
  } = graphqlOptions(surroundings, new Sockets(configuration, fastify.log), persisted, metrics);
  await fastify.register(mercurius, {
    ...options,
    schema: `
      enum Word { one }
      type Query {
        broken: Int  refused: Int  conflict: Int  slow: Int  fine: Int  long: [Int!]
        absent: Absent  word: Word  whole: Int  list: [Int]  taking(number: Int! = 1): Int
      }
      type Absent { needed: Int! }`,
    resolvers: {
      Query: {
        absent: () => ({ needed: null }),
        word: () => secretText,
        whole: () => secretText,
        list: () => secretText.length,
        taking: () => 1,
        broken: () => {
          throw new Error(secretText);
        },
        refused: () => {
          throw new TallyError('access-denied', 'Not for readers.', [
            { place: 'role', problem: 'It is reader.' },
          ]);
        },
        conflict: () => {
          throw Object.assign(new TallyError('ledger-conflict', 'Somebody wrote first.'), {
            actualRevision: 7,
          });
        },
        slow: () => {
          aborted = currentScope()?.signal;
          return new Promise(() => undefined);
        },
        fine: () => 1,
        long: () => {
          throw new TallyError('internal-invariant', secretText);
        },
      },
    },
  });
  guardExecution(fastify, {
    configuration: { querySeconds: 0.3 },
    persisted,
    requests: new AcceptedRequests(),
    metrics,
    tracing: await openTracing(configuration),
  });
  await fastify.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => fastify.close());

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

async function ask(
  query: string,
  variables?: object,
): Promise<Answer & { readonly status: number; readonly text: string }> {
  const { statusCode, body } = await fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: { query, variables },
  });
  return { ...(JSON.parse(body) as Answer), status: statusCode, text: body };
}

// The first is carried out, those after it are compiled.
test.each([1, 2, 3])('what nobody foresaw is told as internal and nothing more, run %i', async () => {
  for (const field of ['broken', 'long']) {
    const { text, data, errors, status } = await ask(`{ fine ${field} }`);
    expect(status).toBe(200);
    expect(data).toEqual({ fine: 1, [field]: null });
    expect(errors).toHaveLength(1);
    expect(errors![0]).toMatchObject({ path: [field], extensions: { code: 'internal', details: [] } });
    expect(text).not.toMatch(/hunter2|\.ts|\.js|stack/);
  }
});

test.each([1, 2, 3])('a result that the schema does not allow is internal, run %i', async () => {
  const fields = { 'absent { needed }': 'absent', word: 'word', whole: 'whole', list: 'list' };
  for (const [query, field] of Object.entries(fields)) {
    const { text, data, errors } = await ask(`{ fine ${query} }`);
    expect(data).toEqual({ fine: 1, [field]: null });
    expect(errors, query).toMatchObject([{ extensions: { code: 'internal', details: [] } }]);
    expect(text).not.toMatch(/hunter2|non-nullable|represent|Iterable/);
  }
});

test.each([1, 2, 3])(
  'a variable that is null where the argument cannot be is the query’s, run %i',
  async () => {
    const query = 'query Taking($number: Int = 2) { taking(number: $number) }';
    expect((await ask(query)).data).toEqual({ taking: 1 });
    expect((await ask(query, { number: null })).errors).toMatchObject([
      {
        message: 'Argument "number" of non-null type "Int!" must not be null.',
        extensions: { code: 'query-invalid' },
      },
    ]);
  },
);

test.each([1, 2, 3])('what the catalogue knows is told whole, run %i', async () => {
  const { errors } = await ask('{ refused }');
  expect(errors).toEqual([
    {
      message: 'Not for readers.',
      locations: [{ line: 1, column: 3 }],
      path: ['refused'],
      extensions: {
        code: 'access-denied',
        details: [{ place: 'role', problem: 'It is reader.' }],
        requestId: expect.any(String) as string,
      },
    },
  ]);
  const conflict = await ask('{ conflict }');
  expect(conflict.errors![0]!.extensions).toMatchObject({ code: 'ledger-conflict', actualRevision: 7 });
});

test('an answer that takes too long is given up, and its work is told', async () => {
  const { status, errors, data } = await ask('{ slow }');
  expect(status).toBe(503);
  expect(data).toBeNull();
  expect(errors![0]!.extensions['code']).toBe('query-timeout');
  expect(aborted?.aborted).toBe(true);
});

test('a client that merely leaves is no fault of the server: it is logged as none, and its work is told', async () => {
  vi.clearAllMocks();
  aborted = undefined as AbortSignal | undefined;
  const { port } = fastify.server.address() as AddressInfo;
  const leaving = new AbortController();
  const asked = fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ slow }' }),
    signal: leaving.signal,
  });
  await vi.waitFor(() => expect(aborted).toBeDefined());
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await vi.waitFor(() => expect(logger.debug).toHaveBeenCalled());
  expect(aborted?.aborted).toBe(true);
  expect(aborted?.reason).toMatchObject({ code: 'request-abandoned' });
  expect(logger.error).not.toHaveBeenCalled();
});

test('where the schema is not for everybody, neither are near names', async () => {
  const { errors } = await ask('{ brokn }');
  expect(errors![0]!.message).toBe('Cannot query field "brokn" on type "Query".');
  const schema = await ask('{ __schema { types { name } } }');
  expect(schema.errors![0]!.extensions['code']).toBe('query-invalid');
});

test('what the server did wrong is logged with all that the client is not told', async () => {
  logger.error.mockClear();
  await ask('{ broken }');
  expect(
    JSON.stringify(logger.error.mock.calls.map(([fields]) => String((fields as { err: Error }).err))),
  ).toContain('hunter2');
});
