import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, root } from './support/ensure-built.js';
import { Workplace } from './support/tally.js';

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

const conformance = join(root, '../shared/conformance/worktime');
if (!existsSync(conformance)) console.warn(`Skipped: ${conformance} is missing.`);

interface WorktimeCase {
  readonly id: string;
  readonly kind: 'elapsed' | 'due';
  readonly oracle?: number | string;
  readonly conventions_differ?: boolean;
  readonly interval_oracle?: number | string;
  readonly expected_seconds?: number;
  readonly expected?: string;
}

function expectedOf(question: WorktimeCase): number | string | undefined {
  if (question.oracle !== undefined) return question.oracle;
  if (question.conventions_differ === true) return question.interval_oracle;
  return question.kind === 'elapsed' ? question.expected_seconds : question.expected;
}

describe.skipIf(!existsSync(conformance))('tally worktime --batch', () => {
  test.each(['generated', 'harvested'])('answers every %s case exactly', async (name) => {
    const input = readFileSync(join(conformance, `${name}.ndjson`), 'utf8');
    const { exitCode, out } = await work.run(['worktime', '--batch'], { input });
    expect(exitCode).toBe(0);
    const questions = input
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as WorktimeCase);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; seconds?: number; due?: string });
    expect(answers.length).toBe(questions.length);
    questions.forEach((question, index) => {
      const expected = expectedOf(question);
      expect(expected, question.id).toBeDefined();
      const key = question.kind === 'elapsed' ? 'seconds' : 'due';
      expect(answers[index]).toEqual({ id: question.id, [key]: expected });
    });
  });
});

test('a bad line gets an error in its place, the others are answered, and the exit code says so', async () => {
  const good = (id: string) =>
    JSON.stringify({
      id,
      timezone: 'Europe/London',
      weekly_hours: { mon: [['09:00', '17:00']] },
      kind: 'elapsed',
      from: '2025-03-03T08:00:00Z',
      to: '2025-03-03T12:00:00Z',
    });
  const input = [good('a'), '{not json', good('b').replace('Europe/London', 'Europe/Lundon'), good('c')].join(
    '\n',
  );
  const { exitCode, out } = await work.run(['worktime', '--batch'], { input });
  expect(exitCode).toBe(65);
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string | null; seconds?: number; error?: { code: string } });
  expect(answers.map(({ id }) => id)).toEqual(['a', null, 'b', 'c']);
  expect(answers.map(({ seconds }) => seconds)).toEqual([10_800, undefined, undefined, 10_800]);
  expect(answers.map(({ error }) => error?.code)).toEqual([
    undefined,
    'json-invalid',
    'zone-unknown',
    undefined,
  ]);
});
