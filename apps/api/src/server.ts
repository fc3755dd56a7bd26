import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from './api.module.js';
import type { Configuration } from './configuration/settings.js';
import { graphqlOptions, validationRules } from './graphql/graphql-options.js';
import { guardExecution } from './graphql/guard-execution.js';
import { addLimitHooks } from './graphql/limit-hooks.js';
import { openPersistedQueries } from './graphql/persisted-queries.js';
import { Sockets } from './graphql/sockets/sockets.js';
import { ErrorFilter } from './http/error-filter.js';
import { nestLogger } from './http/nest-logger.js';
import { openRateLimits } from './http/rate-limits.js';
import { addRequestGate } from './http/request-gate.js';
import { requestIdOf } from './http/request-id.js';
import { addSecureHeaders } from './http/secure-headers.js';
import { closeSurroundings, openSurroundings } from './open-surroundings.js';

export interface RunningServer {
  /** `http://127.0.0.1:4000`. */
  readonly address: string;
  /** What whoever starts it for the first time should know. */
  readonly hints: readonly string[];
  /** Resolves once the server has ended, by a signal or `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Opens everything, listens, and ends at SIGTERM or SIGINT. */
export async function startServer(configuration: Configuration): Promise<RunningServer> {
  const { app, close } = await createServer(configuration);
  await app.listen(configuration.port, configuration.host);
  let ended: Promise<void> | undefined;
  let settle!: (end: Promise<void>) => void;
  const whenEnded = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const stop = (): Promise<void> => {
    if (ended === undefined) {
      ended = close();
      settle(ended);
    }
    return ended;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  return { address: addressOf(app), hints: [], ended: whenEnded, stop };
}

/** The server before it listens; `close` lets everything go. */
export async function createServer(
  configuration: Configuration,
): Promise<{ readonly app: NestFastifyApplication; close(): Promise<void> }> {
  const adapter = new FastifyAdapter({
    logger: { level: configuration.logLevel, stream: process.stderr },
    genReqId: requestIdOf,
    bodyLimit: configuration.bodyBytes,
    trustProxy: configuration.trustedProxies === undefined ? false : [...configuration.trustedProxies],
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const persisted = await openPersistedQueries(configuration);
  const surroundings = await openSurroundings(configuration, fastify.log);
  await addSecureHeaders(fastify);
  addRequestGate(fastify, surroundings.authenticate, await openRateLimits(fastify, configuration));
  const sockets = new Sockets(configuration, fastify.log);
  sockets.watch(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forSurroundings(surroundings, graphqlOptions(surroundings, sockets, persisted)),
    adapter,
    { logger: nestLogger(fastify.log), abortOnError: false },
  );
  app.useGlobalFilters(new ErrorFilter());
  await app.init();
  guardExecution(fastify, configuration, persisted);
  addLimitHooks(fastify, configuration, validationRules(surroundings), persisted);
  const close = async (): Promise<void> => {
    sockets.closeAll();
    await app.close();
    await closeSurroundings(surroundings);
  };
  return { app, close };
}

function addressOf(app: NestFastifyApplication): string {
  const bound = (app.getHttpServer() as import('node:http').Server).address();
  if (bound === null || typeof bound === 'string') return String(bound);
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${host}:${bound.port}`;
}
