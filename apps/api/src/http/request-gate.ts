import { TallyError } from '@tallystick/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate } from '../access/authentication.js';
import type { AcceptedRequests } from '../operations/accepted-requests.js';
import type { RateLimits } from './rate-limits.js';

/** What every request passes before anything reads it: the limits, who asks, and what it says it is. */
export function addRequestGate(
  fastify: FastifyInstance,
  authenticate: Authenticate,
  limits: RateLimits,
  requests: AcceptedRequests,
): void {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Probes are not counted: whoever restarts a server on a failed probe must not be turned away by its own haste.
    if (request.url.startsWith('/health/')) return;
    if (requests.stopping) {
      reply.header('connection', 'close');
      throw new TallyError('server-stopping', 'The server is being stopped.');
    }
    try {
      await limits.countAddress(request);
      // Webhooks show who they are by their signatures; what they put there is not meant for us.
      if (request.url.startsWith('/webhooks/')) return;
      request.principal = await authenticate(request.headers.authorization, request.ip);
      await limits.countPrincipal(request);
      if (pathOf(request) === '/graphql') checkGraphQLRequest(request);
    } catch (error) {
      const { retryAfterSeconds } = error as { readonly retryAfterSeconds?: number };
      if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
      throw error;
    }
  });
}

function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/**
 * A page of another site can make a browser send simple requests only, and JSON is none of them; so nothing but JSON is
 * taken, and nothing in the address.
 */
function checkGraphQLRequest({ method, headers }: FastifyRequest): void {
  if (method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket') return;
  if (method !== 'POST' && method !== 'OPTIONS') {
    throw new TallyError('request-invalid', 'GraphQL is asked by POST, or live over a WebSocket.');
  }
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (method === 'POST' && type !== 'application/json') {
    throw new TallyError('request-invalid', 'GraphQL is asked with the content type application/json.');
  }
}
