import { type Context, type Span, SpanStatusCode } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AcceptedRequests } from './accepted-requests.js';
import type { Metrics } from './metrics.js';
import { secondsSince } from './seconds-since.js';
import type { Tracing } from './tracing.js';

interface Observed {
  readonly began: number;
  readonly span: Span | undefined;
  readonly counted: boolean;
}

/** Counts, times and traces every HTTP request, from before anything else looks at it until it is answered. */
export function observeRequests(
  fastify: FastifyInstance,
  metrics: Metrics,
  tracing: Tracing,
  requests: AcceptedRequests,
): void {
  const observed = new WeakMap<FastifyRequest, Observed>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    // A WebSocket lasts; what is asked over it is counted by itself.
    const counted = request.headers.upgrade === undefined && !requests.stopping;
    if (counted) requests.begin();
    const { traceparent } = request.headers;
    const begun = tracing.begin(request.method, typeof traceparent === 'string' ? traceparent : undefined);
    if (begun !== undefined) request.trace = begun.context;
    observed.set(request, { began: performance.now(), span: begun?.span, counted });
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const seen = observed.get(request);
    if (seen !== undefined) {
      const { began, span, counted } = seen;
      const route = request.routeOptions.url;
      metrics.httpRequest(request.method, route, reply.statusCode, secondsSince(began));
      span?.updateName(`${request.method} ${route ?? 'none'}`);
      span?.setAttributes({
        'http.request.method': request.method,
        'http.route': route ?? 'none',
        'http.response.status_code': reply.statusCode,
        'tally.request_id': request.id,
      });
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      if (counted) requests.end();
    }
    done();
  });
}

interface Bus {
  execute(request: object): Promise<unknown>;
}

/** Times and traces what goes over a bus of commands or queries, by the name of its class. */
export function observeBus(bus: Bus, kind: 'command' | 'query', metrics: Metrics, tracing: Tracing): void {
  const execute = bus.execute.bind(bus);
  bus.execute = (request) => {
    const { name } = request.constructor;
    return tracing.span(`${kind} ${name}`, {}, async () => {
      const began = performance.now();
      try {
        const result = await execute(request);
        metrics.request(name, 'done', secondsSince(began));
        return result;
      } catch (error) {
        metrics.request(name, 'failed', secondsSince(began));
        throw error;
      }
    });
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The span that the request is in, where traces are made. */
    trace?: Context;
  }
}
