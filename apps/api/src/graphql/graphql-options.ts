import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { nobody, type Principal } from '@tallystick/access';
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { socketAuthentication } from '../access/socket-authentication.js';
import type { Surroundings } from '../surroundings.js';
import { formatGraphQLError, statusOf, unfold } from './format-errors.js';
import type { RequestContext } from './request-context.js';

/** How GraphQL is served: mercurius compiles each query that comes twice, and speaks graphql-transport-ws. */
export function graphqlOptions({ logger, authenticate, liveAccess }: Surroundings): MercuriusDriverConfig {
  const connect = socketAuthentication(authenticate, liveAccess, logger);
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
      // Mercurius calls it on its connection, of which its types say nothing.
      onConnect: connect as (data: { type: 'connection_init'; payload: unknown }) => object | false,
    },
    errorFormatter: (execution, context) => {
      const errors = execution.errors;
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

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before the handler runs. */
    principal?: Principal;
  }
}
