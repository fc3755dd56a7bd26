/** One row of an export as it was read, before any column of it is looked at. */
export interface SourceRow {
  /** The physical line where it starts, from 1; in a JSON document the item of the list, from 1. */
  readonly line: number;
  /** CSV: the fields in the order of the header. JSON: the value. */
  readonly value: unknown;
  /** Where rows stand in a list inside each item (`each`): the item. */
  readonly parent?: unknown;
  /** A JSON document's own keys that stand before its list. */
  readonly root?: Readonly<Record<string, unknown>>;
}

/** A row that cannot even be taken apart. */
interface BrokenRow {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
  readonly mend: string;
}

export type ReadRow = { readonly row: SourceRow } | { readonly broken: BrokenRow };

/** Rejects keep at most so much of a row's raw text. */
export const longestRawText = 16 * 1024;

/** One record longer than this is not a row but a wrong format. */
export const longestRecord = 16 * 1024 * 1024;
