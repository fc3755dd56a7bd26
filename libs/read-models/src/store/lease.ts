import Database from 'better-sqlite3';

/**
 * The right to project, held by one process at a time: an exclusive transaction on a small file of its own. The
 * operating system ends it with the process, however that ends, so that there is nothing to expire or to renew.
 */
export class Lease {
  private constructor(private readonly database: Database.Database) {}

  /** @returns undefined where another connection holds it. */
  static take(file: string): Lease | undefined {
    let database: Database.Database | undefined;
    try {
      database = new Database(file, { timeout: 0 });
      database.pragma('journal_mode = DELETE');
      database.exec('BEGIN EXCLUSIVE');
      return new Lease(database);
    } catch (error) {
      database?.close();
      if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return undefined;
      throw error;
    }
  }

  release(): void {
    this.database.close();
  }
}
