import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isTallyError } from '@tallystick/errors';
import { type Ledger, openEventStoreLedger, openSqliteLedger } from '@tallystick/ledger';
import { fact, facts } from '../../libs/ledger/src/compliance/ledger-under-test.js';
import {
  type ProtocolServer,
  startProtocolServer,
} from '../../libs/ledger/src/eventstoredb/testing/protocol-server.js';
import { issueStatement } from '../../libs/application/src/statements/issue-statement.js';
import { migrateLedger } from '../../libs/application/src/ledger/migrate-ledger.js';
import { theClient, twoParty, twoPartyWorld } from '../../libs/application/src/testing/two-party-world.js';

/** Small enough that a few dozen facts need many appends. */
const appendBytes = 20_000;

let folder: string;
let server: ProtocolServer;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-migrate-'));
  server = await startProtocolServer({ maxAppendBytes: appendBytes });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await server.close();
  rmSync(folder, { recursive: true });
});

function closed<L extends Ledger>(ledger: L): L {
  closing.push(() => ledger.close());
  return ledger;
}

async function onServer(name = 'tallystick', deadlineMilliseconds = 10_000): Promise<Ledger> {
  const address = `esdb://127.0.0.1:${server.port}/${name}?tls=false`;
  return closed(await openEventStoreLedger({ address, appendBytes, deadlineMilliseconds }));
}

async function inFile(name: string): Promise<Ledger> {
  return closed(await openSqliteLedger(join(folder, name)));
}

/** A ledger with a statement that was issued, and another agreement beside it. */
async function origin(): Promise<Ledger> {
  const world = await twoPartyWorld();
  closing.push(() => world.remove());
  await issueStatement(world, { agreement: twoParty, period: '2025-01', assertedBy: theClient });
  for (let first = 0; first < 60; first += 20) {
    await world.ledger.append('other', 'any', facts(first, first + 20));
  }
  return world.ledger;
}

async function refusalOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (isTallyError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** All texts of all agreements, and the heads. */
async function contentOf(ledger: Ledger) {
  const texts: Record<string, string[]> = {};
  for (const { agreement } of await ledger.agreements()) {
    texts[agreement] = [];
    for await (const page of ledger.read(agreement)) texts[agreement].push(...page.map(({ text }) => text));
  }
  return { heads: await ledger.agreements(), texts };
}

test('to the server and back: the same bytes, chains, instants and digests, proved by the report', async () => {
  const from = await origin();
  const there = await onServer();
  const report = await migrateLedger(from, there);
  expect(report).toMatchObject({ equal: true, grew: [], facts: 60 + 4 });
  const [other, two] = report.agreements;
  expect([other!.agreement, other!.outcome, other!.facts, other!.differences]).toEqual([
    'other',
    'copied',
    60,
    [],
  ]);
  expect(two!.statements).toMatchObject([{ period: '2025-01', position: 3 }]);
  expect(two!.statements[0]!.digest).toMatch(/^[0-9a-f]{64}$/u);

  const back = await inFile('back.db');
  expect((await migrateLedger(there, back)).equal).toBe(true);
  expect(await contentOf(back)).toEqual(await contentOf(from));
  expect((await back.verify()).whole).toBe(true);
  expect((await there.verify()).whole).toBe(true);
});

test('a second time it copies nothing and proves all the same', async () => {
  const from = await origin();
  const there = await onServer();
  await migrateLedger(from, there);
  const events = server.log.all.length;
  const report = await migrateLedger(from, there);
  expect(report.agreements.map(({ outcome }) => outcome)).toEqual(['already-there', 'already-there']);
  expect([report.equal, server.log.all.length]).toEqual([true, events]);
});

describe('refused before anything is written', () => {
  test('another history of one agreement keeps all of them out', async () => {
    const from = await origin();
    const there = await onServer();
    await there.append('two-party', 'none', [fact(1)]);
    const { code, details } = await refusalOf(migrateLedger(from, there));
    expect([code, details]).toMatchObject([
      'migration-refused',
      [{ place: 'two-party', problem: /different histories/u }],
    ]);
    expect((await there.agreements()).map(({ agreement }) => agreement)).toEqual(['two-party']);
  });

  test('the same history, shorter or longer', async () => {
    const from = await origin();
    const there = await onServer();
    await migrateLedger(from, there);
    await from.append('other', 'any', [fact(100)]);
    expect((await refusalOf(migrateLedger(from, there))).details).toMatchObject([
      { problem: /1 facts short/u },
    ]);
    expect((await refusalOf(migrateLedger(there, from))).details).toMatchObject([
      { problem: /1 facts longer/u },
    ]);
  });

  test('an agreement that is not there', async () => {
    const move = migrateLedger(await origin(), await onServer(), { agreement: 'no' });
    expect((await refusalOf(move)).code).toBe('agreement-unknown');
  });
});

test('what is recorded while it is copied is no part of the copy, and the report says so', async () => {
  const from = await origin();
  const there = await onServer();
  let written: Promise<unknown> | undefined;
  const report = await migrateLedger(from, there, { agreement: 'other' }, () => {
    written ??= from.append('other', 'any', [fact(100)]);
  });
  await written;
  expect(report).toMatchObject({ equal: false, grew: ['other'], facts: 60 });
  expect((await there.head('other'))?.position).toBe(59);
});

test('a byte that is another on its way back is told', async () => {
  const from = await origin();
  const there = await onServer();
  await migrateLedger(from, there);
  server.faults.next({ kind: 'altered-event', afterEvents: 2, on: ['read'], times: 20 });
  expect((await refusalOf(migrateLedger(from, there))).code).toBe('ledger-broken');
});

describe('broken off', () => {
  /** For how long a call to a server that is gone is repeated; long enough for one that is there. */
  const brief = 300;
  const outcomeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'finished',
      (error: unknown) => (isTallyError(error) ? error.code : String(error)),
    );

  test('after any append to the server, it is finished by the same command', async () => {
    const from = await origin();
    const content = await contentOf(from);
    let brokenOff = 0;
    for (let appends = 1; ; appends += 1) {
      const name = `attempt${appends}`;
      const there = await onServer(name, brief);
      let written = 0;
      const forget = server.log.onWritten(() => {
        written += 1;
        // Nothing of this process sees the acknowledgement: it is as dead as it is after a kill.
        if (written === appends) void server.stop();
      });
      const outcome = await outcomeOf(migrateLedger(from, there));
      forget();
      await server.start();
      const again = await onServer(name);
      expect((await migrateLedger(from, again)).equal).toBe(true);
      expect(await contentOf(again)).toEqual(content);
      // There are no more appends than that: the migration was over before the server went away.
      if (written < appends) break;
      brokenOff += outcome === 'ledger-unavailable' ? 1 : 0;
    }
    expect(brokenOff).toBeGreaterThan(4);
  });

  test('after any page read from the server, it is finished by the same command', async () => {
    const first = await origin();
    const from = await onServer();
    await migrateLedger(first, from);
    const content = await contentOf(first);
    let brokenOff = 0;
    for (let pages = 1; ; pages += 1) {
      const to = await inFile(`back${pages}.db`);
      let read = 0;
      const migrating = migrateLedger(await onServer('tallystick', brief), to, {}, () => {
        read += 1;
        if (read === pages) void server.stop();
      });
      const outcome = await outcomeOf(migrating);
      await server.start();
      if (read < pages) break;
      brokenOff += outcome === 'ledger-unavailable' ? 1 : 0;
      expect((await migrateLedger(from, to)).equal).toBe(true);
      expect(await contentOf(to)).toEqual(content);
    }
    expect(brokenOff).toBeGreaterThan(2);
  });
});
