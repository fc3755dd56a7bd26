import type { FastifyServerOptions } from 'fastify';
import type { Configuration } from '../configuration/settings.js';

/** What never stands in a log, wherever in a line it would: what opens doors, and what people asked with. */
const redacted = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'variables',
  'payload',
  'body',
  'x-hub-signature-256',
].flatMap((name) => {
  const key = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.replace(/^\./, ''), `*${key}`, `*.headers${key}`];
});

/** Lines of JSON on standard error, each with the request's id. Addresses of requests are logged without their query. */
export function loggerOptions({ logLevel }: Pick<Configuration, 'logLevel'>): FastifyServerOptions['logger'] {
  return {
    level: logLevel,
    stream: process.stderr,
    base: { name: 'tally-server' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
    redact: { paths: redacted, censor: '(redacted)' },
    serializers: {
      req: ({ method, url, ip }) => ({ method, path: url.split('?', 1)[0], address: ip }),
    },
  };
}
