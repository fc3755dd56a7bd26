import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { nobody, type Principal } from '@tallystick/access';
import { errorCatalogue, type ErrorCode } from '@tallystick/errors';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import {
  type GraphQLError,
  type GraphQLFormattedError,
  NoSchemaIntrospectionCustomRule,
  type ValidationRule,
} from 'graphql';
import { socketAuthentication } from '../access/socket-authentication.js';
import type { Metrics } from '../operations/metrics.js';
import type { Surroundings } from '../surroundings.js';
import { formatGraphQLError, statusOf, unfold } from './format-errors.js';
import { documentSizeRule } from './limits/document-size.js';
import { maskSubscriptions } from './mask-subscriptions.js';
import type { PersistedQueries } from './persisted-queries.js';
import type { RequestContext } from './request-context.js';
import type { Sockets } from './sockets/sockets.js';

/** The rules that every document is held against beside GraphQL's own. */
export function validationRules({ configuration }: Pick<Surroundings, 'configuration'>): ValidationRule[] {
  const rules = [documentSizeRule(configuration)];
  return configuration.introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
}

/** How GraphQL is served: mercurius compiles each query that comes twice, and speaks graphql-transport-ws. */
export function graphqlOptions(
  surroundings: Surroundings,
  sockets: Sockets,
  persisted: PersistedQueries,
  metrics: Metrics,
): MercuriusDriverConfig {
  const { configuration, logger, authenticate, liveAccess } = surroundings;
  const connect = socketAuthentication(authenticate, liveAccess, logger);
  return {
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    // What an interface's resolver looks up (the facts behind a figure), every type of it looks up so.
    inheritResolversFromInterfaces: true,
    transformSchema: maskSubscriptions,
    path: '/graphql',
    jit: 1,
    allowBatchedQueries: false,
    validationRules: validationRules(surroundings),
    graphql: { parseOptions: { maxTokens: configuration.queryTokens } },
    ...(persisted.provider !== undefined && { persistedQueryProvider: persisted.provider }),
    context: (request: FastifyRequest, reply: FastifyReply): RequestContext => ({
      principal: request.principal ?? nobody,
      requestId: request.id,
      loaders: new Map(),
      signal: signalOf(reply),
    }),
    subscription: {
      fullWsTransport: true,
      verifyClient: sockets.verifyClient,
      context: (socket: unknown, request: FastifyRequest): RequestContext => ({
        principal: nobody,
        requestId: request.id,
        loaders: new Map(),
        signal: sockets.admit(socket, request),
      }),
      // Mercurius calls it on its connection, of which its types say nothing.
      onConnect: connect as (data: { type: 'connection_init'; payload: unknown }) => object | false,
    },
    errorFormatter: (execution, context) => {
      const errors = execution.errors.flatMap(unfold);
      const { requestId } = context as unknown as RequestContext;
      return {
        statusCode: statusOf(errors, execution.data !== null && execution.data !== undefined),
        response: {
          data: execution.data ?? null,
          errors: errors.map((error) => {
            const formatted = formatGraphQLError(error, requestId);
            logError(logger, error, formatted);
            metrics.error(String(formatted.extensions?.['code']));
            return configuration.introspection ? formatted : withoutSuggestions(formatted);
          }),
        },
      };
    },
  };
}

/** Aborts when the client goes away before it has its answer. */
function signalOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** What is the server's own fault is of interest to whoever runs it, with all that the client is not told. */
function logError(logger: FastifyBaseLogger, error: GraphQLError, formatted: GraphQLFormattedError): void {
  const { code, requestId } = formatted.extensions as {
    readonly code: ErrorCode;
    readonly requestId: string;
  };
  const level = errorCatalogue[code].httpStatus >= 500 ? 'error' : 'debug';
  logger[level](
    { err: error.originalError ?? error, requestId, path: error.path },
    'a GraphQL request failed',
  );
}

/** Where the schema is not for everybody, neither are the names that are near a wrong one. */
function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ Did you mean .*$/s, '') };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before the handler runs. */
    principal?: Principal;
  }
}
