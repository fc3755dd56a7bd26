import { compareText } from '@tallystick/quantities';
import type { StagedRow } from '../staging/row-store.js';
import type { UpdateSaid } from './update-said.js';

/** What puts a row in its place. */
export type Orderable = Pick<UpdateSaid, 'at' | 'again' | 'order'>;

/** A row of a ticket or monitor in its place. */
export interface OrderedRow<Said extends Orderable = UpdateSaid> {
  readonly row: number;
  readonly said: Said;
  /** When the row happened: its time, or the second occurrence of it where the clock was set back. */
  readonly at: number;
  /** How many rows of the same instant and order stand before it; it tells apart what nothing else does. */
  readonly ordinal: number;
  /** The row stands in an earlier input too. */
  readonly repeated: boolean;
}

/**
 * Puts the rows of a ticket in order: by time, then by the order columns, then by the file. Time comes first because
 * whoever folds the facts goes by their time; a number that contradicts it is a damaged row, and they exist.
 */
export function orderRows<Said extends Orderable>(
  staged: readonly StagedRow<Said>[],
  sameInstant: 'as-in-file' | 'reversed',
): readonly OrderedRow<Said>[] {
  const fileOrder = sameInstant === 'reversed' ? -1 : 1;
  const rows = settleRepeatedHour(staged).sort(
    (a, b) =>
      a.at - b.at || compareOrder(a.said.order, b.said.order) || (a.staged.row - b.staged.row) * fileOrder,
  );
  const seen = rows.every((row) => row.staged.input === rows[0]?.staged.input)
    ? undefined
    : new RepeatedRows();
  let previous: (typeof rows)[number] | undefined;
  let ordinal = 0;
  return rows.map((row): OrderedRow<Said> => {
    const repeated = seen?.isRepeated(row.staged.input, row.at, row.said) ?? false;
    if (
      previous !== undefined &&
      (previous.at !== row.at || compareOrder(previous.said.order, row.said.order) !== 0)
    ) {
      ordinal = 0;
    }
    const ordered = { row: row.staged.row, said: row.said, at: row.at, ordinal, repeated };
    if (!repeated) ordinal += 1;
    previous = row;
    return ordered;
  });
}

interface TimedRow<Said> {
  readonly staged: StagedRow<Said>;
  readonly said: Said;
  readonly at: number;
}

/**
 * A local time in the hour that the clock repeats is read as its first occurrence. Where the order columns put the row
 * after one that is later than that, it was the second.
 */
function settleRepeatedHour<Said extends Orderable>(staged: readonly StagedRow<Said>[]): TimedRow<Said>[] {
  const timed = staged.map((row) => ({ staged: row, said: row.said, at: row.said.at }));
  if (!staged.some(({ said }) => said.again !== undefined && said.order !== undefined)) return timed;
  let latest = -Infinity;
  return timed
    .sort((a, b) => compareOrder(a.said.order, b.said.order) || a.at - b.at)
    .map((row) => {
      const { again } = row.said;
      const at = again !== undefined && row.at < latest && latest <= again ? again : row.at;
      latest = Math.max(latest, at);
      return { ...row, at };
    });
}

const wholePattern = /^-?\d{1,15}$/;

function compareOrder(a: readonly string[] = [], b: readonly string[] = []): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [x = '', y = ''] = [a[index], b[index]];
    const compared = wholePattern.test(x) && wholePattern.test(y) ? Number(x) - Number(y) : compareText(x, y);
    if (compared !== 0) return compared;
  }
  return 0;
}

/**
 * Exports overlap: last month's and this month's hold the same rows. A row that an earlier input has is the same row;
 * within one input two equal rows are two rows.
 */
class RepeatedRows {
  private readonly counts = new Map<string, Map<number, number>>();

  isRepeated(input: number, at: number, said: Orderable): boolean {
    const text = `${at} ${JSON.stringify(said)}`;
    const byInput = this.counts.get(text) ?? new Map<number, number>();
    this.counts.set(text, byInput);
    const mine = (byInput.get(input) ?? 0) + 1;
    let most = 0;
    for (const [other, count] of byInput) if (other !== input) most = Math.max(most, count);
    byInput.set(input, mine);
    return mine <= most;
  }
}
