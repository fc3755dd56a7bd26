import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteLedger } from '@tallystick/ledger';
import { facts } from '../../libs/ledger/src/compliance/ledger-under-test.js';
import { SeededRandom } from '../../libs/application/src/example/random.js';
import { ensureBuilt } from '../e2e/support/ensure-built.js';
import { outcomeOf, start, Workplace } from '../e2e/support/tally.js';
import {
  type ProtocolServerProcess,
  startProtocolServerProcess,
} from '../support/protocol-server-process.js';

interface MigrationShape {
  readonly equal: boolean;
  readonly facts: number;
  readonly agreements: readonly {
    readonly agreement: string;
    readonly outcome: string;
    readonly facts: number;
    readonly chainHash: string;
  }[];
  readonly grew: readonly string[];
}

const seed = 20_260_122;
const kills = 3;
const agreements = ['first', 'second'];
const factsEach = 1_000;
/** Small enough that each agreement needs several appends. */
const appendBytes = 65_536;

let work: Workplace;
let server: ProtocolServerProcess;
beforeAll(() => ensureBuilt());
beforeEach(async () => {
  work = new Workplace();
  server = await startProtocolServerProcess('--max-append-bytes', String(appendBytes));
  const ledger = await openSqliteLedger(work.path('origin.db'));
  for (const agreement of agreements) {
    await ledger.append(agreement, 'none', facts(0, factsEach));
  }
  await ledger.close();
});
afterEach(async () => {
  await server.close();
  work.remove();
});

const address = (name = 'tallystick') => `esdb://127.0.0.1:${server.ports[0]}/${name}?tls=false`;
const environment = { TALLY_LEDGER_APPEND_BYTES: String(appendBytes) };

async function migrate(from: string, to: string): Promise<MigrationShape> {
  const [report] = await work.json<MigrationShape>(['migrate', '--from', from, '--to', to], { environment });
  return report!;
}

/** Begins a migration and kills it with SIGKILL after some milliseconds; tells whether it was still at work. */
async function killed(from: string, to: string, milliseconds: number): Promise<boolean> {
  const child = start(['migrate', '--from', from, '--to', to], { folder: work.folder, environment });
  const ended = outcomeOf(child);
  await Promise.race([pause(milliseconds), ended]);
  child.kill('SIGKILL');
  return (await ended).signal === 'SIGKILL';
}

async function eventsOnServer(): Promise<number> {
  const { events } = (await server.order({ do: 'report' })) as { events: number };
  return events;
}

describe('killed again and again', () => {
  test('on the way to a server it is finished by the same command; back, the file is the one it was', async () => {
    const random = new SeededRandom(seed);
    // The first whole run tells how long one takes here.
    const begin = performance.now();
    const reference = await migrate('origin.db', address('reference'));
    const whole = performance.now() - begin;
    const eventsOfOne = await eventsOnServer();
    expect(reference).toMatchObject({ equal: true, facts: agreements.length * factsEach, grew: [] });

    let atWork = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = whole * (0.2 + 0.7 * random.fraction());
      if (await killed('origin.db', address(), moment)) atWork += 1;
    }
    expect(atWork).toBeGreaterThan(0);
    const finished = await migrate('origin.db', address());
    expect(finished.equal).toBe(true);
    expect(finished.agreements.map(({ chainHash }) => chainHash)).toEqual(
      reference.agreements.map(({ chainHash }) => chainHash),
    );
    // Nothing was written twice, however often it was begun.
    const ours = (await eventsOnServer()) - eventsOfOne;
    expect(Math.abs(ours - eventsOfOne)).toBeLessThan(eventsOfOne / 10);

    for (let kill = 0; kill < kills; kill += 1) {
      const moment = whole * (0.2 + 0.7 * random.fraction());
      await killed(address(), 'back.db', moment);
    }
    expect((await migrate(address(), 'back.db')).equal).toBe(true);
    const [verified] = await work.json<{ whole: boolean; facts: number }>(['verify', '--ledger', 'back.db']);
    expect(verified).toMatchObject({ whole: true, facts: agreements.length * factsEach });
    for (const agreement of agreements) {
      const [one, other] = await Promise.all(
        ['origin.db', 'back.db'].map((ledger) =>
          work.run(['export', '--ledger', ledger, '--agreement', agreement]),
        ),
      );
      expect(one!.out === other!.out && one!.out.length > 0).toBe(true);
    }
  }, 240_000);
});

test('a person reads what was copied, what was not, and what is refused', async () => {
  writeFileSync(work.path('origin.db.ingestion'), '');
  const { out, exitCode } = await work.run(['migrate', '--from', 'origin.db', '--to', address()], {
    environment,
  });
  expect([exitCode, out]).toEqual([0, expect.stringContaining('Equal: 2,000 facts of 2 agreements')]);
  expect(out).toMatch(/Not part of the ledger, carry them over: .*origin\.db\.ingestion/u);
  const other = await openSqliteLedger(work.path('other.db'));
  await other.append('first', 'none', facts(50, 51));
  await other.close();
  const refused = await work.run(['migrate', '--from', 'other.db', '--to', address()], { environment });
  expect([refused.exitCode, refused.error]).toEqual([77, expect.stringContaining('different histories')]);
});
