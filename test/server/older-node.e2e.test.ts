import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureBuilt, root } from '../e2e/support/ensure-built.js';

/** Makes a Node.js say that it is an older one, so that it hands over to the packaged one. */
const older = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } });",
)}`;

let folder: string;
let outer: ChildProcess;

beforeEach(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'tally-older-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the server as somebody with an older Node.js does; its address. */
async function start(): Promise<string> {
  outer = spawn(process.execPath, ['--import', older, join(root, 'apps/api/bin/tally-server.mjs'), 'start'], {
    cwd: folder,
    env: {
      ...process.env,
      TALLY_LEDGER: join(folder, 'tally.db'),
      TALLY_PORT: '0',
      TALLY_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: outer.stdout! })) {
    const address = /^listening at (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it listened.');
}

const answers = (address: string): Promise<boolean> =>
  fetch(`${address}/health/live`).then(
    (response) => response.ok,
    () => false,
  );

test('a server that an older Node.js handed over to the packaged one ends when the former is killed', async () => {
  const address = await start();
  expect(await answers(address)).toBe(true);
  outer.kill('SIGKILL');
  while (await answers(address)) await new Promise((resolve) => setTimeout(resolve, 20));
});

test('and at SIGTERM it stops in order, with the exit code of a server that was asked to', async () => {
  const address = await start();
  const ended = once(outer, 'exit');
  outer.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await answers(address)).toBe(false);
});
