import { afterEach, beforeEach, expect, it } from 'vitest';
import { chainHashOver } from '../chain.js';
import { ledgerLimits } from '../limits.js';
import {
  collect,
  errorCode,
  fact,
  facts,
  type LedgerUnderTest,
  type MakeLedger,
  morning,
  readAll,
  SetClock,
} from './ledger-under-test.js';

export function readCompliance(makeLedger: MakeLedger): void {
  let clock: SetClock;
  let made: LedgerUnderTest;

  beforeEach(async () => {
    clock = new SetClock();
    made = await makeLedger({ clock: clock.now });
    await made.ledger.append('A', 'none', facts(0, 10));
  });
  afterEach(() => made.cleanup());

  it('reads every interval, in pages of every size', async () => {
    const { ledger } = made;
    const all = await readAll(ledger, 'A');
    for (const pageSize of [1, 3, 10, 11]) {
      for (let from = 0; from <= 10; from += 1) {
        for (let until = from - 1; until < 10; until += 1) {
          for (const verifyWhileReading of [false, true]) {
            const pages: number[] = [];
            const read = [];
            for await (const page of ledger.read('A', { from, until, pageSize, verifyWhileReading })) {
              pages.push(page.length);
              read.push(...page);
            }
            expect(read).toEqual(all.slice(from, until + 1));
            expect(pages.every((length) => length >= 1 && length <= pageSize)).toBe(true);
          }
        }
      }
    }
    expect(await collect(ledger.read('A', { from: 4 }))).toEqual(all.slice(4));
    expect(await collect(ledger.read('A', { from: 10 }))).toEqual([]);
  });

  it('reads scattered positions in the order asked for, and refuses those that it lacks', async () => {
    const { ledger } = made;
    const all = await readAll(ledger, 'A');
    for (const positions of [[], [0], [9], [3, 1, 2], [7, 7, 0], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]]) {
      expect(await ledger.factsAt('A', positions)).toEqual(positions.map((position) => all[position]));
    }
    for (const positions of [[10], [-1], [1.5], [0, 10], [NaN]]) {
      expect(await errorCode(ledger.factsAt('A', positions))).toBe('ledger-position-unknown');
    }
    expect(await ledger.factsAt('B', [])).toEqual([]);
    expect(await errorCode(ledger.factsAt('B', [0]))).toBe('ledger-position-unknown');
    const tooMany = Array<number>(ledgerLimits.pageFacts + 1).fill(0);
    expect(await errorCode(ledger.factsAt('A', tooMany))).toBe('usage');
  });

  it('reads an unknown agreement as empty', async () => {
    expect(await collect(made.ledger.read('B'))).toEqual([]);
    expect(await made.ledger.positionAt('B', morning)).toBeUndefined();
    expect((await made.ledger.positionsOf('B', [fact(0).id])).size).toBe(0);
    expect(await errorCode(made.ledger.verify('B'))).toBe('agreement-unknown');
  });

  it('gives the head as it was at each position', async () => {
    const { ledger } = made;
    clock.instant += 1000;
    const { head } = await ledger.append('A', 9, [fact(10)]);
    expect(await ledger.headAt('A', 10)).toEqual(head);
    const texts = (await readAll(ledger, 'A')).map(({ text }) => text);
    for (let position = 0; position <= 10; position += 1) {
      const then = await ledger.headAt('A', position);
      expect(then.position).toBe(position);
      expect(then.chainHash).toBe(chainHashOver('A', texts.slice(0, position + 1)));
      expect(then.recordedAt).toBe((JSON.parse(texts[position]!) as { recordedAt: string }).recordedAt);
    }
    for (const [agreement, position] of [
      ['A', 11],
      ['A', -1],
      ['B', 0],
    ] as const) {
      expect(await errorCode(ledger.headAt(agreement, position))).toBe('ledger-position-unknown');
    }
  });

  it('never takes a position beyond the head for the end', async () => {
    const { ledger } = made;
    expect(await errorCode(collect(ledger.read('A', { until: 10 })))).toBe('ledger-position-unknown');
    expect(await errorCode(collect(ledger.read('A', { from: 11 })))).toBe('ledger-position-unknown');
    expect(await errorCode(collect(ledger.read('B', { until: 0 })))).toBe('ledger-position-unknown');
    for (const range of [
      { from: -1 },
      { from: 0.5 },
      { pageSize: 0 },
      { pageSize: 1e9 },
      { until: Number.NaN },
    ]) {
      expect(await errorCode(collect(ledger.read('A', range)))).toBe('usage');
    }
  });

  it('does not read what is recorded while it reads', async () => {
    const { ledger } = made;
    const read = [];
    for await (const page of ledger.read('A', { pageSize: 4 })) {
      read.push(...page);
      await ledger.append('A', 'any', [fact(100 + read.length)]);
    }
    expect(read.length).toBe(10);
  });

  it('finds the last position recorded by an instant', async () => {
    const { ledger } = made;
    // Positions 0-9 at morning; 10-11 a second later, 12 at the same instant in another batch; 13 with the clock back.
    clock.instant = morning + 1000;
    await ledger.append('A', 9, facts(10, 12));
    await ledger.append('A', 11, facts(12, 13));
    clock.instant = morning - 5000;
    await ledger.append('A', 12, facts(13, 14));
    clock.instant = morning + 9000;
    await ledger.append('A', 13, facts(14, 15));
    const expected = [
      [morning - 1, undefined],
      [morning, 9],
      [morning + 999, 9],
      [morning + 1000, 13],
      [morning + 8999, 13],
      [morning + 9000, 14],
      [Number.MAX_SAFE_INTEGER, 14],
    ] as const;
    for (const [instant, position] of expected) {
      expect(await ledger.positionAt('A', instant)).toBe(position);
    }
  });

  it('knows which ids are recorded, and where', async () => {
    const ids = [fact(7).id, fact(99).id, fact(0).id];
    expect([...(await made.ledger.positionsOf('A', ids))]).toEqual([
      [fact(7).id, 7],
      [fact(0).id, 0],
    ]);
    expect(await errorCode(made.ledger.positionsOf('A', ['INC7']))).toBe('ledger-batch-refused');
  });

  it('keeps everything over a close, and refuses work after it', async () => {
    const { ledger, reopen } = made;
    const before = await readAll(ledger, 'A');
    const head = await ledger.head('A');
    await ledger.close();
    await ledger.close();
    expect(await errorCode(ledger.head('A'))).toBe('ledger-unavailable');
    expect(await errorCode(ledger.append('A', 'any', facts(20, 21)))).toBe('ledger-unavailable');
    expect(await errorCode(collect(ledger.read('A')))).toBe('ledger-unavailable');
    if (reopen !== undefined) {
      const again = await reopen();
      expect(await readAll(again, 'A')).toEqual(before);
      expect(await again.head('A')).toEqual(head);
      expect(await again.append('A', 'none', facts(0, 10))).toMatchObject({ repeated: true, head });
      await again.close();
    }
  });

  it('reports what it verified, and what it cannot', async () => {
    const { ledger } = made;
    await ledger.append('B', 'none', facts(0, 2));
    const progress: number[] = [];
    const report = await ledger.verify(undefined, ({ verifiedFacts }) => progress.push(verifiedFacts));
    expect(report).toMatchObject({ whole: true, facts: 12, faults: [], faultsNotListed: 0 });
    expect(report.agreements).toEqual([
      { agreement: 'A', facts: 10, chainHash: (await ledger.head('A'))!.chainHash, faults: 0 },
      { agreement: 'B', facts: 2, chainHash: (await ledger.head('B'))!.chainHash, faults: 0 },
    ]);
    expect(report.notChecked.length).toBeGreaterThan(0);
    expect(progress.at(-1)).toBe(12);
    const one = await ledger.verify('B');
    expect(one).toMatchObject({ whole: true, facts: 2 });
    expect(one.notChecked.length).toBeGreaterThan(report.notChecked.length);
  });
}
