/**
 * A document to be printed, as plain data: ready texts, and numbers only where something is drawn to scale. Whoever makes it
 * decides what is said and in which order; this room decides how it looks on paper.
 */
export interface PrintedDocument {
  readonly title: string;
  /** One line under the title. */
  readonly subtitle: string;
  /** What a reader must see first, in large figures. */
  readonly highlights: readonly LabelledText[];
  readonly summary: readonly LabelledText[];
  readonly blocks: readonly Block[];
  /** At the foot of every page, beside its number. */
  readonly footer: string;
  /** The instant in milliseconds that the file says it was made at. Nothing else about time is in it. */
  readonly madeAt: number;
}

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'page-break' }
  | ReasonsBlock
  | TableBlock
  | TrendsBlock
  | BarsBlock
  | UseBlock;

/** Figures with what each was made from, a step further in for each step down. */
interface ReasonsBlock {
  readonly kind: 'reasons';
  readonly reasons: readonly Reason[];
}
export interface Reason {
  readonly figure: string;
  readonly value: string;
  readonly lines: readonly string[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Rows set apart at the foot: sums. */
  readonly totals: readonly (readonly string[])[];
}
interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

/** One small chart a service level, period by period against its target. */
export interface TrendsBlock {
  readonly kind: 'trends';
  readonly charts: readonly TrendChart[];
}
export interface TrendChart {
  readonly title: string;
  readonly note: string;
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
}
export interface TrendPoint {
  readonly label: string;
  /** Null where nothing was measured. */
  readonly value: number | null;
  readonly target: number | null;
  readonly text: string;
  readonly missed: boolean;
}

/** Horizontal bars from nought on; negative values are drawn to the left of it. */
export interface BarsBlock {
  readonly kind: 'bars';
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly text: string;
    /** What of the value does not count in the end: drawn hollow at the end of the bar. */
    readonly without: number;
  }[];
}

/** How much of a limit is used: before, now, and what goes beyond it. */
export interface UseBlock {
  readonly kind: 'use';
  readonly uses: readonly {
    readonly label: string;
    readonly limit: number;
    readonly before: number;
    readonly now: number;
    readonly beyond: number;
    readonly text: string;
  }[];
}
