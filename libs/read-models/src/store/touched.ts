import type Database from 'better-sqlite3';
import type { ViewName } from '../views/rows.js';
import type { Checkpoint } from './checkpoints.js';
import { anyMonth } from './months.js';
import type { RowWriter } from './row-writer.js';

/**
 * Names a state of rows: those that were made from an agreement's facts up to a checkpoint, whatever came after it without
 * touching them. Ledgers that differ before the checkpoint have other chains there, and so other tokens.
 */
export function tokenOf({ position, chain }: Pick<Checkpoint, 'position' | 'chain'>): string {
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

/** By view: the token of the checkpoint that last touched rows of it; a view without any has none. */
export type ViewTokens = ReadonlyMap<string, string>;

/** The tokens of an agreement's views. */
export function readViewTokens(database: Database.Database, agreement: string): ViewTokens {
  const rows = database
    .prepare<[string, string], [string, string]>(
      'SELECT view, token FROM touched WHERE agreement = ? AND month = ?',
    )
    .raw()
    .all(agreement, anyMonth);
  return new Map(rows);
}

/** The months of an agreement in which there ever were rows of a view, each with its token, in order. */
export function readMonthTokens(
  database: Database.Database,
  agreement: string,
  view: ViewName,
): readonly (readonly [month: string, token: string])[] {
  return database
    .prepare<[string, string, string], [string, string]>(
      'SELECT month, token FROM touched WHERE agreement = ? AND month > ? AND view = ? ORDER BY month',
    )
    .raw()
    .all(agreement, anyMonth, view);
}
