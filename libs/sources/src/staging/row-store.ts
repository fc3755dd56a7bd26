import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One staged row. `said` is what the row says, as its reader understood it. */
export interface StagedRow<Said> {
  readonly row: number;
  readonly input: number;
  readonly said: Said;
}

/** The rows of one ticket or monitor are held in memory together; no real one has more. */
const mostRowsOfOneGroup = 200_000;

/** Rows are inserted in transactions of this size; each row by itself would be a transaction of its own. */
const rowsPerTransaction = 10_000;

/**
 * Holds the rows of an import in a temporary SQLite file until all are read, and gives them back by what they are
 * about. Exports are ordered by time, by ticket or by nothing, and a ticket can only be told once its last row is
 * known; sorting on disk keeps memory flat whatever their number.
 */
export class RowStore<Said> {
  private readonly folder: string;
  private readonly database: Database.Database;
  private readonly insert: Database.Statement;
  private pending = 0;

  constructor(parentFolder: string = tmpdir()) {
    this.folder = mkdtempSync(join(parentFolder, 'tallystick-import-'));
    this.database = new Database(join(this.folder, 'rows.sqlite'));
    // Nothing here has to survive a crash: the import starts again from its files.
    this.database.pragma('journal_mode = OFF');
    this.database.pragma('synchronous = OFF');
    this.database.pragma('locking_mode = EXCLUSIVE');
    this.database.pragma('temp_store = FILE');
    this.database.pragma('cache_size = -16384');
    this.database.exec(
      'CREATE TABLE staged (about TEXT NOT NULL, row INTEGER NOT NULL, input INTEGER NOT NULL, said TEXT NOT NULL) STRICT',
    );
    this.insert = this.database.prepare('INSERT INTO staged VALUES (?, ?, ?, ?)');
  }

  add(about: string, row: number, input: number, said: Said): void {
    if (this.pending === 0) this.database.exec('BEGIN');
    this.insert.run(about, row, input, JSON.stringify(said));
    this.pending += 1;
    if (this.pending === rowsPerTransaction) this.commit();
  }

  private commit(): void {
    if (this.pending > 0) this.database.exec('COMMIT');
    this.pending = 0;
  }

  /** The rows by what they are about, each group in the order of reading. */
  *groups(): Generator<{ readonly about: string; readonly rows: readonly StagedRow<Said>[] }> {
    this.commit();
    const all = this.database
      .prepare('SELECT about, row, input, said FROM staged ORDER BY about, row')
      .raw()
      .iterate() as IterableIterator<[string, number, number, string]>;
    let about: string | undefined;
    let rows: StagedRow<Said>[] = [];
    for (const [next, row, input, said] of all) {
      if (next !== about) {
        if (about !== undefined) yield { about, rows };
        about = next;
        rows = [];
      }
      if (rows.length === mostRowsOfOneGroup) throw tooManyRows(next);
      rows.push({ row, input, said: JSON.parse(said) as Said });
    }
    if (about !== undefined) yield { about, rows };
  }

  /** Closes and removes the file. */
  close(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function tooManyRows(about: string): TallyError {
  const problem = `More than ${mostRowsOfOneGroup} rows are about ${JSON.stringify(about)}.`;
  const mend = 'Check that the mapping names the column with the key of the ticket or monitor.';
  return new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: about, problem, mend }]);
}
