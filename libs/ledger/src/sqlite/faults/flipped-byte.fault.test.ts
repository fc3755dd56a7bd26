import { readFile, writeFile } from 'node:fs/promises';
import { isTallyError } from '@tallystick/errors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect, fact, facts } from '../../compliance/ledger-under-test.js';
import type { Ledger, LedgerHead, RecordedFact } from '../../port.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { factsOfA, type LedgerFile, makeLedgerFile } from './damaged-ledger.js';

interface Content {
  readonly heads: readonly LedgerHead[];
  readonly facts: Readonly<Record<string, readonly RecordedFact[]>>;
  readonly positions: readonly [string, number][];
  readonly known: number | undefined;
}

/** Everything that the port tells about the file, each fact read without looking at the chain. */
async function contentOf(ledger: Ledger): Promise<Content> {
  const heads = await ledger.agreements();
  const ids = facts(0, factsOfA + 1).map(({ id }) => id);
  const read: Record<string, readonly RecordedFact[]> = {};
  for (const { agreement } of heads) {
    read[agreement] = await collect(ledger.read(agreement));
  }
  const lastInstant = Math.max(...heads.map(({ recordedAt }) => Date.parse(recordedAt)));
  return {
    heads,
    facts: read,
    positions: [...(await ledger.positionsOf('A', ids))],
    known: await ledger.positionAt('A', lastInstant - 2000),
  };
}

let file: LedgerFile;
let damaged: string;
let bytes: Buffer;
let original: Content;

beforeAll(async () => {
  file = await makeLedgerFile();
  damaged = `${file.path}.damaged`;
  bytes = await readFile(file.path);
  const ledger = await openSqliteLedger(file.path, { readOnly: true });
  original = await contentOf(ledger);
  await ledger.close();
});
afterAll(() => file.remove());

type Outcome = 'refused' | 'fault reported' | 'same facts';

/** The outcome of work on a damaged file; an error that is not typed fails the test. */
async function typed(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (isTallyError(error)) {
      return 'refused';
    }
    throw error;
  }
}

/** What a reader gets that asks for the chain: the facts as they were, an error, or an agreement that is not there. */
async function verifiedRead(ledger: Ledger, agreement: string): Promise<void> {
  const outcome = await typed(async () => {
    const read = await collect(ledger.read(agreement, { verifyWhileReading: true }));
    if (read.length > 0) {
      expect(read).toEqual(original.facts[agreement]);
    }
    return 'same facts';
  });
  expect(['same facts', 'refused']).toContain(outcome);
}

function openDamaged(work: (ledger: Ledger) => Promise<Outcome>, readOnly: boolean): Promise<Outcome> {
  return typed(async () => {
    const ledger = await openSqliteLedger(damaged, { readOnly, mustExist: true, waitMilliseconds: 50 });
    try {
      return await work(ledger);
    } finally {
      await typed(async () => {
        await ledger.close();
        return 'same facts';
      });
    }
  });
}

/** Changes one byte of the file, never to itself: one bit, all bits, or the whole byte to zero or one, by turns. */
function withChangedByte(position: number, turn: number): Buffer {
  const changed = Buffer.from(bytes);
  const byte = changed[position]!;
  const ways = [byte ^ (1 << (turn % 8)), byte ^ 0xff, byte === 0 ? 1 : 0];
  changed[position] = ways[turn % ways.length]!;
  return changed;
}

it('never gives different facts silently, whichever byte of the file changes', async () => {
  const outcomes: Record<Outcome, number> = { refused: 0, 'fault reported': 0, 'same facts': 0 };
  // A stride without a common factor with the page size meets every part of the pages. All bytes have been tried once;
  // every fifth takes seconds.
  const stride = 5;
  for (let position = 0, turn = 0; position < bytes.length; position += stride, turn += 1) {
    await writeFile(damaged, withChangedByte(position, turn));
    const outcome = await openDamaged(async (ledger) => {
      await verifiedRead(ledger, 'A');
      await verifiedRead(ledger, 'B');
      if (!(await ledger.verify()).whole) {
        return 'fault reported';
      }
      expect(await contentOf(ledger), `byte ${position}`).toEqual(original);
      return 'same facts';
    }, true);
    outcomes[outcome] += 1;
  }
  // Each outcome happens, so that none of the three can hide a test that tries nothing.
  expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(2000);
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
}, 300_000);

it('never writes onto damage so that it is not found any more', async () => {
  let written = 0;
  for (let position = 7, turn = 0; position < bytes.length; position += 211, turn += 1) {
    await writeFile(damaged, withChangedByte(position, turn));
    await openDamaged(async (ledger) => {
      const appended = await ledger.append('A', factsOfA - 1, [fact(factsOfA)]);
      written += 1;
      if (!(await ledger.verify()).whole) {
        return 'fault reported';
      }
      const read = await collect(ledger.read('A'));
      expect(read.slice(0, factsOfA), `byte ${position}`).toEqual(original.facts['A']);
      expect(appended).toMatchObject({ firstPosition: factsOfA, repeated: false });
      return 'same facts';
    }, false);
  }
  expect(written).toBeGreaterThan(0);
}, 120_000);
