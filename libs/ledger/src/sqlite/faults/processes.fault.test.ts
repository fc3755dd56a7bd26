import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAll } from '../../compliance/ledger-under-test.js';
import type { Ledger } from '../../port.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { temporaryFolder } from '../sqlite-under-test.js';
import { type AppendingChild, startAppending } from './child-process.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'ledger.tally');
});
afterEach(() => rm(folder, { recursive: true }));

async function ticketsOf(ledger: Ledger): Promise<string[]> {
  return (await readAll(ledger, 'A')).map(({ text }) => (JSON.parse(text) as { ticket: string }).ticket);
}

async function firstAcknowledgement(child: AppendingChild): Promise<void> {
  while (child.acknowledged.length === 0) {
    if (child.process.exitCode !== null) {
      throw new Error(`The child ended too early: ${await child.ended}`);
    }
    await pause(2);
  }
}

it('keeps what it acknowledged over kill -9, and only whole batches in order', async () => {
  const batchSize = 3;
  let recordedBatches = 0;
  for (let kill = 0; kill < 20; kill += 1) {
    const child = startAppending(path, 'any', 'K', { first: recordedBatches, batches: 1e9, batchSize });
    await firstAcknowledgement(child);
    await pause((kill * 7) % 40);
    child.process.kill('SIGKILL');
    await child.ended;
    const acknowledged = child.acknowledged.at(-1)! + 1;

    const ledger = await openSqliteLedger(path, { mustExist: true });
    const tickets = await ticketsOf(ledger);
    recordedBatches = tickets.length / batchSize;
    expect(tickets).toEqual(Array.from({ length: tickets.length }, (_, number) => `K${number}`));
    expect(Number.isInteger(recordedBatches)).toBe(true);
    // At most the one batch that was under way is recorded without having been acknowledged.
    expect([acknowledged, acknowledged + 1]).toContain(recordedBatches);
    expect((await ledger.verify()).faults).toEqual([]);
    await ledger.close();
  }
}, 240_000);

it('comes to one copy where the acknowledgement is lost and the writer tries again', async () => {
  const numbers = { first: 0, batches: 4, batchSize: 5 };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const child = startAppending(path, 'lost', 'L', numbers);
    await child.ended;
    expect(child.acknowledged).toEqual([0, 1, 2]);
  }
  const again = startAppending(path, 'any', 'L', numbers);
  expect(await again.ended).toBe('');
  expect(again.acknowledged).toEqual([0, 1, 2, 3]);
  const ledger = await openSqliteLedger(path, { mustExist: true });
  expect(await ticketsOf(ledger)).toEqual(Array.from({ length: 20 }, (_, number) => `L${number}`));
  await ledger.close();
});

it('takes the writes of four processes at once, each once', async () => {
  const numbers = { first: 0, batches: 40, batchSize: 3 };
  const writers = (['any', 'exact', 'any', 'exact'] as const).map((how, writer) =>
    startAppending(path, how, `W${writer}-`, numbers),
  );
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual(['', '', '', '']);
  writers.forEach(({ acknowledged }) => expect(acknowledged.length).toBe(40));
  const ledger = await openSqliteLedger(path, { mustExist: true });
  const tickets = await ticketsOf(ledger);
  expect(tickets.length).toBe(4 * 40 * 3);
  for (let writer = 0; writer < 4; writer += 1) {
    const own = tickets.filter((ticket) => ticket.startsWith(`W${writer}-`));
    expect(own).toEqual(Array.from({ length: 120 }, (_, number) => `W${writer}-${number}`));
  }
  expect((await ledger.verify()).whole).toBe(true);
  await ledger.close();
}, 120_000);

it('makes one ledger where several processes begin at once', async () => {
  for (let round = 0; round < 4; round += 1) {
    const newPath = join(folder, `new ${round}.tally`);
    const writers = [0, 1, 2, 3, 4, 5].map((writer) =>
      startAppending(newPath, 'any', `N${writer}-`, { first: 0, batches: 1, batchSize: 2 }),
    );
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual(writers.map(() => ''));
    const ledger = await openSqliteLedger(newPath, { mustExist: true });
    expect((await ticketsOf(ledger)).length).toBe(12);
    await ledger.close();
  }
}, 120_000);
