import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import { ApiModule } from './api.module.js';
import type { Configuration } from './configuration/settings.js';
import { ErrorFilter } from './http/error-filter.js';
import { nestLogger } from './http/nest-logger.js';
import { requestIdOf } from './http/request-id.js';
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
  const fastify = adapter.getInstance();
  const logger: FastifyBaseLogger = fastify.log;
  const surroundings = await openSurroundings(configuration, logger);
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Webhooks show who they are by their signatures; what they put there is not meant for us.
    if (request.url.startsWith('/webhooks/')) return;
    request.principal = await surroundings.authenticate(request.headers.authorization, request.ip);
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forSurroundings(surroundings),
    adapter,
    { logger: nestLogger(logger), abortOnError: false },
  );
  app.useGlobalFilters(new ErrorFilter());
  const close = async (): Promise<void> => {
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
