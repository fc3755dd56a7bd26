import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { nobody, type Principal } from '@tallystick/access';
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { Surroundings } from '../surroundings.js';
import { formatGraphQLError, statusOf, unfold } from './format-errors.js';
import type { RequestContext } from './request-context.js';

/** Finds out who asks. @throws TallyError where what is shown is no valid token. */
export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

/** How GraphQL is served: mercurius compiles each query that comes twice, and speaks graphql-transport-ws. */
export function graphqlOptions({ logger }: Surroundings, authenticate: Authenticate): MercuriusDriverConfig {
  return {
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    jit: 1,
    allowBatchedQueries: false,
    context: (request: FastifyRequest): RequestContext => ({
      principal: request.principal ?? nobody,
      requestId: request.id,
      loaders: new Map(),
    }),
    subscription: {
      fullWsTransport: true,
      context: (_socket: unknown, request: FastifyRequest): RequestContext => ({
        principal: nobody,
        requestId: request.id,
        loaders: new Map(),
      }),
      onConnect: async ({ payload }: { payload?: unknown }) => ({
        principal: await authenticate(authorizationOf(payload)),
      }),
    },
    errorFormatter: (execution, context) => {
      const errors = execution.errors as readonly GraphQLError[];
      const { requestId } = context as unknown as RequestContext;
      for (const error of errors) logger.debug({ err: error, requestId }, 'a GraphQL error');
      return {
        statusCode: statusOf(errors, execution.data !== null && execution.data !== undefined),
        response: {
          data: execution.data ?? null,
          errors: errors.flatMap(unfold).map((error) => formatGraphQLError(error, requestId)),
        },
      };
    },
  };
}

/** What `connection_init` shows: `{"authorization": "Bearer …"}`, in either case. */
function authorizationOf(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const entry = Object.entries(payload).find(([name]) => name.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before the handler runs. */
    principal?: Principal;
  }
}
