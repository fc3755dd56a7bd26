import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import {
  type ColumnKind,
  columnsOf,
  type IndexDeclaration,
  viewCatalogue,
  viewNames,
} from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';

/** "TALV": marks a file of read models in the SQLite header (PRAGMA application_id). */
const applicationId = 0x54414c56;

/**
 * The version of what the rows mean. It is raised whenever a row would come out otherwise than before, so that rows of
 * an older program are never read as those of this one; the tables themselves are told apart by their digest.
 */
const rowsVersion = 1;

const sqlTypes: Readonly<Record<ColumnKind, string>> = {
  text: 'TEXT',
  whole: 'INTEGER',
  truth: 'INTEGER',
  decimal: 'TEXT',
};

/** A name as SQL takes it; only names of the catalogue and of this file come here. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** The column by whose text decimals are compared, beside the one that holds them. */
function orderColumn(column: string): string {
  return `${column} order`;
}

/** Every column of a view's table in order: each decimal is followed by its order key. */
export function storedColumns(view: ViewName): readonly string[] {
  const kinds: Readonly<Record<string, ColumnKind>> = viewCatalogue[view].columns;
  return columnsOf(view).flatMap((column) =>
    kinds[column] === 'decimal' ? [column, orderColumn(column)] : [column],
  );
}

/** The column that a view's column is compared by. */
export function comparedColumn(view: ViewName, column: string): string {
  const kinds: Readonly<Record<string, ColumnKind>> = viewCatalogue[view].columns;
  return quoted(kinds[column] === 'decimal' ? orderColumn(column) : column);
}

function tableOf(view: ViewName): string {
  const { columns, key } = viewCatalogue[view];
  const kinds: Readonly<Record<string, ColumnKind>> = columns;
  const declared = columnsOf(view).flatMap((column) => {
    const type = sqlTypes[kinds[column]!];
    const own = `${quoted(column)} ${type}`;
    return kinds[column] === 'decimal' ? [own, `${quoted(orderColumn(column))} TEXT`] : [own];
  });
  const hidden = view === 'tickets' ? ['"moves with time" INTEGER NOT NULL'] : [];
  return (
    `CREATE TABLE ${quoted(view)} (\n  ${[...declared, ...hidden].join(',\n  ')},\n` +
    `  PRIMARY KEY (${key.map(quoted).join(', ')})\n) STRICT, WITHOUT ROWID`
  );
}

/** What is kept beside the rows. `facts_*` may be ahead of the checkpoint while many facts are taken in. */
const checkpoints = `CREATE TABLE checkpoints (
  agreement TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  chain TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  facts_position INTEGER NOT NULL,
  facts_chain TEXT NOT NULL,
  reliefs TEXT NOT NULL
) STRICT, WITHOUT ROWID`;

const statements = `CREATE TABLE statements (
  agreement TEXT NOT NULL,
  period TEXT NOT NULL,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (agreement, period)
) STRICT, WITHOUT ROWID`;

/**
 * When rows last became others: by view and month, the token of the checkpoint that brought them; with an empty month, of
 * any row of the view. What was read under a token need not be read again while it stands there. Of facts nothing is
 * noted, for they become more with every checkpoint.
 */
const touched = `CREATE TABLE touched (
  agreement TEXT NOT NULL,
  month TEXT NOT NULL,
  view TEXT NOT NULL,
  token TEXT NOT NULL,
  PRIMARY KEY (agreement, month, view)
) STRICT, WITHOUT ROWID`;

const notes = `CREATE TABLE notes (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`;

/** Every table by its name, with its exact text. */
export const tables: ReadonlyMap<string, string> = new Map([
  ['checkpoints', checkpoints],
  ['statements', statements],
  ['touched', touched],
  ['notes', notes],
  ...viewNames.map((view) => [view, tableOf(view)] as const),
]);

interface ViewIndex {
  readonly name: string;
  readonly columns: readonly string[];
  /** Which rows it holds; undefined for all. */
  readonly where: string | undefined;
}

function indexesOf(view: ViewName): readonly ViewIndex[] {
  return viewCatalogue[view].indexes.map((declared: IndexDeclaration<string>): ViewIndex => {
    if (!('only' in declared)) {
      return { name: `${view} by ${declared.join(' ')}`, columns: declared, where: undefined };
    }
    const { columns, only } = declared;
    const said = Object.entries(only).map(([column, state]) => `${column} ${state}`);
    const where = Object.entries(only).map(
      ([column, state]) => `${comparedColumn(view, column)} IS ${state === 'null' ? '' : 'NOT '}NULL`,
    );
    return {
      name: `${view} with ${said.join(' and ')} by ${columns.join(' ')}`,
      columns,
      where: where.join(' AND '),
    };
  });
}

/** Every index by its name, with its exact text; they are made once a file's rows are there. */
const indexes: ReadonlyMap<string, string> = new Map([
  ...viewNames.flatMap((view) =>
    indexesOf(view).map(({ name, columns, where }) => {
      const on = ['"agreement"', ...columns.map((column) => comparedColumn(view, column))].join(', ');
      const some = where === undefined ? '' : ` WHERE ${where}`;
      return [name, `CREATE INDEX ${quoted(name)} ON ${quoted(view)} (${on})${some}`] as const;
    }),
  ),
  [
    'tickets that move with time',
    'CREATE INDEX "tickets that move with time" ON "tickets" ("agreement") WHERE "moves with time" = 1',
  ],
  [
    'facts that do not simply count',
    `CREATE INDEX "facts that do not simply count" ON "facts" ("agreement") WHERE "standing" <> 'counts'`,
  ],
]);

/** Small indexes that the projector itself needs from the first row on. */
const earlyIndexes: ReadonlySet<string> = new Set([
  'facts by id',
  'tickets that move with time',
  'facts that do not simply count',
]);

/** What rows and tables look like, in one text that file names and notes carry. */
export const schemaDigest = hash(
  'sha256',
  [String(rowsVersion), ...tables.values(), ...indexes.values()].join('\n'),
).slice(0, 12);

/** Makes the tables of an empty file. @param zones the version of the time zones that its rows go by. */
export function createTables(database: Database.Database, zones = ''): void {
  database.transaction(() => {
    for (const sql of tables.values()) database.exec(sql);
    for (const [name, sql] of indexes) if (earlyIndexes.has(name)) database.exec(sql);
    // Makes the planner's own tables, while there are no rows to look through.
    database.exec('ANALYZE');
    database.prepare('INSERT INTO notes VALUES (?, ?)').run('zones', zones);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${rowsVersion}`);
  })();
}

const agreementRows = 20_000;
/** One of so many rows is in an index that holds some of them only. */
const rowsToOneOfSome = 20;

/** About how many rows of an agreement share a value of a column. */
function rowsSharing(column: string): number {
  if (column === 'id' || column.endsWith('At') || column.endsWith('By')) return 1;
  if (column === 'subject' || column === 'ticket') return 7;
  return agreementRows / 10;
}

/**
 * What SQLite's planner is told of the indexes, in place of what it would find in rows that are not there yet: that an
 * agreement has many rows, and its instants and subjects few each. So the same question is answered by the same index
 * whatever a file holds.
 */
function tellPlanner(database: Database.Database): void {
  database.exec('DELETE FROM sqlite_stat1');
  const tell = database.prepare<[string, string, string]>('INSERT INTO sqlite_stat1 VALUES (?, ?, ?)');
  const estimate = (columns: readonly string[], rows: number): string => {
    let sharing = rows;
    const each = columns.map((column) => {
      sharing = Math.max(1, Math.ceil((sharing * rowsSharing(column)) / agreementRows));
      return sharing;
    });
    return [50 * rows, rows, ...each].join(' ');
  };
  for (const view of viewNames) {
    const { key } = viewCatalogue[view];
    tell.run(view, view, `${estimate(key.slice(1, -1), agreementRows)} 1`);
    for (const { name, columns, where } of indexesOf(view)) {
      const rows = where === undefined ? agreementRows : agreementRows / rowsToOneOfSome;
      tell.run(view, name, estimate(columns, rows));
    }
  }
  tell.run('facts', 'facts that do not simply count', estimate([], agreementRows / rowsToOneOfSome));
  database.exec('ANALYZE sqlite_schema');
}

/** Makes the indexes that are missing yet. */
export function createIndexes(database: Database.Database): void {
  const present = new Set(
    database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'index'`).pluck().all(),
  );
  for (const [name, sql] of indexes) if (!present.has(name)) database.exec(sql);
  tellPlanner(database);
}

/** Whether the file has exactly the tables and indexes of this program. @param whole with all indexes. */
export function hasSchema(database: Database.Database, whole: boolean): boolean {
  if (database.pragma('application_id', { simple: true }) !== applicationId) return false;
  if (database.pragma('user_version', { simple: true }) !== rowsVersion) return false;
  const found = new Map(
    database
      .prepare<[], [string, string | null]>(
        `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
      )
      .raw()
      .all(),
  );
  const expected = [...tables, ...[...indexes].filter(([name]) => whole || earlyIndexes.has(name))];
  const known = new Set([...tables.keys(), ...indexes.keys()]);
  return (
    expected.every(([name, sql]) => found.get(name) === sql) &&
    [...found.keys()].every((name) => known.has(name))
  );
}
