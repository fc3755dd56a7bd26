import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { Workplace } from './support/tally.js';

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

test('help is printed, and a bare call is a usage error that prints it too', async () => {
  const help = await work.run(['--help']);
  expect(help.exitCode).toBe(0);
  const bare = await work.run([]);
  expect(bare.exitCode).toBe(64);
  expect(bare.out).toBe(help.out);
});

test('an unknown command, an unknown option and a missing argument are usage errors', async () => {
  for (const args of [['frobnicate'], ['verify', '--frobnicate'], ['restore'], ['terms']]) {
    const { exitCode, error, out } = await work.run(args);
    expect(exitCode, args.join(' ')).toBe(64);
    expect(error).toMatch(/\[usage\]/);
    expect(out).toBe('');
  }
});

test('errors are one JSON object on standard error where --json is asked for', async () => {
  const { exitCode, error, out } = await work.run(['verify', '--json', '--ledger', 'missing.db']);
  expect(exitCode).toBe(74);
  expect(out).toBe('');
  const shape = JSON.parse(error) as { error: { code: string; message: string; details: unknown[] } };
  expect(shape.error.code).toBe('ledger-unavailable');
  expect(shape.error.message).toMatch(/missing\.db/);
});

test('the ledger is named by the option, else the variable, else tally.db', async () => {
  const made = async (args: string[], environment?: Record<string, string>) =>
    (await work.json<{ ledger: string; created: boolean }>(['init', ...args], { environment }))[0]!;
  expect(await made(['--ledger', 'one.db'], { TALLY_LEDGER: 'two.db' })).toMatchObject({
    ledger: work.path('one.db'),
    created: true,
  });
  expect(await made([], { TALLY_LEDGER: 'two.db' })).toMatchObject({ ledger: work.path('two.db') });
  expect(await made([])).toMatchObject({ ledger: work.path('tally.db'), created: true });
  expect(await made([])).toMatchObject({ created: false });
});

test('a file of another program is refused', async () => {
  const { exitCode, error } = await work.run(['verify', '--ledger', process.execPath]);
  expect(exitCode).not.toBe(0);
  expect(error).not.toMatch(/internal-invariant/);
});
