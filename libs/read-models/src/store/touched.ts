import { columnKind } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { Checkpoint } from './checkpoints.js';
import type { RowWriter } from './row-writer.js';

/** Stands for every month of a view, and for rows that have none. */
export const anyMonth = '';
export const noMonth = 'none';

/** Whether it is noted by month when rows of a view became others. */
export function hasMonths(view: ViewName): boolean {
  return view !== 'facts' && columnKind(view, 'month') !== undefined;
}

/**
 * Names a state of rows: those that were made from an agreement's facts up to a checkpoint, whatever came after it without
 * touching them. Ledgers that differ before the checkpoint have other chains there, and so other tokens.
 */
function tokenOf({ position, chain }: Pick<Checkpoint, 'position' | 'chain'>): string {
  return `${position}-${chain.slice(0, 24)}`;
}

/** Notes what has been written since the last checkpoint as of this one, in its transaction. */
export function writeTouched(writer: RowWriter, checkpoint: Checkpoint): void {
  const { agreement } = checkpoint;
  const token = tokenOf(checkpoint);
  for (const [view, months] of writer.takeTouched(agreement)) {
    for (const month of months) {
      writer.run('INSERT OR REPLACE INTO touched VALUES (?, ?, ?, ?)', agreement, month, view, token);
    }
  }
}
