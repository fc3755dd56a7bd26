import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type StartedServer } from './support/start-server.js';

let server: StartedServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.remove());

test('a server started in an empty folder answers over HTTP and WebSocket', async () => {
  const over = await server.client().request<{ __typename: string }>('{ __typename }');
  expect(over).toEqual({ __typename: 'Query' });
  const live = server.live();
  const answer = await live.iterate({ query: '{ __typename }' }).next();
  expect(answer.value).toEqual({ data: { __typename: 'Query' } });
});
