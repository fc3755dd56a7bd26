import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastCheck from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLedger, type ExampleLedger } from '../testing/example-ledger.js';
import {
  historyAgreement,
  liveThrough,
  randomHistories,
  type RandomStep,
} from '../testing/random-history.js';
import { currentRows, storedRows } from '../testing/stored-rows.js';
import { Projector } from './projector.js';

async function withLedger(work: (ledger: ExampleLedger) => Promise<void>): Promise<void> {
  const ledger = await emptyLedger('2025-01-01T00:00:00Z');
  try {
    await work(ledger);
  } finally {
    await ledger.remove();
  }
}

function projectorOf(ledger: ExampleLedger, name: string, onWrite?: () => void): Projector {
  return new Projector({
    services: ledger.services,
    folder: join(ledger.folder, name),
    onFault: (agreement, error) => {
      throw new Error(`"${agreement}" could not be projected.`, { cause: error });
    },
    ...(onWrite === undefined ? {} : { onWrite }),
  });
}

/** The rows as they come out in one go. */
async function rebuiltRows(ledger: ExampleLedger): Promise<unknown> {
  const folder = join(ledger.folder, 'rebuilt');
  rmSync(folder, { recursive: true, force: true });
  const projector = projectorOf(ledger, 'rebuilt');
  await projector.catchUp();
  await projector.close();
  return currentRows(folder);
}

class BrokenOff extends Error {}

test('rows that followed every fact are those that are made in one go, and those of each past are found again', async () => {
  await fastCheck.assert(
    fastCheck.asyncProperty(randomHistories, async (history) => {
      await withLedger(async (ledger) => {
        const live = projectorOf(ledger, 'live');
        const seen: { readonly position: number; readonly rows: unknown }[] = [];
        await liveThrough(ledger, history, async () => {
          await live.catchUp();
          const position = (await ledger.services.ledger.head(historyAgreement))!.position;
          seen.push({ position, rows: currentRows(join(ledger.folder, 'live')) });
        });
        expect(seen.at(-1)!.rows).toEqual(await rebuiltRows(ledger));
        // A few of the pasts: each costs as much as a build.
        for (const { position, rows } of seen.filter((_, index) => index % 7 === 3)) {
          const file = await live.projectAt(await ledger.services.ledger.headAt(historyAgreement, position));
          expect(storedRows(file)).toEqual(rows);
          rmSync(dirname(file), { recursive: true });
        }
        await live.close();
      });
    }),
    { numRuns: 25 },
  );
}, 300_000);

/** Projects a history and breaks off at one write of a row, as a process does that ends there; then goes on. */
async function brokenOff(
  ledger: ExampleLedger,
  history: readonly RandomStep[],
  atWrite: number,
  everySteps: number,
): Promise<{ readonly rows: unknown; readonly writes: number; readonly broke: boolean }> {
  let writes = 0;
  let broke = false;
  const onWrite = (): void => {
    writes += 1;
    if (writes === atWrite) throw new BrokenOff();
  };
  let projector = projectorOf(ledger, 'broken', onWrite);
  const catchUp = async (): Promise<void> => {
    try {
      await projector.catchUp();
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      broke = true;
      projector.abandon();
      projector = projectorOf(ledger, 'broken', onWrite);
      await projector.catchUp();
    }
  };
  let step = 0;
  await liveThrough(ledger, history, async () => {
    step += 1;
    if (step % everySteps === 0) await catchUp();
  });
  await catchUp();
  await projector.close();
  return { rows: currentRows(join(ledger.folder, 'broken')), writes, broke };
}

test('a projector that ends at any write of a random history goes on as if it had not', async () => {
  await fastCheck.assert(
    fastCheck.asyncProperty(
      randomHistories,
      fastCheck.integer({ min: 1, max: 600 }),
      fastCheck.integer({ min: 1, max: 6 }),
      async (history, atWrite, everySteps) => {
        await withLedger(async (ledger) => {
          const { rows } = await brokenOff(ledger, history, atWrite, everySteps);
          expect(rows).toEqual(await rebuiltRows(ledger));
        });
      },
    ),
    { numRuns: 30 },
  );
}, 300_000);
