import type { StoredValue } from '../store/row-writer.js';
import { quoted } from '../store/schema.js';
import { columnsOf, viewCatalogue, viewLimits } from '../views/catalogue.js';
import type { ViewName, ViewRows } from '../views/rows.js';
import type { ViewPage, ViewQuery } from '../views/view-query.js';
import { always, compileFilter, type Sql } from './compile-filter.js';
import { readCursor, writeCursor } from './cursor.js';
import { after, compareValues, orderBy, placingOf } from './placing.js';
import type { Plan } from './plan.js';
import { refuse } from './refuse.js';
import { rowOf, selected, type Source, within } from './source.js';

type PageRows<View extends ViewName> = Pick<ViewPage<View>, 'rows' | 'hasNext' | 'hasPrevious'>;

/** @throws TallyError `view-query-invalid` for a number of rows that no page has. */
export function checkFirst(first: number, most: number): void {
  if (!Number.isInteger(first) || first < 1 || first > most) {
    refuse('first', `${first} is not a whole number from 1 to ${most}.`);
  }
}

interface Found {
  readonly values: readonly StoredValue[];
  readonly placedBy: readonly StoredValue[];
}

/**
 * One page over several agreements: the first rows of each, each by an index where there is one, and of those the first.
 * @throws TallyError `view-query-invalid`, `cursor-invalid`.
 */
export function planPage<View extends ViewName>(
  view: View,
  query: ViewQuery<View>,
): Plan<readonly Found[], PageRows<View>> {
  checkFirst(query.first, viewLimits.pageRows);
  const placing = placingOf(view, query.order);
  const filter = compileFilter(view, query.filter);
  const stages =
    query.after === undefined ? [always] : after(placing, readCursor(view, placing, query.after));
  const wanted = query.first + 1;
  const shown = columnsOf(view).length;
  const placed = placing.columns.map(({ sql }) => sql).join(', ');
  return {
    view,
    byMonth: false,
    read(source) {
      const found: Found[] = [];
      for (const stage of stages) {
        const missing = wanted - found.length;
        if (missing === 0) break;
        const { text, values } = both(within(view, source, filter), stage);
        const rows = source.database.rows(
          `SELECT ${selected(view)}, ${placed} FROM ${quoted(view)} WHERE ${text} ` +
            `ORDER BY ${orderBy(placing)} LIMIT ?`,
          [...values, missing],
        );
        for (const row of rows) found.push({ values: row.slice(0, shown), placedBy: row.slice(shown) });
      }
      return found;
    },
    weigh: (found) => found.length * (shown + placing.columns.length),
    join(parts) {
      const found = parts.flat();
      if (parts.length > 1) found.sort((a, b) => compareValues(placing, a.placedBy, b.placedBy));
      return {
        rows: found.slice(0, query.first).map(({ values, placedBy }) => ({
          row: rowOf(view, values),
          cursor: writeCursor(view, placing, placedBy),
        })),
        hasNext: found.length > query.first,
        hasPrevious: query.after !== undefined,
      };
    },
  };
}

function both(a: Sql, b: Sql): Sql {
  if (b === always) return a;
  return { text: `${a.text} AND (${b.text})`, values: [...a.values, ...b.values] };
}

/** How many rows a filter finds. @throws TallyError `view-query-invalid`. */
export function planCount<View extends ViewName>(
  view: View,
  query: Pick<ViewQuery<View>, 'filter'>,
): Plan<number, { readonly count: number }> {
  const filter = compileFilter(view, query.filter);
  return {
    view,
    byMonth: false,
    read(source) {
      const { text, values } = within(view, source, filter);
      const [row] = source.database.rows(`SELECT count(*) FROM ${quoted(view)} WHERE ${text}`, values);
      return Number(row![0]);
    },
    weigh: () => 1,
    join: (counts) => ({ count: counts.reduce((sum, count) => sum + count, 0) }),
  };
}

/** Rows by their keys, in the order asked for; undefined where there is none, or its agreement has no source. */
export function readByKeys<View extends ViewName>(
  view: View,
  keys: readonly (readonly (string | number)[])[],
  sources: readonly Source[],
): (ViewRows[View] | undefined)[] {
  const { key } = viewCatalogue[view];
  const byAgreement = new Map(sources.map((source) => [source.agreement, source]));
  const sql =
    `SELECT ${selected(view)} FROM ${quoted(view)} ` +
    `WHERE ${key.map((column) => `${quoted(column)} = ?`).join(' AND ')}`;
  return keys.map((values, index) => {
    if (values.length !== key.length) {
      refuse(`keys.${index}`, `A key of ${view} is ${key.join(', ')}.`);
    }
    const source = byAgreement.get(String(values[0]));
    if (source === undefined) return undefined;
    const [row] = source.database.rows(sql, values);
    if (row === undefined) return undefined;
    const isBeyond = view === 'facts' && Number(values[1]) > source.position;
    return isBeyond ? undefined : rowOf(view, row);
  });
}
