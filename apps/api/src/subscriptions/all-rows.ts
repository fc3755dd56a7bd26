import type { Filter, ReadModels, ViewName, ViewRows } from '@tallystick/read-models';

const pageRows = 100;

export interface RowsAsOf<Row> {
  readonly rows: readonly Row[];
  /** The last position that the rows of each agreement know. */
  readonly asOf: ReadonlyMap<string, number>;
}

/**
 * All rows of a view under a filter, as of one checkpoint: when one moves while they are read, they are read again.
 * @param knownAt a position of the one agreement asked for; undefined: now.
 */
export async function allRows<View extends ViewName>(
  readModels: ReadModels,
  view: View,
  agreements: readonly string[],
  filter: Filter<View> | undefined,
  knownAt: number | undefined,
): Promise<RowsAsOf<ViewRows[View]>> {
  for (;;) {
    const rows: ViewRows[View][] = [];
    let asOf: ReadonlyMap<string, number> | undefined;
    let after: string | undefined;
    for (;;) {
      const page = await readModels.page(view, {
        agreements,
        filter,
        first: pageRows,
        after,
        knownAt: knownAt === undefined ? undefined : String(knownAt),
      });
      if (asOf !== undefined && !isSame(asOf, page.asOf)) break;
      asOf = page.asOf;
      rows.push(...page.rows.map(({ row }) => row));
      after = page.rows.at(-1)?.cursor;
      if (!page.hasNext) return { rows, asOf };
    }
  }
}

function isSame(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return (
    one.size === other.size && [...one].every(([agreement, position]) => other.get(agreement) === position)
  );
}
