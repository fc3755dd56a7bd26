import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calculators } from '../../apps/api/src/work/calculators.js';
import type { RecordedWork } from '../../apps/api/src/work/record-work.js';
import { ensureBuilt, root } from '../e2e/support/ensure-built.js';
import { factLines, sampleMonth, sampleTerms } from '../e2e/support/sample-agreement.js';
import { Workplace } from '../e2e/support/tally.js';
import { writeFileSync } from 'node:fs';

/** Threads need the built program. */
const built = pathToFileURL(join(root, 'dist/apps/api/src/work/calculators.js')).href;

let workplace: Workplace;
let calculators: Calculators;
const told: RecordedWork[] = [];

beforeAll(async () => {
  await ensureBuilt();
  workplace = new Workplace();
  writeFileSync(workplace.path('terms.yaml'), sampleTerms);
  await workplace.json(['sign', 'terms.yaml']);
  const input = factLines([1, 2, 3].flatMap(sampleMonth));
  await workplace.json(['record', '-', '--agreement', 'sample', '--asserted-by', 'provider'], { input });
  const { Calculators: Built } = (await import(built)) as { Calculators: typeof Calculators };
  calculators = new Built({
    threads: 1,
    seconds: 60,
    settings: { ledger: workplace.path('tally.db'), zones: undefined, warmFacts: 1_000_000 },
    tellWork: (work) => told.push(work),
  });
});
afterAll(async () => {
  await calculators?.close();
  workplace.remove();
});

const statementOf = (period: string) => ({ name: 'GetStatement', fields: { agreement: 'sample', period } });

test('a thread gives what the command line gives, and says what is wrong as everywhere', async () => {
  const [printed] = await workplace.json(['statement', '--agreement', 'sample', '--period', '2025-02']);
  expect(await calculators.run(statementOf('2025-02'))).toEqual(printed);
  await expect(calculators.run(statementOf('2031-01'))).rejects.toMatchObject({ code: 'period-invalid' });
  await expect(calculators.run(statementOf('March'))).rejects.toMatchObject({
    code: 'usage',
    details: [{ place: 'period' }],
  });
});

test('what nobody waits for is given up, and the next request finds a thread', async () => {
  const first = new AbortController();
  const second = new AbortController();
  const running = calculators.run(statementOf('2025-01'), first.signal);
  const waiting = calculators.run(statementOf('2025-02'), second.signal);
  const last = calculators.run(statementOf('2025-03'));
  const ends = Promise.allSettled([running, waiting]);
  second.abort();
  first.abort();
  expect(await ends).toMatchObject([
    { status: 'rejected', reason: { code: 'request-abandoned' } },
    { status: 'rejected', reason: { code: 'request-abandoned' } },
  ]);
  expect(await last).toMatchObject({ period: { label: '2025-03' } });
});

test('results that come one at a time come so again', async () => {
  const replays = (await calculators.run({
    name: 'ReplayStatements',
    fields: { agreement: 'sample' },
  })) as AsyncIterable<unknown>;
  const all: unknown[] = [];
  for await (const replay of replays) all.push(replay);
  expect(all).toEqual([]);
});

test('only so many requests wait', async () => {
  const many = Array.from({ length: 220 }, () => calculators.run(statementOf('2031-01')));
  const codes = (await Promise.allSettled(many)).map(
    (end) => end.status === 'rejected' && (end.reason as { code: string }).code,
  );
  expect(codes.filter((code) => code === 'work-queue-full')).toHaveLength(19);
  expect(codes.filter((code) => code === 'period-invalid')).toHaveLength(201);
});

test('what a thread did is told with its answer: how long it took, what it appended, what went wrong', async () => {
  told.length = 0;
  const sealed = { name: 'IssueStatement', fields: { agreement: 'sample', period: '2025-01' } };
  await calculators.run(sealed);
  await expect(calculators.run(statementOf('2031-01'))).rejects.toThrow();
  expect(told).toMatchObject([
    {
      span: { name: 'thread IssueStatement', failure: undefined },
      inside: [{ name: 'ledger append', attributes: { 'tally.facts': 1 } }],
      appends: [['recorded', 1, expect.any(Number)]],
    },
    { span: { name: 'thread GetStatement', failure: 'period-invalid' }, inside: [], appends: [] },
  ]);
  const [{ span, inside }] = told as [RecordedWork];
  expect(span.began).toBeLessThanOrEqual(inside[0]!.began);
  expect(inside[0]!.ended).toBeLessThanOrEqual(span.ended);
});
