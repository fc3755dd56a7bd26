import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { factIdOf, newFact } from '@tallystick/facts';
import { type Ledger, openSqliteLedger } from '@tallystick/ledger';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LedgerFollower } from './ledger-follower.js';

let folder: string;
let ledger: Ledger;
let serial = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-follower-'));
  ledger = await openSqliteLedger(join(folder, 'tally.db'));
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

async function append(agreement: string, count: number): Promise<void> {
  const facts = Array.from({ length: count }, () =>
    newFact('OutageBegan', {
      id: factIdOf([agreement, String((serial += 1))], 0),
      effectiveAt: '2025-03-01T00:00:00Z',
      assertedBy: { party: 'provider' },
      outage: `O${serial}`,
      service: 'web',
    }),
  );
  await ledger.append(agreement, 'any', facts);
}

test('whenever followers come and go and wherever they begin, each is given every fact after it once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.record({ joins: fc.nat(5), after: fc.nat(100), leaves: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (batches, plans) => {
        const agreement = `a-${(serial += 1)}`;
        const follower = new LedgerFollower(ledger);
        await append(agreement, 1);
        const total = 1 + batches.reduce((sum, count) => sum + count, 0);
        const done: Promise<void>[] = [];
        let recorded = 1;
        for (const [step, count] of batches.entries()) {
          for (const { after, leaves } of plans.filter(({ joins }) => joins % batches.length === step)) {
            const from = Math.min(after, recorded) - 1;
            done.push(follow(follower, agreement, from, leaves ? Math.min(from + 5, total - 1) : total - 1));
          }
          await append(agreement, count);
          recorded += count;
        }
        await Promise.all(done);
      },
    ),
    { numRuns: 25 },
  );
});

async function follow(
  follower: LedgerFollower,
  agreement: string,
  after: number,
  until: number,
): Promise<void> {
  const controller = new AbortController();
  const positions: number[] = [];
  for await (const page of follower.factsAfter(agreement, after, controller.signal)) {
    positions.push(...page.map(({ position }) => position));
    if (positions.at(-1)! >= until) break;
  }
  controller.abort();
  const last = positions.at(-1) ?? after;
  expect(positions).toEqual(Array.from({ length: last - after }, (_, index) => after + 1 + index));
}

test('many followers of one agreement are one subscription of its ledger, which ends with the last of them', async () => {
  const agreement = 'shared';
  await append(agreement, 3);
  const subscribe = vi.spyOn(ledger, 'subscribe');
  const follower = new LedgerFollower(ledger);
  const controllers = Array.from({ length: 50 }, () => new AbortController());
  const followers = controllers.map(({ signal }) => follower.factsAfter(agreement, undefined, signal));
  const waiting = followers.map((events) => events.next());
  await vi.waitFor(() => expect(subscribe).toHaveBeenCalledOnce());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await append(agreement, 1);
  for (const next of waiting) expect((await next).value).toMatchObject([{ position: 3 }]);
  expect(subscribe).toHaveBeenCalledOnce();
  const ended = subscribe.mock.calls[0]![2];
  expect(ended.aborted).toBe(false);
  for (const controller of controllers) controller.abort();
  for (const events of followers) await events.return();
  expect(ended.aborted).toBe(true);
  subscribe.mockRestore();
});

test('a position beyond the head is none to go on after', async () => {
  const follower = new LedgerFollower(ledger);
  const events = follower.factsAfter('shared', 99, new AbortController().signal);
  await expect(events.next()).rejects.toMatchObject({ code: 'ledger-position-unknown' });
});
