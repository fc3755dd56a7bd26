import type { ViewName } from '../views/rows.js';
import type { AggregateQuery, ViewQuery } from '../views/view-query.js';

/** Rows of an earlier knowledge: a file of their own, of one agreement. */
export interface PastSource {
  readonly agreement: string;
  readonly position: number;
  readonly chain: string;
  readonly file: string;
}

type Asked =
  | { readonly kind: 'page'; readonly query: ViewQuery<ViewName> }
  | { readonly kind: 'count'; readonly query: Omit<ViewQuery<ViewName>, 'first' | 'after' | 'order'> }
  | { readonly kind: 'aggregate'; readonly query: AggregateQuery<ViewName> };

/** What is asked of the rows; plain data, which can be sent to another thread. */
export type Question = Asked & {
  readonly view: ViewName;
  /** Where the rows of an earlier knowledge lie; absent: the rows as they are. */
  readonly past?: readonly PastSource[];
};

/** An answer and what it is as of. */
export interface Answered {
  readonly answer: object;
  /** By agreement: the position that its rows stand at, -1 where there are none. */
  readonly asOf: ReadonlyMap<string, number>;
  /** By agreement, in the order of the question: the state of its rows (`Standing.token`). */
  readonly tokens: readonly string[];
}

/** Answers questions, here or in another thread. */
export interface QuestionReader {
  /**
   * @returns undefined where there are no rows to read yet.
   * @throws TallyError `view-query-invalid`, `cursor-invalid`; `work-queue-full`, `request-abandoned` where the signal aborts,
   * `read-models-unavailable` where the thread that reads has ended.
   */
  ask(question: Question, signal?: AbortSignal): Promise<Answered | undefined>;
  close(): Promise<void>;
}
