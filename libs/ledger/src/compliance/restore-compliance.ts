import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  errorCode,
  facts,
  type LedgerUnderTest,
  type MakeLedger,
  pagesOf,
  readAll,
  SetClock,
} from './ledger-under-test.js';

export function restoreCompliance(makeLedger: MakeLedger): void {
  let clock: SetClock;
  let origin: LedgerUnderTest;
  let target: LedgerUnderTest;
  let texts: string[];

  beforeEach(async () => {
    clock = new SetClock();
    origin = await makeLedger({ clock: clock.now });
    target = await makeLedger({ clock: clock.now });
    for (let first = 0; first < 12; first += 4) {
      await origin.ledger.append('A', 'any', facts(first, first + 4));
      clock.instant += 1500;
    }
    texts = (await readAll(origin.ledger, 'A')).map(({ text }) => text);
  });
  afterEach(async () => {
    await origin.cleanup();
    await target.cleanup();
  });

  it('keeps bytes, instants and hashes', async () => {
    clock.instant -= 86_400_000;
    const head = await target.ledger.restore('A', pagesOf(texts));
    expect(head).toEqual(await origin.ledger.head('A'));
    expect(await target.ledger.head('A')).toEqual(head);
    expect((await readAll(target.ledger, 'A')).map(({ text }) => text)).toEqual(texts);
    expect((await target.ledger.verify()).whole).toBe(true);
    // The ledger goes on from there, as the original would.
    expect(await target.ledger.append('A', 'none', facts(4, 8))).toMatchObject({
      repeated: true,
      firstPosition: 4,
    });
    const next = await target.ledger.append('A', 11, facts(12, 13));
    expect(next.head.recordedAt).toBe(head.recordedAt);
  });

  it('leaves other agreements alone, and takes none that is there', async () => {
    const { ledger } = target;
    await ledger.append('B', 'none', facts(0, 3));
    await ledger.restore('A', pagesOf(texts));
    expect(await errorCode(ledger.restore('A', pagesOf(texts)))).toBe('restore-not-empty');
    expect((await readAll(ledger, 'A')).length).toBe(12);
    expect((await readAll(ledger, 'B')).length).toBe(3);
  });

  it('makes writers of the same ledger wait', async () => {
    const { ledger } = target;
    const restoring = ledger.restore('A', pagesOf(texts, 1));
    const appending = ledger.append('A', 'any', facts(50, 51));
    const other = ledger.append('B', 'none', facts(0, 1));
    expect(await ledger.head('A')).toBeUndefined();
    await restoring;
    expect(await appending).toMatchObject({ firstPosition: 12 });
    expect(await other).toMatchObject({ firstPosition: 0 });
  });

  it('refuses a changed export whole, and names the line', async () => {
    const { ledger } = target;
    const changed: Record<string, { lines: string[]; line: number }> = {
      'not JSON': { lines: texts.with(5, texts[5]!.slice(1)), line: 6 },
      'not an object': { lines: texts.with(5, '[1]'), line: 6 },
      'not canonical: a blank': { lines: texts.with(5, texts[5]!.replace(',', ', ')), line: 6 },
      'not canonical: order of keys': {
        lines: texts.with(
          5,
          `{"type":"TicketOpened",${texts[5]!.slice(1).replace(',"type":"TicketOpened"', '')}`,
        ),
        line: 6,
      },
      'not canonical: an escape': { lines: texts.with(5, texts[5]!.replace('INC5', '\\u0049NC5')), line: 6 },
      'not canonical: a key twice': {
        lines: texts.with(5, texts[5]!.replace(/}$/, ',"type":"TicketOpened"}')),
        line: 6,
      },
      'another agreement': {
        lines: texts.with(5, texts[5]!.replace('"agreement":"A"', '"agreement":"B"')),
        line: 6,
      },
      'no agreement': { lines: texts.with(5, texts[5]!.replace('"agreement":"A",', '')), line: 6 },
      'no UUID': { lines: texts.with(5, texts[5]!.replace(/"id":"[^"]+"/, '"id":"INC5"')), line: 6 },
      'no id': { lines: texts.with(5, texts[5]!.replace(/"id":"[^"]+",/, '')), line: 6 },
      'no recordedAt': { lines: texts.with(5, texts[5]!.replace(/"recordedAt":"[^"]+",/, '')), line: 6 },
      'recordedAt not canonical': { lines: texts.with(5, texts[5]!.replace('.500Z', '.5Z')), line: 6 },
      'recordedAt going back': { lines: [...texts.slice(4), ...texts.slice(0, 4)], line: 9 },
      'an id twice': { lines: [...texts, texts[11]!], line: 13 },
      nothing: { lines: [], line: 1 },
    };
    for (const [what, { lines, line }] of Object.entries(changed)) {
      const work = ledger.restore('A', pagesOf(lines));
      await expect(work, what).rejects.toMatchObject({
        code: 'restore-invalid',
        details: [{ place: `line ${line}` }],
      });
    }
    expect(await ledger.agreements()).toEqual([]);
    await ledger.restore('A', pagesOf(texts));
  });

  it('restores nothing where the source fails', async () => {
    async function* failing(): AsyncGenerator<readonly string[]> {
      yield* pagesOf(texts.slice(0, 6));
      throw new Error('the export ended here');
    }
    await expect(target.ledger.restore('A', failing())).rejects.toThrow('the export ended here');
    expect(await target.ledger.agreements()).toEqual([]);
    await target.ledger.append('A', 'none', facts(0, 1));
  });
}
