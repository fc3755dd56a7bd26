import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { errorCode, facts, pagesOf, readAll } from '../../compliance/ledger-under-test.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { temporaryFolder } from '../sqlite-under-test.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'ledger.tally');
});
afterEach(() => rm(folder, { recursive: true }));

it('refuses a batch whole where the space ends, and works again where there is space', async () => {
  const batchSize = 20;
  const small = await openSqliteLedger(path, { maximumFileBytes: 200_000 });
  let batch = 0;
  let code: string | undefined;
  while (code === undefined) {
    const next = facts(batch * batchSize, (batch + 1) * batchSize);
    const before = await small.head('A');
    try {
      await small.append('A', 'any', next);
      batch += 1;
    } catch {
      code = await errorCode(small.append('A', 'any', next));
      expect(await small.head('A')).toEqual(before);
    }
    expect(batch).toBeLessThan(1000);
  }
  expect(code).toBe('input-output');
  expect(batch).toBeGreaterThan(1);
  expect((await readAll(small, 'A')).length).toBe(batch * batchSize);
  expect((await small.verify()).faults).toEqual([]);
  const texts = (await readAll(small, 'A')).map(({ text }) => text);
  await small.close();

  const large = await openSqliteLedger(path);
  const result = await large.append(
    'A',
    batch * batchSize - 1,
    facts(batch * batchSize, (batch + 1) * batchSize),
  );
  expect(result.repeated).toBe(false);
  expect((await large.verify()).faults).toEqual([]);
  await large.close();

  const tooSmall = await openSqliteLedger(join(folder, 'restored.tally'), { maximumFileBytes: 100_000 });
  expect(await errorCode(tooSmall.restore('A', pagesOf(texts, 50)))).toBe('input-output');
  expect(await tooSmall.agreements()).toEqual([]);
  await tooSmall.append('A', 'none', facts(0, 1));
  await tooSmall.close();
});
