import type Database from 'better-sqlite3';
import type { StoredValue } from '../store/row-writer.js';
import { columnsOf, viewCatalogue } from '../views/catalogue.js';
import type { ViewName, ViewRows } from '../views/rows.js';
import { quoted } from '../store/schema.js';
import type { Sql } from './compile-filter.js';

/** Where the rows of one agreement are read. */
export interface Source {
  readonly agreement: string;
  readonly database: ReadConnection;
  /** What the rows are as of. */
  readonly position: number;
  /** Rows of facts beyond the checkpoint are taken in already, and are not shown yet. */
  readonly hasFactsBeyond: boolean;
}

const statementsKept = 500;

/** A connection that only reads, with the statements it was asked for lately. */
export class ReadConnection {
  private readonly statements = new Map<string, Database.Statement<StoredValue[], StoredValue[]>>();

  private readonly transaction: (work: () => unknown) => unknown;

  constructor(readonly database: Database.Database) {
    this.transaction = database.transaction((work: () => unknown) => work());
  }

  /** Everything that is read in `work` is of one moment. */
  together<Result>(work: () => Result): Result {
    return this.transaction(work) as Result;
  }

  rows(sql: string, values: readonly StoredValue[]): StoredValue[][] {
    return this.statement(sql).all(...values);
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private statement(sql: string): Database.Statement<StoredValue[], StoredValue[]> {
    const kept = this.statements.get(sql);
    this.statements.delete(sql);
    const statement = kept ?? this.database.prepare<StoredValue[], StoredValue[]>(sql).raw();
    this.statements.set(sql, statement);
    if (this.statements.size > statementsKept) {
      this.statements.delete(this.statements.keys().next().value!);
    }
    return statement;
  }
}

/** The condition that rows are of a source, and satisfy a filter. */
export function within(view: ViewName, { agreement, position, hasFactsBeyond }: Source, filter: Sql): Sql {
  const bounded = view === 'facts' && hasFactsBeyond;
  return {
    text: `"agreement" = ?${bounded ? ' AND "position" <= ?' : ''} AND (${filter.text})`,
    values: [agreement, ...(bounded ? [position] : []), ...filter.values],
  };
}

/** What to select so that `rowOf` can read it. */
export function selected(view: ViewName): string {
  return columnsOf(view).map(quoted).join(', ');
}

export function rowOf<View extends ViewName>(view: View, values: readonly StoredValue[]): ViewRows[View] {
  const { columns } = viewCatalogue[view];
  const row: Record<string, StoredValue | boolean> = {};
  let index = 0;
  for (const [column, kind] of Object.entries(columns)) {
    const value = values[index]!;
    row[column] = kind === 'truth' && value !== null ? value === 1 : value;
    index += 1;
  }
  return row as unknown as ViewRows[View];
}
