import type { Principal } from '@tallystick/access';
import { isTallyError, type TallyError } from '@tallystick/errors';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Authenticate } from './authentication.js';
import type { LiveAccess } from './live-access.js';

/** The codes with which graphql-transport-ws closes a connection. */
const closeCodes = {
  forbidden: 4403,
  tooManyInitialisations: 4429,
  failed: 1011,
  tryAgainLater: 1013,
} as const;

/** So long subscriptions have to say why they end before the connection under them does. */
const graceMilliseconds = 250;

/** What mercurius calls `onConnect` on: its connection. */
export interface SocketConnection {
  readonly socket: {
    close(code: number, reason: string): void;
    once(event: 'close', listener: () => void): unknown;
  };
  readonly context: { readonly request: FastifyRequest };
}

/**
 * Lets a WebSocket in by the token in `connection_init` (or of the request that opened it), and ends it when the token ends
 * or what it may do changes. A connection without a token goes on as nobody.
 */
export function socketAuthentication(
  authenticate: Authenticate,
  liveAccess: LiveAccess,
  logger: Pick<FastifyBaseLogger, 'error'>,
) {
  const connected = new WeakSet<object>();
  return async function connect(
    this: SocketConnection,
    { payload }: { readonly payload?: unknown },
  ): Promise<{ readonly principal: Principal } | false> {
    const { socket, context } = this;
    if (connected.has(socket)) {
      // Another token on the same connection would change whose the running subscriptions are.
      socket.close(closeCodes.tooManyInitialisations, 'Too many initialisation requests');
      return false;
    }
    connected.add(socket);
    const { request } = context;
    try {
      const authorization = authorizationOf(payload) ?? request.headers.authorization;
      const principal = await authenticate(authorization, request.ip);
      const stop = liveAccess.watch(principal, (error) => {
        setTimeout(() => socket.close(closeCodes.forbidden, error.message), graceMilliseconds).unref();
      });
      socket.once('close', stop);
      return { principal };
    } catch (error) {
      const known = isTallyError(error) ? error : undefined;
      if (known === undefined || known.httpStatus >= 500)
        logger.error({ err: error }, 'a connection could not be let in');
      socket.close(
        closeCodeOf(known),
        known === undefined ? 'The connection could not be let in.' : reasonOf(known),
      );
      return false;
    }
  };
}

function closeCodeOf(error: TallyError | undefined): number {
  if (error === undefined) return closeCodes.failed;
  if (error.code === 'unauthenticated') return closeCodes.forbidden;
  return closeCodes.tryAgainLater;
}

/** The code of the catalogue and what is wrong; a reason has at most 123 bytes. */
function reasonOf({ code, message, details: [detail] }: TallyError): string {
  return Buffer.from(`${code}: ${detail?.problem ?? message}`)
    .subarray(0, 120)
    .toString();
}

/** What `connection_init` shows: `{"authorization": "Bearer …"}`, in either case. */
function authorizationOf(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const entry = Object.entries(payload).find(([name]) => name.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}
