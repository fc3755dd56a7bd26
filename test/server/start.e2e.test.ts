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

test('the playground takes everything from the server itself, and the browser is told so', async () => {
  const page = await fetch(`${server.url}/playground`);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(page.headers.get('content-security-policy')).not.toMatch(/https?:|unsafe-eval|\*/);
  const html = await page.text();
  const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts.filter((each) => !each.startsWith('data:'))) {
    const file = await fetch(new URL(part, `${server.url}/playground`));
    expect(file.status, part).toBe(200);
    expect(new URL(file.url).origin).toBe(server.url);
  }
});
