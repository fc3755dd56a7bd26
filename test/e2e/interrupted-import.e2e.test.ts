import { type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../libs/application/src/example/random.js';
import { auditLog, auditMapping, csvOf } from './support/audit-log.js';
import { ensureBuilt } from './support/ensure-built.js';
import { sampleTerms } from './support/sample-agreement.js';
import { outcomeOf, start, Workplace } from './support/tally.js';

interface ImportShape {
  rows: number;
  facts: number;
  unchanged: number;
  recordedRows: number;
  rejected: number;
  position: number;
}
interface VerifyShape {
  whole: boolean;
  facts: number;
  agreements: { facts: number; chainHash: string }[];
}

const seed = 20250301;
const kills = 50;
/** Rows that each import has more than the one before; about two batches of facts. */
const rowsEach = 700;
const log = auditLog(Math.ceil(((kills + 1) * rowsEach) / 7), seed);

let work: Workplace;
beforeAll(() => ensureBuilt());
beforeEach(async () => {
  work = new Workplace();
  writeFileSync(work.path('terms.yaml'), sampleTerms);
  writeFileSync(work.path('mapping.yaml'), auditMapping);
  await work.json(['sign', 'terms.yaml']);
});
afterEach(() => work.remove());

const importArguments = ['import', '--mapping', 'mapping.yaml', 'audit.csv', '--acknowledge'];

/** The last position that the import said was recorded, while it runs. */
class Acknowledgements {
  position = 0;
  count = 0;

  constructor(child: ChildProcess) {
    let unfinished = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      const lines = (unfinished + chunk.toString()).split('\n');
      unfinished = lines.pop()!;
      for (const line of lines) {
        if (!line.startsWith('{"facts"')) continue;
        this.position = (JSON.parse(line) as { position: number }).position;
        this.count += 1;
      }
    });
  }

  /** Waits until something new was recorded, or the process ended. */
  async newOnes(child: ChildProcess, from: number): Promise<void> {
    while (this.position <= from && child.exitCode === null && child.signalCode === null) {
      await pause(1);
    }
  }
}

async function verified(): Promise<VerifyShape> {
  const [report] = await work.json<VerifyShape>(['verify']);
  expect(report!.whole).toBe(true);
  return report!;
}

async function exportedIds(place: Workplace): Promise<string[]> {
  const { out } = await place.run(['export']);
  return out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
}

test(
  `kill -9 during an import, ${kills} times: nothing acknowledged is lost, nothing recorded twice (seed ${seed})`,
  { timeout: 900_000 },
  async () => {
    const random = new SeededRandom(seed);
    let facts = 1;
    let midway = 0;
    for (let attempt = 1; attempt <= kills; attempt += 1) {
      writeFileSync(work.path('audit.csv'), csvOf(log.head, log.rows.slice(0, attempt * rowsEach)));
      const child = start(importArguments, { folder: work.folder });
      const ended = outcomeOf(child);
      const acknowledged = new Acknowledgements(child);
      // Half of them die at any moment from start-up on, the others around the moment of a batch.
      if (random.chance(0.5)) await pause(random.whole(0, 1_200));
      else {
        await acknowledged.newOnes(child, facts - 1);
        await pause(random.whole(0, 12));
      }
      child.kill('SIGKILL');
      const { signal } = await ended;
      if (signal === 'SIGKILL' && acknowledged.count > 0) midway += 1;
      const report = await verified();
      expect(report.facts - 1, `after kill ${attempt}`).toBeGreaterThanOrEqual(acknowledged.position);
      expect(report.facts).toBeGreaterThanOrEqual(facts);
      facts = report.facts;
    }
    expect(midway).toBeGreaterThan(0);

    writeFileSync(work.path('audit.csv'), csvOf(log.head, log.rows));
    const [last] = await work.json<ImportShape>(importArguments);
    expect(last!.recordedRows + last!.unchanged + last!.rejected).toBe(log.rows.length);
    const [again] = await work.json<ImportShape>(importArguments);
    expect(again).toMatchObject({ facts: 0, unchanged: log.rows.length, position: last!.position });

    // The same facts as one import that nobody disturbed, each once.
    const undisturbed = new Workplace();
    try {
      writeFileSync(undisturbed.path('terms.yaml'), sampleTerms);
      writeFileSync(undisturbed.path('mapping.yaml'), auditMapping);
      writeFileSync(undisturbed.path('audit.csv'), csvOf(log.head, log.rows));
      await undisturbed.json(['sign', 'terms.yaml']);
      await undisturbed.json(importArguments);
      const ids = await exportedIds(work);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.toSorted()).toEqual((await exportedIds(undisturbed)).toSorted());
    } finally {
      undisturbed.remove();
    }
    expect((await verified()).facts).toBe(last!.position + 1);
  },
);

describe.each(['SIGINT', 'SIGTERM'] as const)('%s during an import', (signal) => {
  test(
    'ends it after the batch in hand with exit code 130, and running it again goes on',
    { timeout: 120_000 },
    async () => {
      writeFileSync(work.path('audit.csv'), csvOf(log.head, log.rows));
      const child = start([...importArguments, '--json'], { folder: work.folder });
      const ended = outcomeOf(child);
      const acknowledged = new Acknowledgements(child);
      await acknowledged.newOnes(child, 0);
      child.kill(signal);
      const { exitCode, error, out } = await ended;
      expect(exitCode).toBe(130);
      expect(out).toBe('');
      expect(error).toMatch(/"code":"interrupted"/);
      const report = await verified();
      expect(report.facts - 1).toBe(acknowledged.position);
      expect(report.facts).toBeLessThan(log.rows.length);
      const [rest] = await work.json<ImportShape>(importArguments);
      expect(rest!.facts).toBe(rest!.position - acknowledged.position);
      expect(rest!.rejected).toBe(0);
      expect((await verified()).facts).toBe(rest!.position + 1);
    },
  );
});

test(
  'Ctrl-C while an import waits for input that does not come ends it as well',
  { timeout: 60_000 },
  async () => {
    const child = start(['import', '--mapping', 'mapping.yaml', '-', '--json'], { folder: work.folder });
    const error: Buffer[] = [];
    child.stderr!.on('data', (chunk: Buffer) => error.push(chunk));
    child.stdin!.on('error', () => undefined);
    child.stdin!.write(csvOf(log.head, log.rows.slice(0, 70)));
    // Until it listens to signals, Ctrl-C ends it just as well, only without a word.
    await pause(3_000);
    const ended = new Promise<number | null>((resolve) => child.on('close', (exitCode) => resolve(exitCode)));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(Buffer.concat(error).toString()).toMatch(/"code":"interrupted"/);
    expect((await verified()).facts).toBe(1);
  },
);
