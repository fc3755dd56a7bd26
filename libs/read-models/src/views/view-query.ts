import type { ViewName, ViewRows } from './rows.js';

/** One condition on a column; several in one are all to hold. Texts of amounts are compared as exact numbers. */
export interface Condition {
  readonly eq?: string | number | boolean | null;
  readonly ne?: string | number | boolean | null;
  readonly in?: readonly (string | number)[];
  readonly notIn?: readonly (string | number)[];
  readonly lt?: string | number;
  readonly lte?: string | number;
  readonly gt?: string | number;
  readonly gte?: string | number;
  /** Text contains, without regard to the case of ASCII letters. */
  readonly contains?: string;
  readonly startsWith?: string;
  readonly isNull?: boolean;
}

/** Conditions by column, which are all to hold, and their combinations. */
export type Filter<View extends ViewName> = {
  readonly [Column in keyof ViewRows[View]]?: Condition;
} & {
  readonly and?: readonly Filter<View>[];
  readonly or?: readonly Filter<View>[];
  readonly not?: Filter<View>;
};

export interface Order<View extends ViewName> {
  readonly by: keyof ViewRows[View] & string;
  readonly direction: 'ascending' | 'descending';
}

/** Which agreements: those that the asker may see. Never all of them by default. */
export interface ViewScope {
  readonly agreements: readonly string[];
  /**
   * As known at an instant, a date, or (of one agreement) a revision; absent: as of the checkpoint. The rows of an
   * earlier knowledge are worked out from the log and kept for a while.
   */
  readonly knownAt?: string | undefined;
}

export interface ViewQuery<View extends ViewName> extends ViewScope {
  readonly filter?: Filter<View> | undefined;
  /** The key of the row is always the last word, so that the order is total. */
  readonly order?: readonly Order<View>[] | undefined;
  /** Rows to give, 1 to `viewLimits.pageRows`. */
  readonly first: number;
  /** The cursor of the row after which to go on; it says which row, in which order. */
  readonly after?: string | undefined;
}

export interface ViewPage<View extends ViewName> {
  readonly rows: readonly { readonly row: ViewRows[View]; readonly cursor: string }[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** What the page is as of: the checkpoint of every agreement asked for. */
  readonly asOf: ReadonlyMap<string, number>;
}

/** One figure over the rows of a group. Means and percentiles are exact decimal text; percentile is nearest rank, 1 to 100. */
export type Measure<View extends ViewName> =
  | { readonly kind: 'count' }
  | { readonly kind: 'countDistinct'; readonly column: keyof ViewRows[View] & string }
  | { readonly kind: 'sum' | 'mean' | 'minimum' | 'maximum'; readonly column: keyof ViewRows[View] & string }
  | { readonly kind: 'percentile'; readonly column: keyof ViewRows[View] & string; readonly rank: number }
  /** Of the rows that are decided (a boolean column that is not null), the share that is true, in percent. */
  | { readonly kind: 'share'; readonly column: keyof ViewRows[View] & string };

export interface AggregateQuery<View extends ViewName> extends ViewScope {
  readonly filter?: Filter<View> | undefined;
  /** Columns to group by, 0 to 4; of none there is one group. */
  readonly groupBy: readonly (keyof ViewRows[View] & string)[];
  readonly measures: readonly Measure<View>[];
  /** At most this many groups, in the order of their keys, 1 to `viewLimits.groups`. */
  readonly first: number;
}

export interface AggregateGroup {
  /** The values of `groupBy`, in its order. */
  readonly key: readonly (string | number | boolean | null)[];
  /** The figures of `measures`, in its order; null where there is nothing to measure. */
  readonly figures: readonly (string | null)[];
}

export interface AggregateAnswer {
  readonly groups: readonly AggregateGroup[];
  readonly more: boolean;
  readonly asOf: ReadonlyMap<string, number>;
}
