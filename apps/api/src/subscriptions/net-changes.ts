import { TallyError } from '@tallystick/errors';
import type { ReadModels, ViewName, ViewRows } from '@tallystick/read-models';
import { longestWaitMilliseconds } from '../schema/common/index.js';
import { allRows } from './all-rows.js';
import { nextMove, type ProjectionMoves } from './projection-moves.js';
import { type RowChange, rowChanges } from './row-changes.js';

/** What a subscriber of an agreement's rows looks at. */
export interface WatchedRows<View extends ViewName, Seen extends object> {
  readonly view: View;
  readonly keyOf: (row: ViewRows[View]) => string;
  /** What of a row is looked at; a change elsewhere is none. */
  readonly seenOf: (row: ViewRows[View]) => Seen;
}

export interface NetChange<Seen> {
  /** The last position that it knows: subscribing after it goes on from here. */
  readonly position: number;
  readonly changes: readonly RowChange<Seen>[];
}

/**
 * How the rows of an agreement change. The first event says from where it goes on: with a position to resume from, it
 * holds the net change since then, worked out by comparing the rows as known there with those of now; else none.
 * Later events hold the net change since the event before, all of one moment in one event.
 *
 * @throws TallyError `ledger-position-unknown`; `projection-behind` where the rows do not reach the position to resume from.
 */
export async function* netChanges<View extends ViewName, Seen extends object>(
  { readModels, moves }: { readonly readModels: ReadModels; readonly moves: ProjectionMoves },
  agreement: string,
  { view, keyOf, seenOf }: WatchedRows<View, Seen>,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<NetChange<Seen>, void, undefined> {
  const read = async (knownAt?: number) => {
    const { rows, asOf } = await allRows(readModels, view, [agreement], undefined, knownAt);
    const seen = new Map(rows.map((row) => [keyOf(row), seenOf(row)]));
    return { seen, position: asOf.get(agreement) ?? -1 };
  };
  if (after !== undefined) await requirePosition(readModels, agreement, after);
  const { wakeup, stop } = moves.watch([agreement]);
  try {
    let before = after === undefined ? undefined : (await read(after)).seen;
    let position: number | undefined;
    while (!signal.aborted) {
      const count = wakeup.count;
      const now = await read();
      if (now.position !== position) {
        const changes = before === undefined ? [] : rowChanges(before, now.seen);
        const first = position === undefined;
        before = now.seen;
        position = now.position;
        if (first || changes.length > 0) yield { position, changes };
      }
      await nextMove(wakeup, count, signal);
    }
  } finally {
    stop();
  }
}

/** Waits for the rows to know a position, which is one of the ledger's. */
export async function requirePosition(
  readModels: ReadModels,
  agreement: string,
  position: number,
): Promise<void> {
  const status = (await readModels.status()).find((each) => each.agreement === agreement);
  const head = status?.head ?? -1;
  if (position < 0 || position > head) {
    throw new TallyError(
      'ledger-position-unknown',
      `The ledger ends at position ${head}; nothing can be followed after ${position}.`,
      [{ place: 'after', problem: 'It is no position of the ledger.', mend: `Name 0 to ${head}.` }],
    );
  }
  if ((status?.checkpoint ?? -1) < position) {
    await readModels.waitFor(agreement, position, longestWaitMilliseconds);
  }
}
