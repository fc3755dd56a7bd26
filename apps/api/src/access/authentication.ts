import { type Authenticator, type Principal } from '@tallystick/access';
import { isTallyError, TallyError } from '@tallystick/errors';
import type { FastifyBaseLogger } from 'fastify';
import type { FailedAuthentications } from './failed-authentications.js';

/**
 * Finds out who asks, from an `authorization` header or the entry of that name in connection_init.
 * @param address of the client; who shows too many wrong tokens is not listened to for a while.
 * @throws TallyError `unauthenticated`, `rate-limited`, `identity-provider-unavailable`, `access-store-unavailable`.
 */
export type Authenticate = (authorization: string | undefined, address: string) => Promise<Principal>;

export function authentication(
  authenticator: Authenticator,
  failures: FailedAuthentications,
  logger: Pick<FastifyBaseLogger, 'warn'>,
): Authenticate {
  return async (authorization, address) => {
    if (authorization !== undefined) {
      const seconds = failures.secondsToWait(address);
      if (seconds > 0) throw new TooManyFailures(seconds);
    }
    try {
      return await authenticator.principalOf(authorization);
    } catch (error) {
      if (isTallyError(error) && error.code === 'unauthenticated') {
        failures.note(address);
        // Why it was not taken, and nothing of what was shown.
        logger.warn({ address, problem: error.details[0]?.problem }, 'a token was not taken');
      }
      throw error;
    }
  };
}

/** Tells how long to wait, for `Retry-After`. */
export class TooManyFailures extends TallyError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'rate-limited',
      `Too many tokens from this address were not taken; try again in ${retryAfterSeconds} s.`,
    );
  }
}
