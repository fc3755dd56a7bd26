import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { isTallyError } from '@tallystick/errors';
import { statementBytes } from '@tallystick/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFacts } from '../facts/record-facts.js';
import { exportFacts } from '../ledger/export-facts.js';
import { openSqliteServices } from '../open-services.js';
import type { Services } from '../services.js';
import { linesOf } from '../testing/example-documents.js';
import { outage, theProvider, twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import { issueStatement } from './issue-statement.js';
import { listStatements } from './list-statements.js';
import { statementOf } from './make-statement.js';
import { replayStatements } from './replay-statement.js';

/*
 * Whatever becomes of the bytes of a ledger's file, nobody is told a wrong figure: a question is refused, or answered with the
 * very bytes of before. Not only of facts: through the fold, the terms and the calculation to the statement.
 */

let world: Awaited<ReturnType<typeof twoPartyWorld>>;
let path: string;
let damaged: string;

/**
 * What somebody asks who is about to pay: the statement of the last month, which adjusts the one before. The whole question also
 * asks what was issued, and whether that replays.
 */
interface Answer {
  readonly position: number;
  readonly statement: string;
  readonly issued?: unknown;
  readonly replayed?: readonly (readonly [string, string, boolean])[];
}

async function answerOf(services: Services, whole: boolean): Promise<Answer> {
  const made = await statementOf(services, { agreement: twoParty, period: '2025-02' });
  const { position } = made.knownAt;
  const statement = statementBytes(made);
  if (!whole) return { position, statement };
  const replayed: (readonly [string, string, boolean])[] = [];
  for await (const { period, replayedDigest, same } of replayStatements(services, { agreement: twoParty })) {
    replayed.push([period, replayedDigest, same]);
  }
  const issued = await listStatements(services, { agreement: twoParty });
  return { position, statement, issued, replayed };
}

/** The answer from the damaged copy; undefined where it was refused. An error that is not typed fails the test. */
async function damagedAnswer(whole: boolean): Promise<Answer | undefined> {
  try {
    // Nothing else of the store: neither log nor caches.
    const services = await openSqliteServices(damaged, { mustExist: true, readOnly: true });
    try {
      return await answerOf({ ledger: services.ledger, clock: services.clock, zones: services.zones }, whole);
    } finally {
      await services.ledger.close();
    }
  } catch (error) {
    if (isTallyError(error)) return undefined;
    throw error;
  }
}

beforeAll(async () => {
  world = await twoPartyWorld();
  path = `${world.folder}/tally.db`;
  damaged = `${world.folder}/damaged.db`;
  await issueStatement(world, { agreement: twoParty });
  world.at('2025-03-03T09:00:00Z');
  await outage(world, 'O-2', '2025-02-10T08:00:00Z', '2025-02-10T18:00:00Z');
  await recordFacts(world, {
    agreement: twoParty,
    name: 'late',
    assertedBy: theProvider,
    lines: linesOf(
      { type: 'OutageBegan', outage: 'O-3', service: 'email', effectiveAt: '2025-01-20T08:00:00Z' },
      { type: 'OutageEnded', outage: 'O-3', effectiveAt: '2025-01-20T09:30:00Z' },
    ),
  });
});
afterAll(() => world.remove());

test('of 2,000 flipped bits none makes a wrong figure', async () => {
  const expected = await answerOf(world, true);
  expect(expected.replayed).toMatchObject([['2025-01', expect.anything(), true]]);
  await world.ledger.close();
  const bytes = await readFile(path);
  const tries = 2_000;
  const outcomes = { refused: 0, same: 0 };
  for (let turn = 0; turn < tries; turn += 1) {
    // Spread over the whole file, and over the bits of a byte.
    const at = Math.floor((turn * bytes.length) / tries);
    const bit = 1 << (turn % 8);
    bytes[at]! ^= bit;
    await writeFile(damaged, bytes);
    bytes[at]! ^= bit;
    const answer = await damagedAnswer(turn % 10 === 0);
    if (answer === undefined) outcomes.refused += 1;
    else {
      expect(expected, `bit ${turn % 8} of byte ${at}`).toMatchObject(answer);
      outcomes.same += 1;
    }
  }
  // Both happen, so that neither can hide a test that tries nothing.
  expect(outcomes.refused).toBeGreaterThan(200);
  expect(outcomes.same).toBeGreaterThan(200);
}, 240_000);

test('of a log that is cut, zeroed or torn anywhere, every figure is that of some moment before', async () => {
  const texts: string[] = [];
  const source = await openSqliteServices(path, { mustExist: true, clock: world.clock });
  for await (const page of exportFacts(source, { agreement: twoParty })) texts.push(...page);
  await source.ledger.close();
  // The same facts once more, a transaction each, all of them in the log alone.
  const inLog = `${world.folder}/in-log.db`;
  let now = 0;
  const writer = await openSqliteServices(inLog, { clock: () => now });
  const moments = new Map<number, Answer>();
  for (const text of texts) {
    const { agreement: _agreement, recordedAt, ...fact } = JSON.parse(text) as Record<string, string>;
    now = Date.parse(recordedAt!);
    const { lastPosition } = await writer.ledger.append(twoParty, 'any', [fact as never]);
    moments.set(
      lastPosition,
      await answerOf({ ledger: writer.ledger, clock: writer.clock, zones: writer.zones }, false),
    );
  }
  const log = await readFile(`${inLog}-wal`);
  const seen = new Set<number>();
  let refused = 0;
  const places = 60;
  for (let turn = 0; turn < places * 3; turn += 1) {
    const at = Math.floor(((turn % places) * log.length) / places) + (turn % 7);
    const torn = Buffer.from(log);
    if (turn < places) torn.fill(0, at);
    else if (turn < places * 2) torn.fill(0xa5, at, at + 512);
    await copyFile(inLog, damaged);
    await rm(`${damaged}-shm`, { force: true });
    await writeFile(`${damaged}-wal`, turn < places * 2 ? torn : log.subarray(0, at));
    const answer = await damagedAnswer(false);
    if (answer === undefined) refused += 1;
    else {
      expect(answer, `at ${at}`).toEqual(moments.get(answer.position));
      seen.add(answer.position);
    }
  }
  await writer.ledger.close();
  // Nearly every moment was met; refused are those before anything was signed.
  expect(seen.size).toBeGreaterThan(texts.length / 2);
  expect(refused).toBeLessThan(places);
}, 240_000);
