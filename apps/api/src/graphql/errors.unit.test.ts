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
const logged = vi.fn();

beforeAll(async () => {
  fastify = Fastify();
  const metrics = new Metrics({
    projections: () => Promise.resolve([]),
    openSockets: () => 0,
    work: () => ({ busy: 0, waiting: 0 }),
  });
  const persisted = await openPersistedQueries(configuration);
  const logger = { debug: logged, error: logged, warn: logged };
  const surroundings = { configuration, logger } as unknown as Surroundings;
  const {
    driver: _driver,
    autoSchemaFile: _file,
    path: _path,
    ...options
  } = graphqlOptions(surroundings, new Sockets(configuration, fastify.log), persisted, metrics);
  await fastify.register(mercurius, {
    ...options,
    schema: 'type Query { broken: Int  refused: Int  conflict: Int  slow: Int  fine: Int  long: [Int!] }',
    resolvers: {
      Query: {
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
    configuration: { querySeconds: 0.05 },
    persisted,
    requests: new AcceptedRequests(),
    metrics,
    tracing: await openTracing(configuration),
  });
  await fastify.ready();
});
afterAll(() => fastify.close());

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

async function ask(query: string): Promise<Answer & { readonly status: number; readonly text: string }> {
  const { statusCode, body } = await fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: { query },
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

test('where the schema is not for everybody, neither are near names', async () => {
  const { errors } = await ask('{ brokn }');
  expect(errors![0]!.message).toBe('Cannot query field "brokn" on type "Query".');
  const schema = await ask('{ __schema { types { name } } }');
  expect(schema.errors![0]!.extensions['code']).toBe('query-invalid');
});

test('what the server did wrong is logged with all that the client is not told', async () => {
  logged.mockClear();
  await ask('{ broken }');
  expect(
    JSON.stringify(logged.mock.calls.map(([fields]) => String((fields as { err: Error }).err))),
  ).toContain('hunter2');
});
