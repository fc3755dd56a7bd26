import { createServer, type Server } from 'node:http';
import { requireOperator } from '@tallystick/access';
import { nobody } from '@tallystick/access';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { sendError } from '../http/error-filter.js';
import type { Configuration } from '../configuration/settings.js';
import type { Metrics } from './metrics.js';
import type { ReadinessProbe } from './readiness.js';

/** `/health/live`, `/health/ready`, and `/metrics` where it has no port of its own. */
export function addOperationRoutes(
  fastify: FastifyInstance,
  { metricsPort }: Configuration,
  readiness: ReadinessProbe,
  metrics: Metrics,
): void {
  fastify.get('/health/live', { logLevel: 'warn' }, () => Promise.resolve({ status: 'live' }));
  fastify.get('/health/ready', { logLevel: 'warn' }, async (_request, reply) => {
    const { ready, problems } = await readiness.look();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', problems });
  });
  if (metricsPort !== undefined) return;
  fastify.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
    try {
      requireOperator(request.principal ?? nobody);
    } catch (error) {
      return sendError(request, reply, error);
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

/** A port that has nothing but `/metrics`, for a network that only the operator's own machines are in. */
export async function listenForMetrics(
  { metricsPort, metricsHost }: Pick<Configuration, 'metricsPort' | 'metricsHost'>,
  metrics: Metrics,
  logger: Pick<FastifyBaseLogger, 'info' | 'error'>,
): Promise<Server | undefined> {
  if (metricsPort === undefined) return undefined;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      (error: unknown) => {
        logger.error({ err: error }, 'the figures cannot be told');
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(metricsPort, metricsHost, resolve);
  });
  logger.info({ address: server.address() }, 'the figures are at /metrics of their own port');
  return server;
}
