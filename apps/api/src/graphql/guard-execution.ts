import { TallyError } from '@tallystick/errors';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from '../configuration/settings.js';
import { runInScope } from '../http/request-scope.js';
import { formattedError } from './format-errors.js';
import type { PersistedQueries } from './persisted-queries.js';
import type { RequestContext } from './request-context.js';

type Execute = FastifyInstance['graphql'];

/** Mercurius takes a text that is JSON for a document that is parsed already, with none of the limits of parsing. */
const looksLikeJson = /^\s*(?:\{\s*["}]|\[|"(?!"")|-?\d|(?:true|false|null)\s*$)/;

/**
 * Puts limits around the one function that executes queries and mutations, whether they came by POST or WebSocket:
 * known queries only where that is configured, an end to waiting, and errors of WebSockets in the one shape.
 */
export function guardExecution(
  fastify: FastifyInstance,
  { querySeconds }: Pick<Configuration, 'querySeconds'>,
  persisted: PersistedQueries,
): void {
  fastify.graphql = new Proxy(fastify.graphql, {
    apply(execute: Execute, self: unknown, args: Parameters<Execute>) {
      const [source, context, , operationName] = args;
      // For the hooks, which mercurius does not tell it.
      Object.assign(context as object, { operationName });
      const { requestId, reply } = context as unknown as RequestContext & { reply?: unknown };
      const answer = withinTime(querySeconds, context as unknown as RequestContext, async () => {
        requireText(source);
        // POST has the provider of mercurius for this.
        if (reply === undefined) persisted.requireKnown(source as string);
        return Reflect.apply(execute, self, args) as ReturnType<Execute>;
      });
      return reply === undefined
        ? answer.catch((error: unknown) => {
            // What is thrown here is sent as it is: for WebSockets, mercurius asks no formatter.
            throw formattedError(error, requestId);
          })
        : answer;
    },
  });
}

function requireText(source: unknown): void {
  if (typeof source !== 'string' || looksLikeJson.test(source)) {
    throw new TallyError('query-invalid', 'The query is not a GraphQL document written as text.');
  }
}

/** Waits for the answer until its time is over or who asked has gone, and tells the work by the context's signal. */
async function withinTime<T>(
  seconds: number,
  context: RequestContext & { request?: unknown },
  work: () => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const giveUp = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), {
      once: true,
    });
  });
  const timer = setTimeout(() => {
    controller.abort(new TallyError('query-timeout', `There was no answer within ${seconds} s.`));
  }, seconds * 1000);
  const gone = (): void =>
    controller.abort(new TallyError('query-timeout', 'Nobody waits for the answer any more.'));
  context.signal.addEventListener('abort', gone, { once: true });
  const { signal } = controller;
  try {
    if (context.signal.aborted) gone();
    const done = runInScope({ requestId: context.requestId, signal }, work);
    return await Promise.race([done, giveUp]);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', gone);
  }
}
