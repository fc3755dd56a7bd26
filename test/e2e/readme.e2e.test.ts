import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { Workplace } from './support/tally.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

test(
  'the statement that the README shows is the one that the demo prints',
  { timeout: 300_000 },
  async () => {
    const shown = /```\n([\s\S]*?)```/.exec(readme)![1]!.trim().split('\n');
    expect(shown.length).toBeGreaterThan(30);
    const { out } = await work.run(['demo', '--dir', 'demo']);
    const printed = new Set(out.split('\n').map((line) => line.trimEnd()));
    expect(shown.filter((line) => !printed.has(line.trimEnd()))).toEqual([]);
  },
);

test('every command that the README names exists', { timeout: 300_000 }, async () => {
  const named = [...readme.matchAll(/npx tally ([a-z]+(?: check)?)/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(8);
  for (const command of new Set(named)) {
    expect((await work.run([...command.split(' '), '--help'])).exitCode, command).toBe(0);
  }
});
