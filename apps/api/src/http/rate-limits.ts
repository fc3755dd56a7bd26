import rateLimit from '@fastify/rate-limit';
import { TallyError } from '@tallystick/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../configuration/settings.js';

/** Who may ask again after so many seconds. */
class RateLimited extends TallyError {
  constructor(
    who: string,
    allowed: number,
    readonly retryAfterSeconds: number,
  ) {
    super(
      'rate-limited',
      `More than ${allowed} requests a minute from this ${who}; try again in ${retryAfterSeconds} s.`,
    );
  }
}

/** Two limits: one an address, before anything is known of the request, and one a token, once it is known. */
export interface RateLimits {
  /** @throws RateLimited. */
  countAddress(request: FastifyRequest): Promise<void>;
  /** Those without a token share nothing but their address. @throws RateLimited. */
  countPrincipal(request: FastifyRequest): Promise<void>;
}

/** How many addresses and tokens are kept count of; those seen last stay. */
const counted = 50_000;

export async function openRateLimits(
  fastify: FastifyInstance,
  { requestsPerMinute, addressRequestsPerMinute }: Configuration,
): Promise<RateLimits> {
  await fastify.register(rateLimit, { global: false, cache: counted });
  const timeWindow = 60_000;
  const perAddress = fastify.createRateLimit({
    max: addressRequestsPerMinute,
    timeWindow,
    keyGenerator: ({ ip }) => ip,
  });
  const perPrincipal = fastify.createRateLimit({
    max: requestsPerMinute,
    timeWindow,
    keyGenerator: ({ principal }) => principal!.subject,
  });
  const check = async (
    limit: typeof perAddress,
    request: FastifyRequest,
    who: string,
    allowed: number,
  ): Promise<void> => {
    const count = await limit(request);
    if (!count.isAllowed && count.isExceeded) throw new RateLimited(who, allowed, count.ttlInSeconds);
  };
  return {
    countAddress: (request) => check(perAddress, request, 'address', addressRequestsPerMinute),
    countPrincipal: async (request) => {
      if (request.principal === undefined || request.principal.authenticatedBy === 'nobody') return;
      await check(perPrincipal, request, 'token', requestsPerMinute);
    },
  };
}
