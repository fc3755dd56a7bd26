import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, runServerCommand, startServer, type StartedServer } from './support/start-server.js';

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

// Six processes begin at once.
test(
  'a start that fails says why, and ends the process whatever was open already',
  { timeout: 180_000 },
  async () => {
    const { port } = new URL(server.url);
    const unlike = join(server.folder, 'unlike.txt');
    writeFileSync(unlike, 'Neither a ledger nor time zones.');
    const cases: readonly (readonly [Readonly<Record<string, string>>, number, string])[] = [
      [{ TALLY_PORT: port }, 78, `EADDRINUSE: address already in use 127.0.0.1:${port}`],
      [{ TALLY_METRICS_PORT: port }, 78, `EADDRINUSE: address already in use 127.0.0.1:${port}`],
      [{ TALLY_LEDGER: unlike }, 78, '[ledger-file-refused]'],
      [{ TALLY_ACCESS: unlike }, 74, '[access-store-unavailable]'],
      [{ TALLY_ZONES: unlike }, 65, 'unlike.txt'],
      [{ TALLY_VIEWS: unlike }, 74, 'unlike.txt'],
    ];
    const ends = await Promise.all(
      cases.map(async ([environment], index) => {
        const folder = join(server.folder, `start-${index}`);
        mkdirSync(folder);
        return runServerCommand(['start'], folder, {
          TALLY_TRACES_URL: 'http://127.0.0.1:9',
          ...environment,
        });
      }),
    );
    for (const [index, { exitCode, out, error }] of ends.entries()) {
      const [environment, code, text] = cases[index]!;
      const name = Object.keys(environment).join();
      expect(out, name).toBe('');
      expect(error, name).toContain(text);
      expect(exitCode, name).toBe(code);
    }
  },
);

test('whoever reads only the beginning of what a command prints gets no error of it', async () => {
  // Larger than a pipe holds, so that it is still being written when nobody reads any more.
  const child = spawn(process.execPath, [bin, 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expect(said.join('')).toBe('');
  expect(exitCode).toBe(0);
});

// Node.js itself would wait a minute for it.
test(
  'a connection on which nothing is asked does not keep it from stopping',
  { timeout: 40_000 },
  async () => {
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    silent.on('error', () => undefined);
    await once(silent, 'connect');
    // The server has taken it once it answers what came after it.
    await server.query('{ __typename }');
    expect(await server.stop()).toBe(0);
    silent.destroy();
  },
);
