import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ledger } from '../port.js';
import { errorCode, facts, type LedgerUnderTest, type MakeLedger, SetClock } from './ledger-under-test.js';

/** Follows until a number of facts has come, and gives their positions. */
async function follow(ledger: Ledger, agreement: string, after: number, count: number): Promise<number[]> {
  const end = new AbortController();
  const positions: number[] = [];
  for await (const page of ledger.subscribe(agreement, after, end.signal)) {
    positions.push(...page.map(({ position }) => position));
    if (positions.length >= count) {
      end.abort();
    }
  }
  return positions;
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

export function subscribeCompliance(makeLedger: MakeLedger): void {
  let made: LedgerUnderTest;

  beforeEach(async () => {
    made = await makeLedger({ clock: new SetClock().now });
  });
  afterEach(() => made.cleanup());

  it('catches up and lives on, without loss or repeat, from any position', async () => {
    const { ledger } = made;
    await ledger.append('A', 'none', facts(0, 5));
    const followers = [-1, 0, 3, 4].map((after) => follow(ledger, 'A', after, 40 - 1 - after));
    for (let first = 5; first < 40; first += 5) {
      await ledger.append('A', 'any', facts(first, first + 5));
      await ledger.append('B', 'any', facts(first, first + 5));
    }
    const [all, one, three, four] = await Promise.all(followers);
    expect(all).toEqual(range(0, 40));
    expect(one).toEqual(range(1, 40));
    expect(three).toEqual(range(4, 40));
    expect(four).toEqual(range(5, 40));
  });

  it('follows an agreement from before its first fact', async () => {
    const following = follow(made.ledger, 'A', -1, 2);
    await made.ledger.append('A', 'none', facts(0, 2));
    expect(await following).toEqual([0, 1]);
  });

  it('follows what others write', async () => {
    if (made.reopen === undefined) {
      return;
    }
    const other = await made.reopen();
    const following = follow(made.ledger, 'A', -1, 30);
    for (let first = 0; first < 30; first += 3) {
      await (first % 2 === 0 ? other : made.ledger).append('A', 'any', facts(first, first + 3));
    }
    expect(await following).toEqual(range(0, 30));
    await other.close();
  });

  it('ends when the signal aborts, while it waits and before it begins', async () => {
    const end = new AbortController();
    const following = (async () => {
      for await (const page of made.ledger.subscribe('A', -1, end.signal)) {
        expect(page).toEqual([]);
      }
    })();
    end.abort();
    await following;
    for await (const page of made.ledger.subscribe('A', -1, end.signal)) {
      expect(page).toEqual([]);
    }
  });

  it('refuses to follow after a position that does not exist, and ends with the ledger', async () => {
    const { ledger } = made;
    await ledger.append('A', 'none', facts(0, 2));
    expect(await errorCode(follow(ledger, 'A', 2, 1))).toBe('ledger-position-unknown');
    const waiting = errorCode(follow(ledger, 'A', 1, 1));
    await ledger.close();
    expect(await waiting).toBe('ledger-unavailable');
  });
}
