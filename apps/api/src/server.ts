import 'reflect-metadata';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { keepAnswers } from './answers/keep-answers.js';
import { KeptAnswers } from './answers/kept-answers.js';
import { notedSurroundings } from './answers/noted-surroundings.js';
import { Stamps } from './answers/stamps.js';
import { ApiModule } from './api.module.js';
import type { Configuration } from './configuration/settings.js';
import { graphqlOptions, validationRules } from './graphql/graphql-options.js';
import { guardExecution } from './graphql/guard-execution.js';
import { addLimitHooks } from './graphql/limit-hooks.js';
import { openerFor, openSealedTexts } from './graphql/open-sealed-texts.js';
import { openPersistedQueries, type PersistedQueries } from './graphql/persisted-queries.js';
import { Sockets } from './graphql/sockets/sockets.js';
import { answerErrors, ErrorFilter, sendError } from './http/error-filter.js';
import { nestLogger } from './http/nest-logger.js';
import { openRateLimits } from './http/rate-limits.js';
import { addRequestGate } from './http/request-gate.js';
import { requestIdOf } from './http/request-id.js';
import { addSecureHeaders } from './http/secure-headers.js';
import { AcceptedRequests } from './operations/accepted-requests.js';
import { loggerOptions } from './operations/logging.js';
import { Metrics } from './operations/metrics.js';
import { observedLedger, observedReadModels } from './operations/observed-ledger.js';
import { observeBus, observeRequests } from './operations/observe-requests.js';
import { ReadinessProbe } from './operations/readiness.js';
import { addOperationRoutes, listenForMetrics } from './operations/routes.js';
import { tellWork } from './operations/tell-work.js';
import { openTracing, type Tracing } from './operations/tracing.js';
import { closeSurroundings, openSurroundings } from './open-surroundings.js';
import { addPlayground } from './playground/routes.js';
import type { Surroundings } from './surroundings.js';

/** So long the last answers have to reach their readers. */
const closingMilliseconds = 500;

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
  const server = await createServer(configuration);
  const { app, hints } = server;
  try {
    await app.listen(configuration.port, configuration.host);
  } catch (error) {
    await server.close();
    throw error;
  }
  let ended: Promise<void> | undefined;
  let settle!: (end: Promise<void>) => void;
  const whenEnded = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const stop = (): Promise<void> => {
    if (ended === undefined) {
      ended = server.close();
      settle(ended);
    }
    return ended;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  return { address: addressOf(app), hints, ended: whenEnded, stop };
}

export interface CreatedServer {
  readonly app: NestFastifyApplication;
  readonly hints: readonly string[];
  /** Answers what was accepted, then lets everything go. */
  close(): Promise<void>;
}

/** The server before it listens. */
export async function createServer(configuration: Configuration): Promise<CreatedServer> {
  const persisted = await openPersistedQueries(configuration);
  const tracing = await openTracing(configuration);
  const adapter = new FastifyAdapter({
    logger: loggerOptions(configuration),
    logController: new LogController({ requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: configuration.bodyBytes,
    // The gate answers those who come while it is ending, in the one shape of errors.
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendError(request, reply, error),
    trustProxy: configuration.trustedProxies === undefined ? false : [...configuration.trustedProxies],
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const sockets = new Sockets(configuration, fastify.log);
  let opened: Surroundings | undefined;
  const metrics: Metrics = new Metrics({
    projections: () => opened?.readModels.status() ?? Promise.resolve([]),
    openSockets: () => sockets.open,
    work: () => opened?.calculators?.figures ?? { busy: 0, waiting: 0 },
  });
  try {
    opened = await openSurroundings(
      configuration,
      fastify.log,
      (ledger) => observedLedger(ledger, metrics, tracing),
      (readModels) => observedReadModels(readModels, metrics),
      tellWork(metrics, tracing),
    );
    return await assemble(adapter, { surroundings: opened, persisted, tracing, sockets, metrics });
  } catch (error) {
    // What is left open would keep the process from ending.
    if (opened !== undefined) await closeSurroundings(opened);
    await tracing.close();
    throw error;
  }
}

interface Parts {
  readonly surroundings: Surroundings;
  readonly persisted: PersistedQueries;
  readonly tracing: Tracing;
  readonly sockets: Sockets;
  readonly metrics: Metrics;
}

/** Puts the parts around Fastify, from the outside to the inside, and says how they are taken apart again. */
async function assemble(adapter: FastifyAdapter, parts: Parts): Promise<CreatedServer> {
  const { surroundings, persisted, tracing, sockets, metrics } = parts;
  const { configuration } = surroundings;
  const stamps = new Stamps(surroundings.services.ledger, surroundings.readModels);
  const fastify = adapter.getInstance<FastifyInstance>();
  const requests = new AcceptedRequests();
  observeRequests(fastify, metrics, tracing, requests);
  await addSecureHeaders(fastify);
  addRequestGate(fastify, surroundings.authenticate, await openRateLimits(fastify, configuration), requests);
  await fastify.register(async (routes) => {
    answerErrors(routes, metrics);
    addOperationRoutes(routes, configuration, new ReadinessProbe(surroundings, requests), metrics);
    if (configuration.playground) await addPlayground(routes);
  });
  sockets.watch(fastify);
  if (configuration.keptAnswerMegabytes > 0) {
    const bytes = configuration.keptAnswerMegabytes * 1_048_576;
    keepAnswers(fastify, new KeptAnswers(stamps, bytes), metrics, (principal) =>
      openerFor(surroundings, principal),
    );
  }
  const noted = notedSurroundings(surroundings, stamps);
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forSurroundings(noted, graphqlOptions(surroundings, sockets, persisted, metrics)),
    adapter,
    { logger: nestLogger(fastify.log), abortOnError: false },
  );
  app.useGlobalFilters(new ErrorFilter(metrics));
  await app.init();
  guardExecution(fastify, { configuration, persisted, requests, metrics, tracing });
  addLimitHooks(fastify, configuration, validationRules(surroundings), persisted);
  openSealedTexts(fastify, surroundings);
  observeBus(app.get(CommandBus), 'command', metrics, tracing);
  observeBus(app.get(QueryBus), 'query', metrics, tracing);
  const metricsServer = await listenForMetrics(configuration, metrics, fastify.log);
  const close = async (): Promise<void> => {
    const left = await requests.drain(configuration.shutdownSeconds * 1000);
    if (left > 0) fastify.log.warn({ requests: left }, 'requests were not answered in time');
    sockets.closeAll();
    // Whatever is left has had its time. A connection on which nothing was asked yet, as browsers open them, is not idle
    // to Node.js, which would wait a minute for it.
    const cut = setTimeout(() => fastify.server.closeAllConnections(), left > 0 ? 0 : closingMilliseconds);
    await app.close();
    clearTimeout(cut);
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    await closeSurroundings(surroundings);
    await tracing.close();
  };
  return { app, hints: hintsFor(surroundings), close };
}

/** What whoever starts it for the first time has to do next. */
function hintsFor({ access }: Surroundings): string[] {
  return access.listTokens().some((token) => token.operator && access.stands(token))
    ? []
    : [
        'Nobody can sign in yet. Make the first operator token in another terminal, with the same settings:',
        '  npx tally-server token create --operator --name YOUR-NAME',
      ];
}

function addressOf(app: NestFastifyApplication): string {
  const bound = app.getHttpServer().address();
  if (bound === null || typeof bound === 'string') return String(bound);
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${host}:${bound.port}`;
}
