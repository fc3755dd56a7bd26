import type Database from 'better-sqlite3';
import { type ColumnKind, columnsOf, viewCatalogue, viewNames } from '../views/catalogue.js';
import type { ViewName, ViewRows } from '../views/rows.js';
import { orderKeyOf } from './order-key.js';
import { anyMonth, hasMonths, noMonth } from './months.js';
import { quoted, storedColumns } from './schema.js';

export type StoredValue = string | number | null;

/** A row as its table holds it: truths as 0 and 1, each decimal followed by its order key. */
function storedRow<View extends ViewName>(view: View, row: ViewRows[View]): StoredValue[] {
  const kinds: Readonly<Record<string, ColumnKind>> = viewCatalogue[view].columns;
  const values: StoredValue[] = [];
  for (const column of columnsOf(view)) {
    const value = (row as unknown as Readonly<Record<string, StoredValue | boolean>>)[column]!;
    if (typeof value === 'boolean') values.push(value ? 1 : 0);
    else values.push(value);
    if (kinds[column] === 'decimal') values.push(value === null ? null : orderKeyOf(String(value)));
  }
  return values;
}

/** Where the month stands in a stored row. */
const monthPlaces: ReadonlyMap<ViewName, number> = new Map(
  viewNames.map((view) => [view, storedColumns(view).indexOf('month')] as const),
);

/** Writes rows of one file; every change goes through here, so that tests can break off at each. */
export class RowWriter {
  private readonly inserts = new Map<ViewName, Database.Statement<StoredValue[]>>();
  private readonly reads = new Map<string, Database.Statement<StoredValue[], StoredValue[]>>();
  private readonly deletes = new Map<ViewName, Database.Statement<StoredValue[]>>();
  /** By agreement and view: the months of the rows that were written since that was last asked. */
  private readonly touched = new Map<string, Map<ViewName, Set<string>>>();

  /** @param onWrite is called before each write. */
  constructor(
    readonly database: Database.Database,
    private readonly onWrite: () => void = () => undefined,
  ) {}

  /** Adds a row, or puts it in the place of the one with its key. @param hidden of columns that no view shows. */
  put<View extends ViewName>(view: View, row: ViewRows[View], ...hidden: readonly StoredValue[]): void {
    this.onWrite();
    const values = storedRow(view, row);
    this.insertOf(view, hidden.length).run(...values, ...hidden);
    this.touch(view, values);
  }

  /**
   * Brings the rows that begin with these key values to the given ones: writes those that are new or differ, takes
   * away those that are gone, and leaves the others alone.
   *
   * @param begin the values of the first key columns, the agreement first.
   */
  bring<View extends ViewName>(
    view: View,
    begin: readonly StoredValue[],
    rows: readonly ViewRows[View][],
    hiddenOf?: (row: ViewRows[View]) => StoredValue,
  ): void {
    const stored = new Map<string, string>();
    for (const values of this.readOf(view, begin.length, hiddenOf !== undefined).all(...begin)) {
      stored.set(JSON.stringify(this.keyOf(view, values)), JSON.stringify(values));
    }
    for (const row of rows) {
      const values = storedRow(view, row);
      if (hiddenOf !== undefined) values.push(hiddenOf(row));
      const key = JSON.stringify(this.keyOf(view, values));
      const before = stored.get(key);
      if (before !== JSON.stringify(values)) {
        this.onWrite();
        this.insertOf(view, hiddenOf === undefined ? 0 : 1).run(...values);
        this.touch(view, values);
        // A row may have moved from one month to another.
        if (before !== undefined) this.touch(view, JSON.parse(before) as StoredValue[]);
      }
      stored.delete(key);
    }
    for (const [key, before] of stored) {
      this.onWrite();
      this.deleteOf(view).run(...(JSON.parse(key) as StoredValue[]));
      this.touch(view, JSON.parse(before) as StoredValue[]);
    }
  }

  /** The views and months of which rows of an agreement were written since this was asked last. */
  takeTouched(agreement: string): ReadonlyMap<ViewName, ReadonlySet<string>> {
    const touched = this.touched.get(agreement);
    this.touched.delete(agreement);
    return touched ?? new Map<ViewName, Set<string>>();
  }

  /** One statement with values of its own. */
  run(sql: string, ...values: readonly StoredValue[]): void {
    this.onWrite();
    this.database.prepare<StoredValue[]>(sql).run(...values);
  }

  private touch(view: ViewName, values: readonly StoredValue[]): void {
    if (view === 'facts') return;
    const agreement = String(values[0]);
    let views = this.touched.get(agreement);
    if (views === undefined) {
      views = new Map();
      this.touched.set(agreement, views);
    }
    let months = views.get(view);
    if (months === undefined) {
      months = new Set([anyMonth]);
      views.set(view, months);
    }
    if (!hasMonths(view)) return;
    const month = values[monthPlaces.get(view)!];
    months.add(month === null || month === undefined ? noMonth : String(month));
  }

  private keyOf(view: ViewName, values: readonly StoredValue[]): StoredValue[] {
    const names = storedColumns(view);
    return viewCatalogue[view].key.map((column) => values[names.indexOf(column)]!);
  }

  private insertOf(view: ViewName, hidden: number): Database.Statement<StoredValue[]> {
    let statement = this.inserts.get(view);
    if (statement === undefined) {
      const places = Array(storedColumns(view).length + hidden)
        .fill('?')
        .join(', ');
      statement = this.database.prepare<StoredValue[]>(
        `INSERT OR REPLACE INTO ${quoted(view)} VALUES (${places})`,
      );
      this.inserts.set(view, statement);
    }
    return statement;
  }

  private readOf(
    view: ViewName,
    keys: number,
    hidden: boolean,
  ): Database.Statement<StoredValue[], StoredValue[]> {
    const name = `${view} ${keys} ${hidden}`;
    let statement = this.reads.get(name);
    if (statement === undefined) {
      const names = [...storedColumns(view), ...(hidden ? ['moves with time'] : [])];
      const begin = viewCatalogue[view].key.slice(0, keys);
      statement = this.database
        .prepare<StoredValue[], StoredValue[]>(
          `SELECT ${names.map(quoted).join(', ')} FROM ${quoted(view)} ` +
            `WHERE ${begin.map((column) => `${quoted(column)} = ?`).join(' AND ')}`,
        )
        .raw();
      this.reads.set(name, statement);
    }
    return statement;
  }

  private deleteOf(view: ViewName): Database.Statement<StoredValue[]> {
    let statement = this.deletes.get(view);
    if (statement === undefined) {
      const { key } = viewCatalogue[view];
      statement = this.database.prepare<StoredValue[]>(
        `DELETE FROM ${quoted(view)} WHERE ${key.map((column) => `${quoted(column)} = ?`).join(' AND ')}`,
      );
      this.deletes.set(view, statement);
    }
    return statement;
  }
}
