import { TallyError } from '@tallystick/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../configuration/settings.js';
import { runInScope } from '../http/request-scope.js';
import type { AcceptedRequests } from '../operations/accepted-requests.js';
import type { Metrics } from '../operations/metrics.js';
import { secondsSince } from '../operations/seconds-since.js';
import type { Tracing } from '../operations/tracing.js';
import { formattedError } from './format-errors.js';
import type { PersistedQueries } from './persisted-queries.js';
import type { RequestContext } from './request-context.js';

type Execute = FastifyInstance['graphql'];

/** What mercurius has in its context beside ours: `reply` for POST, the request that opened it for a WebSocket. */
type ExecutionContext = RequestContext & {
  readonly reply?: { readonly request: Pick<FastifyRequest, 'trace' | 'question'> };
  operationName?: string | null;
};

/** Mercurius takes a text that is JSON for a document that is parsed already, with none of the limits of parsing. */
const looksLikeJson = /^\s*(?:\{\s*["}]|\[|"(?!"")|-?\d|(?:true|false|null)\s*$)/;

export interface ExecutionGuards {
  readonly configuration: Pick<Configuration, 'querySeconds'>;
  readonly persisted: PersistedQueries;
  readonly requests: AcceptedRequests;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/**
 * Puts limits around the one function that executes queries and mutations, whether they came by POST or WebSocket:
 * known queries only where that is configured, an end to waiting, and errors of WebSockets in the one shape.
 */
export function guardExecution(fastify: FastifyInstance, guards: ExecutionGuards): void {
  const { persisted, tracing, metrics } = guards;
  fastify.graphql = new Proxy(fastify.graphql, {
    apply: async (execute: Execute, self: unknown, args: Parameters<Execute>) => {
      const [source, given, , operationName] = args;
      const context = given as unknown as ExecutionContext;
      // For the hooks, which mercurius does not tell it.
      context.operationName = operationName ?? null;
      const overSocket = context.reply === undefined;
      const began = performance.now();
      const execution = (): Promise<unknown> =>
        withinTime(guards.configuration.querySeconds, context, () =>
          tracing.span('graphql operation', { 'graphql.operation.name': operationName ?? '' }, async () => {
            requireText(source);
            // POST has the provider of mercurius for this.
            if (overSocket) persisted.requireKnown(source as string);
            return Reflect.apply(execute, self, args) as Promise<{ errors?: unknown }>;
          }),
        );
      try {
        const answer = (await (overSocket ? accepted(guards.requests, execution) : execution())) as {
          readonly errors?: unknown;
        };
        const outcome = answer.errors === undefined ? 'answered' : 'failed';
        const question = context.reply?.request.question;
        if (question !== undefined) question.answered = outcome === 'answered';
        metrics.operation(operationName, outcome, secondsSince(began));
        return answer;
      } catch (error) {
        metrics.operation(operationName, 'failed', secondsSince(began));
        if (!overSocket) throw error;
        // What is thrown here is sent as it is: for WebSockets, mercurius asks no formatter.
        const formatted = formattedError(error, context.requestId);
        metrics.error(String(formatted.extensions['code']));
        throw formatted;
      }
    },
  });
}

function requireText(source: unknown): void {
  if (typeof source !== 'string' || looksLikeJson.test(source)) {
    throw new TallyError('query-invalid', 'The query is not a GraphQL document written as text.');
  }
}

/** Counts an operation of a WebSocket among what the server has accepted. */
async function accepted<T>(requests: AcceptedRequests, work: () => Promise<T>): Promise<T> {
  if (requests.stopping) throw new TallyError('server-stopping', 'The server is being stopped.');
  requests.begin();
  try {
    return await work();
  } finally {
    requests.end();
  }
}

/** Waits for the answer until its time is over or who asked has gone, and tells the work by the scope's signal. */
async function withinTime<T>(seconds: number, context: ExecutionContext, work: () => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const giveUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  const timer = setTimeout(() => {
    controller.abort(new TallyError('query-timeout', `There was no answer within ${seconds} s.`));
  }, seconds * 1000);
  const gone = (): void =>
    controller.abort(new TallyError('request-abandoned', 'Nobody waits for the answer any more.'));
  context.signal.addEventListener('abort', gone, { once: true });
  try {
    if (context.signal.aborted) gone();
    const { trace, question } = context.reply?.request ?? {};
    const scope = { requestId: context.requestId, signal, trace, basis: question?.basis };
    return await Promise.race([runInScope(scope, work), giveUp]);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', gone);
  }
}
