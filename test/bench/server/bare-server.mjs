/**
 * The yardstick: Fastify and Mercurius with JIT over the server's own schema, answering the same queries with constants
 * that the server gave before. It parses, validates, executes and prints answers of the same shape and size; it works
 * nothing out, reads nothing, and asks nobody who they are. The parent hands schema and constants over as a message.
 */
import Fastify from 'fastify';
import { buildSchema } from 'graphql';
import mercurius from 'mercurius';

const { schema: text, constants } = await new Promise((resolve) => process.once('message', resolve));
const schema = buildSchema(text);
const fields = schema.getQueryType().getFields();
for (const [name, value] of Object.entries(constants)) fields[name].resolve = () => value;

const app = Fastify();
await app.register(mercurius, { schema, jit: 1, path: '/graphql' });
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.send({ url });
process.on('disconnect', () => process.exit(0));
