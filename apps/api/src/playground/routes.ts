import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const require = createRequire(import.meta.url);
/** Beside the sources; this module runs from `dist/apps/api/src/playground`. */
const own = fileURLToPath(new URL('../../../../../apps/api/static/playground', import.meta.url));

/** Everything that the page needs, from this server: each file's name and the folder that it lies in. */
function playgroundFiles(): ReadonlyMap<string, string> {
  const graphiql = dirname(require.resolve('graphiql/package.json'));
  const react = dirname(require.resolve('react/package.json'));
  const reactDom = dirname(require.resolve('react-dom/package.json'));
  return new Map([
    ['playground.js', own],
    ['playground.css', own],
    ['graphiql.min.js', graphiql],
    ['graphiql.min.css', graphiql],
    ['react.production.min.js', join(react, 'umd')],
    ['react-dom.production.min.js', join(reactDom, 'umd')],
  ]);
}

/**
 * The browser takes nothing from anywhere but this server, and sends nothing elsewhere; the editor sets styles of its
 * own on what it draws.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL at `/playground`, without any outside host. */
export async function addPlayground(fastify: FastifyInstance): Promise<void> {
  await fastify.register(fastifyStatic, { root: own, serve: false });
  const send = (reply: FastifyReply, name: string, folder: string): FastifyReply =>
    reply.header('content-security-policy', policy).sendFile(name, folder);
  fastify.get('/playground', (_request, reply) => send(reply, 'index.html', own));
  for (const [name, folder] of playgroundFiles()) {
    fastify.get(`/playground/${name}`, (_request, reply) => send(reply, name, folder));
  }
}
