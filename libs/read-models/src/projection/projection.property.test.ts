import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Ledger, LedgerHead } from '@tallystick/ledger';
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

class BrokenOff extends Database.SqliteError {
  constructor() {
    super('The process has ended.', 'SQLITE_ABORT');
  }
}

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

test('a projector that ends at each single write of a history in turn goes on as if it had not', async () => {
  const step = (kind: RandomStep['kind'], which: number, afterHours = 20, together = false): RandomStep => ({
    kind,
    which,
    afterHours,
    lagHours: 0,
    together,
  });
  const history = [
    step('open', 0, 1, true),
    step('resolve', 0, 30),
    step('claim-relief', 0, 1, true),
    step('grant', 0, 700),
    step('contest', 0, 1, true),
    step('retract', 1),
  ];
  await withLedger(async (ledger) => {
    const stages: number[] = [];
    await liveThrough(ledger, history, async () => {
      stages.push((await ledger.services.ledger.head(historyAgreement))!.position);
    });
    const rebuilt = await rebuiltRows(ledger);
    for (let atWrite = 1, broke = true; broke; atWrite += 1) {
      broke = false;
      let writes = 0;
      const onWrite = (): void => {
        writes += 1;
        if (writes === atWrite) throw new BrokenOff();
      };
      const name = `broken-${atWrite}`;
      const stage = { position: 0 };
      const staged = {
        ...ledger,
        services: { ...ledger.services, ledger: upTo(ledger.services.ledger, stage) },
      };
      let projector = projectorOf(staged, name, onWrite);
      for (stage.position of stages) {
        try {
          await projector.catchUp();
        } catch (error) {
          if (!(error instanceof BrokenOff)) throw error;
          broke = true;
          projector.abandon();
          projector = projectorOf(staged, name, onWrite);
          await projector.catchUp();
        }
      }
      await projector.close();
      expect(currentRows(join(ledger.folder, name)), `broken off at write ${atWrite}`).toEqual(rebuilt);
      rmSync(join(ledger.folder, name), { recursive: true });
    }
  });
}, 300_000);

/** The ledger as it stood when a position was its last: what came later is not recorded yet. */
function upTo(ledger: Ledger, stage: { readonly position: number }): Ledger {
  const then = async (): Promise<LedgerHead> => ledger.headAt(historyAgreement, stage.position);
  return new Proxy(ledger, {
    get(target, name) {
      if (name === 'agreements') return async () => [await then()];
      if (name === 'head') return then;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
