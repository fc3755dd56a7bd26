import type { StoredValue } from '../store/row-writer.js';
import { comparedColumn } from '../store/schema.js';
import { columnKind, columnsOf, viewCatalogue, viewLimits } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { Order } from '../views/view-query.js';
import type { Sql } from './compile-filter.js';
import { refuse } from './refuse.js';

interface PlacingColumn {
  /** As SQL compares it. */
  readonly sql: string;
  readonly descending: boolean;
}

/** The total order of a page: what was asked for, then the key in the direction of the last of it. */
export interface Placing {
  /** Says which order it is; cursors carry it. */
  readonly name: string;
  readonly columns: readonly PlacingColumn[];
}

/**
 * Null comes before every value. The key goes in the direction of the last column asked for, so that an index on that
 * column has the whole order.
 *
 * @throws TallyError `view-query-invalid`.
 */
export function placingOf<View extends ViewName>(
  view: View,
  order: readonly Order<View>[] | undefined,
): Placing {
  const asked = order ?? [];
  if (asked.length > viewLimits.orderColumns) {
    refuse('order', `The order has more than ${viewLimits.orderColumns} columns.`);
  }
  const placed = new Map<string, boolean>();
  for (const [index, { by, direction }] of asked.entries()) {
    const place = `order.${index}`;
    if (columnKind(view, by) === undefined) {
      refuse(
        `${place}.by`,
        `The view ${view} has no column "${by}".`,
        `Name one of ${columnsOf(view).join(', ')}.`,
      );
    }
    if (placed.has(by)) refuse(`${place}.by`, `The column "${by}" is named twice.`);
    placed.set(by, direction === 'descending');
  }
  const last = asked.at(-1)?.direction === 'descending';
  for (const column of viewCatalogue[view].key) if (!placed.has(column)) placed.set(column, last);
  return {
    name: [...placed].map(([column, descending]) => `${descending ? '-' : '+'}${column}`).join(' '),
    columns: [...placed].map(([column, descending]) => ({ sql: comparedColumn(view, column), descending })),
  };
}

export function orderBy({ columns }: Placing): string {
  return columns.map(({ sql, descending }) => `${sql} ${descending ? 'DESC' : 'ASC'}`).join(', ');
}

/**
 * The rows that come after the one with these values, in stages of which all rows of one come before those of the next;
 * each is bounded so that the first column can be looked up in an index.
 */
export function after({ columns }: Placing, values: readonly StoredValue[]): readonly Sql[] {
  const { sql, descending } = columns[0]!;
  const value = values[0]!;
  if (value === null || !descending) return [afterFrom(columns, values, 0)];
  const equal = columns.length === 1 ? { text: '0', values: [] } : afterFrom(columns, values, 1);
  const present: Sql = {
    text: `${sql} <= ? AND (${sql} < ? OR (${sql} = ? AND (${equal.text})))`,
    values: [value, value, value, ...equal.values],
  };
  return [present, { text: `${sql} IS NULL`, values: [] }];
}

function afterFrom(columns: readonly PlacingColumn[], values: readonly StoredValue[], index: number): Sql {
  const { sql, descending } = columns[index]!;
  const value = values[index]!;
  const beyond = strictlyAfter(sql, descending, value);
  if (index === columns.length - 1) return beyond;
  const rest = afterFrom(columns, values, index + 1);
  const equal: Sql =
    value === null ? { text: `${sql} IS NULL`, values: [] } : { text: `${sql} = ?`, values: [value] };
  const either: Sql = {
    text: `(${beyond.text}) OR (${equal.text} AND (${rest.text}))`,
    values: [...beyond.values, ...equal.values, ...rest.values],
  };
  // Said once more as a bound, the column can be looked up in an index.
  if (value === null || descending) return either;
  return { text: `${sql} >= ? AND (${either.text})`, values: [value, ...either.values] };
}

function strictlyAfter(sql: string, descending: boolean, value: StoredValue): Sql {
  if (value === null) return { text: descending ? '0' : `${sql} IS NOT NULL`, values: [] };
  if (!descending) return { text: `${sql} > ?`, values: [value] };
  return { text: `${sql} < ? OR ${sql} IS NULL`, values: [value] };
}

/** Compares rows by the values that they are placed by, as SQL does: null, numbers, texts by code points. */
export function compareValues(
  { columns }: Placing,
  a: readonly StoredValue[],
  b: readonly StoredValue[],
): number {
  for (const [index, { descending }] of columns.entries()) {
    const order = compareStored(a[index]!, b[index]!);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

export function compareStored(a: StoredValue, b: StoredValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareCodePoints(String(a), String(b));
}

/** The order of the texts' UTF-8 bytes. UTF-16 units have the same but for surrogates, which stand for later ones. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
