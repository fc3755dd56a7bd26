import type { Statement } from '@tallystick/engine';
import type { ViewName, ViewRows } from './views/rows.js';
import type { AggregateAnswer, AggregateQuery, ViewPage, ViewQuery } from './views/view-query.js';

export interface ProjectionStatus {
  readonly agreement: string;
  /** The last position projected, -1 for none, and that of the ledger's head. */
  readonly checkpoint: number;
  readonly head: number;
}

/** What changed when an agreement's checkpoint moved. */
export interface ProjectionMoved {
  readonly agreement: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The indexed read models: rows for custom views, projected from the log. A cache that can be deleted and rebuilt
 * (design 4, "The log is the only truth").
 */
export interface ReadModels {
  /** @param signal when it aborts, nobody waits for the answer any more. */
  page<View extends ViewName>(
    view: View,
    query: ViewQuery<View>,
    signal?: AbortSignal,
  ): Promise<ViewPage<View>>;
  /** Rows in total under a query's filter. */
  count<View extends ViewName>(
    view: View,
    query: Omit<ViewQuery<View>, 'first' | 'after' | 'order'>,
    signal?: AbortSignal,
  ): Promise<number>;
  aggregate<View extends ViewName>(
    view: View,
    query: AggregateQuery<View>,
    signal?: AbortSignal,
  ): Promise<AggregateAnswer>;
  /** Rows by their keys in one read, in the order asked for; undefined where there is none. For loaders. */
  byKeys<View extends ViewName>(
    view: View,
    keys: readonly (readonly (string | number)[])[],
  ): Promise<readonly (ViewRows[View] | undefined)[]>;
  /** The statement of a period as it comes to at the checkpoint; undefined where the period has not begun. */
  statement(agreement: string, period: string): Promise<Statement | undefined>;
  /**
   * Resolves once the agreement's checkpoint is at `position` or beyond.
   * @throws TallyError `projection-behind` where that takes longer than `timeoutMilliseconds`.
   */
  waitFor(agreement: string, position: number, timeoutMilliseconds: number): Promise<void>;
  /**
   * Builds all rows anew beside the present ones and moves over to them; readers notice nothing.
   * @throws TallyError `read-models-unavailable` where another process keeps them.
   */
  rebuild(): Promise<void>;
  status(): Promise<readonly ProjectionStatus[]>;
  /** Differs from an earlier answer whenever any row may have changed since; undefined where nothing can be read. Cheap. */
  changeMark(): string | undefined;
  /**
   * How far the rows of an agreement are, or those of one view of it, which facts that are not about them leave as they are:
   * equal stamps mean equal rows. Undefined where nothing can be read.
   */
  stampOf(agreement: string, view?: ViewName): string | undefined;
  /** Calls back after each move of a checkpoint; returns how to stop. */
  onMoved(listener: (moved: ProjectionMoved) => void): () => void;
  close(): Promise<void>;
}
