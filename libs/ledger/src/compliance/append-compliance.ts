import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewFact } from '@tallystick/facts';
import { ledgerLimits } from '../limits.js';
import {
  errorCode,
  fact,
  facts,
  idsOf,
  type LedgerUnderTest,
  type MakeLedger,
  morning,
  readAll,
  recordedAtOf,
  SetClock,
} from './ledger-under-test.js';

export function appendCompliance(makeLedger: MakeLedger): void {
  let clock: SetClock;
  let made: LedgerUnderTest;

  beforeEach(async () => {
    clock = new SetClock();
    made = await makeLedger({ clock: clock.now });
  });
  afterEach(() => made.cleanup());

  it('gives positions from 0 without gaps, and a head', async () => {
    const { ledger } = made;
    expect(await ledger.head('A')).toBeUndefined();
    const first = await ledger.append('A', 'none', facts(0, 3));
    expect(first).toMatchObject({ firstPosition: 0, lastPosition: 2, repeated: false });
    const second = await ledger.append('A', 2, facts(3, 5));
    expect(second).toMatchObject({ firstPosition: 3, lastPosition: 4, repeated: false });
    expect(second.head).toEqual(await ledger.head('A'));
    const recorded = await readAll(ledger, 'A');
    expect(recorded.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
    expect(idsOf(recorded)).toEqual(facts(0, 5).map(({ id }) => id));
  });

  it('keeps expected revisions: exact, none, any', async () => {
    const { ledger } = made;
    expect(await errorCode(ledger.append('A', 0, facts(0, 1)))).toBe('ledger-conflict');
    await ledger.append('A', 'none', facts(0, 2));
    expect(await errorCode(ledger.append('A', 'none', facts(2, 3)))).toBe('ledger-conflict');
    expect(await errorCode(ledger.append('A', 0, facts(2, 3)))).toBe('ledger-conflict');
    expect(await errorCode(ledger.append('A', 2, facts(2, 3)))).toBe('ledger-conflict');
    await ledger.append('A', 1, facts(2, 3));
    await ledger.append('A', 'any', facts(3, 4));
    await ledger.append('B', 'any', facts(0, 1));
    expect((await readAll(ledger, 'A')).length).toBe(4);
    expect(await errorCode(ledger.append('A', -1, facts(9, 10)))).toBe('ledger-batch-refused');
    expect(await errorCode(ledger.append('A', 1.5, facts(9, 10)))).toBe('ledger-batch-refused');
  });

  it('names both revisions of a conflict', async () => {
    await made.ledger.append('A', 'none', facts(0, 2));
    await expect(made.ledger.append('A', 0, facts(2, 3))).rejects.toThrow(/position 1.*expected position 0/);
  });

  it('records a batch whole or not at all', async () => {
    const { ledger } = made;
    await ledger.append('A', 'none', facts(0, 2));
    const head = await ledger.head('A');
    const invalid = { ...fact(5), priority: 3 } as unknown as NewFact;
    expect(await errorCode(ledger.append('A', 1, [fact(4), invalid, fact(6)]))).toBe('fact-invalid');
    const withoutId = { ...fact(5), id: 'INC5' } as NewFact;
    expect(await errorCode(ledger.append('A', 1, [fact(4), withoutId]))).toBe('ledger-batch-refused');
    expect(await errorCode(ledger.append('A', 1, [fact(4), fact(5), fact(4)]))).toBe('ledger-batch-refused');
    expect(await errorCode(ledger.append('A', 1, []))).toBe('ledger-batch-refused');
    expect(await errorCode(ledger.append('', 'none', facts(0, 1)))).toBe('ledger-batch-refused');
    expect(await ledger.head('A')).toEqual(head);
    expect((await readAll(ledger, 'A')).length).toBe(2);
    // Nothing of the refused batches is left to be in the way.
    expect(await ledger.append('A', 1, facts(4, 7))).toMatchObject({ firstPosition: 2, repeated: false });
    // The same for the first facts of an agreement.
    expect(await errorCode(ledger.append('B', 'none', [fact(4), invalid]))).toBe('fact-invalid');
    expect(await ledger.head('B')).toBeUndefined();
    expect((await ledger.agreements()).map(({ agreement }) => agreement)).toEqual(['A']);
  });

  it('refuses what is beyond its limits', async () => {
    const batch = facts(0, ledgerLimits.batchFacts + 1);
    expect(await errorCode(made.ledger.append('A', 'none', batch))).toBe('ledger-batch-refused');
    const name = 'A'.repeat(ledgerLimits.agreementCharacters + 1);
    expect(await errorCode(made.ledger.append(name, 'none', facts(0, 1)))).toBe('ledger-batch-refused');
    expect(await made.ledger.agreements()).toEqual([]);
  });

  it('gives the first result again for a repeat, whatever is expected and however the ledger grew', async () => {
    const { ledger } = made;
    await ledger.append('A', 'none', facts(0, 2));
    const first = await ledger.append('A', 1, facts(2, 5));
    clock.instant += 5_000;
    await ledger.append('A', 4, facts(5, 6));
    for (const expected of [1, 5, 'none', 'any'] as const) {
      expect(await ledger.append('A', expected, facts(2, 5))).toEqual({ ...first, repeated: true });
    }
    // A stretch of what is recorded is recorded as it stands, too.
    expect(await ledger.append('A', 'any', facts(3, 4))).toMatchObject({ firstPosition: 3, repeated: true });
    expect((await readAll(ledger, 'A')).length).toBe(6);
  });

  it('refuses any other overlap, and says so before it says conflict', async () => {
    const { ledger } = made;
    await ledger.append('A', 'none', facts(0, 4));
    const refused: Record<string, readonly NewFact[]> = {
      'first recorded, rest new': [fact(3), fact(4)],
      'rest recorded, first new': [fact(4), fact(3)],
      'middle recorded': [fact(4), fact(2), fact(5)],
      'other order': [fact(1), fact(0)],
      'not one after the other': [fact(0), fact(2)],
      'other content': [fact(0), fact(1, 'another title')],
    };
    for (const [what, batch] of Object.entries(refused)) {
      for (const expected of [3, 0, 'none', 'any'] as const) {
        expect(await errorCode(ledger.append('A', expected, batch)), what).toBe('ledger-partial-repeat');
      }
    }
    expect((await readAll(ledger, 'A')).length).toBe(4);
    await expect(ledger.append('A', 3, [fact(3), fact(4)])).rejects.toMatchObject({
      details: [{ place: fact(3).id, problem: 'recorded at position 3' }],
    });
  });

  it('keeps agreements apart, also for the same ids', async () => {
    const { ledger } = made;
    await ledger.append('B', 'none', facts(0, 3));
    await ledger.append('A', 'none', facts(0, 2));
    await ledger.append('B', 2, facts(3, 4));
    const heads = await ledger.agreements();
    expect(heads.map(({ agreement, position }) => [agreement, position])).toEqual([
      ['A', 1],
      ['B', 3],
    ]);
    expect(heads[0]).toEqual(await ledger.head('A'));
    expect(heads[0]!.chainHash).not.toBe(heads[1]!.chainHash);
    expect((await ledger.verify()).whole).toBe(true);
  });

  it('never lets recordedAt go back, whatever the clock does', async () => {
    const { ledger } = made;
    // The clocks of TigerBeetle's simulator: steady, drifting, jumping, and going to and fro.
    const clocks = [
      (step: number) => morning + step * 1000,
      (step: number) => morning + step * step * 7,
      (step: number) => morning + (step < 10 ? 0 : step < 20 ? 86_400_000 : -86_400_000),
      (step: number) => morning + Math.round(Math.sin(step) * 60_000),
    ];
    for (const [index, at] of clocks.entries()) {
      const agreement = `clock ${index}`;
      let last = -Infinity;
      for (let step = 0; step < 30; step += 1) {
        clock.instant = at(step);
        const { head } = await ledger.append(agreement, 'any', facts(step * 2, step * 2 + 2));
        const expected = Math.max(last, clock.instant);
        expect(Date.parse(head.recordedAt)).toBe(expected);
        last = expected;
      }
      const instants = (await readAll(ledger, agreement)).map((recorded) =>
        Date.parse(recordedAtOf(recorded)),
      );
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    }
    expect((await ledger.verify()).whole).toBe(true);
  });

  it('lets one of many writers through at a time, and tells the others', async () => {
    const { ledger } = made;
    const others = made.reopen === undefined ? [] : [await made.reopen(), await made.reopen()];
    const writers = [ledger, ...others];
    await ledger.append('A', 'none', facts(0, 1));
    let recorded = 1;
    for (let round = 0; round < 10; round += 1) {
      const expected = (await ledger.head('A'))!.position;
      const outcomes = await Promise.allSettled(
        Array.from({ length: 9 }, (_, writer) => {
          const first = 1 + (round * 9 + writer) * 2;
          return writers[writer % writers.length]!.append('A', expected, facts(first, first + 2));
        }),
      );
      const conflicts = outcomes.filter(({ status }) => status === 'rejected');
      expect(outcomes.length - conflicts.length).toBe(1);
      conflicts.forEach((outcome) => expect(outcome).toMatchObject({ reason: { code: 'ledger-conflict' } }));
      recorded += 2;
      expect((await readAll(ledger, 'A')).length).toBe(recorded);
    }
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, writer) =>
        writers[writer % writers.length]!.append('A', 'any', facts(1000 + writer, 1001 + writer)),
      ),
    );
    const positions = all.map(({ firstPosition }) => firstPosition).sort((a, b) => a - b);
    expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => recorded + index));
    expect((await ledger.verify()).whole).toBe(true);
    await Promise.all(others.map((other) => other.close()));
  });
}
