/** What became of a row between two states of knowledge. */
export interface RowChange<Row> {
  readonly key: string;
  /** Null where it was not there. */
  readonly before: Row | null;
  /** Null where it is there no more. */
  readonly after: Row | null;
}

/** The rows that differ, in the order of their keys. */
export function rowChanges<Row extends object>(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
): readonly RowChange<Row>[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((key) => ({ key, before: before.get(key) ?? null, after: after.get(key) ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
