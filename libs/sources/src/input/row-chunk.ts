import type { RowColumns } from '../columns/row-columns.js';
import type { ReadRow } from './source-row.js';

/** Rows of one input as they come, with what gives their columns. */
export interface RowChunk {
  readonly columns: RowColumns;
  readonly rows: readonly ReadRow[];
}
