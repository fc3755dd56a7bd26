import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTallyError } from '@tallystick/errors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { facts, readAll } from '../../compliance/ledger-under-test.js';
import type { Ledger, RecordedFact } from '../../port.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { temporaryFolder } from '../sqlite-under-test.js';

/**
 * A file system that loses or zeroes the end of the write-ahead log, whatever was promised, must leave a ledger that
 * is a prefix of what it was, cut between batches.
 */
const batches = 12;
const batchSize = 3;
let folder: string;
let ledger: Ledger;
let path: string;
let log: Buffer;
let recorded: readonly RecordedFact[];

beforeAll(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'ledger.tally');
  ledger = await openSqliteLedger(path);
  for (let batch = 0; batch < batches; batch += 1) {
    await ledger.append('A', 'any', facts(batch * batchSize, (batch + 1) * batchSize));
  }
  recorded = await readAll(ledger, 'A');
  // The ledger stays open, so that everything stands in the log still.
  log = await readFile(`${path}-wal`);
});
afterAll(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

/** Opens a copy of the ledger with another log, and gives the number of facts in it. */
async function factsWith(damagedLog: Buffer): Promise<number> {
  const copy = join(folder, 'copy.tally');
  await rm(`${copy}-shm`, { force: true });
  await copyFile(path, copy);
  await writeFile(`${copy}-wal`, damagedLog);
  const opened = await openSqliteLedger(copy);
  try {
    const found = await readAll(opened, 'A');
    expect(found).toEqual(recorded.slice(0, found.length));
    expect(found.length % batchSize).toBe(0);
    expect((await opened.verify()).faults).toEqual([]);
    // The ledger works on from there: sending everything again ends with everything, once.
    const lastBatches = Array.from({ length: batches }, (_, batch) => batch).filter(
      (batch) => batch * batchSize >= found.length,
    );
    for (const batch of lastBatches) {
      await opened.append('A', 'any', facts(batch * batchSize, (batch + 1) * batchSize));
    }
    expect((await opened.head('A'))?.position).toBe(recorded.length - 1);
    return found.length;
  } finally {
    await opened.close();
  }
}

const offsets = (): number[] => {
  const stride = Math.floor(log.length / 150);
  return Array.from({ length: 151 }, (_, index) => Math.min(index * stride + (index % 5) * 3, log.length));
};

it('opens with a prefix wherever the log is cut', async () => {
  const found = new Set<number>();
  for (const offset of offsets()) {
    found.add(await factsWith(log.subarray(0, offset)));
  }
  expect(found.size).toBeGreaterThan(batches / 2);
}, 120_000);

it('opens with a prefix wherever the log is zero from', async () => {
  const found = new Set<number>();
  for (const offset of offsets()) {
    const zeroed = Buffer.from(log);
    zeroed.fill(0, offset);
    found.add(await factsWith(zeroed));
  }
  expect(found.size).toBeGreaterThan(batches / 2);
}, 120_000);

it('opens with a prefix wherever one sector of the log is garbage', async () => {
  let lost = 0;
  for (const offset of offsets()) {
    const torn = Buffer.from(log);
    for (let index = offset; index < Math.min(offset + 512, torn.length); index += 1) {
      torn[index] = (index * 31) % 251;
    }
    try {
      lost += (await factsWith(torn)) < recorded.length ? 1 : 0;
    } catch (error) {
      // A log whose header is no header may also be refused.
      if (!isTallyError(error)) {
        throw error;
      }
    }
  }
  expect(lost).toBeGreaterThan(100);
}, 120_000);
