import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a proxy or a client may call a request by; anything else could forge lines of a log. */
const acceptable = /^[\w.:/+=@-]{1,100}$/;

/** The name of a request in logs, traces and error answers: the client's `x-request-id` where it is fit, else our own. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
}
