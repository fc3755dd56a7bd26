import { existsSync, rmSync } from 'node:fs';
import type { EpochMilliseconds } from '@tallystick/quantities';
import Database from 'better-sqlite3';

/** A fact as the index takes it. */
export interface IndexedFact {
  readonly id: string;
  readonly position: number;
  readonly recordedAt: EpochMilliseconds;
}

/** How far the index of an agreement is, with what the chain came to there. */
export interface IndexedTo {
  readonly position: number;
  readonly chain: string;
}

/** The index does not hold what it held: it has to be made anew from the log, and asked again. */
export class IndexLost extends Error {}

const layout = 1;
const waitMilliseconds = 1_000;

function prepare(database: Database.Database) {
  return {
    agreement: database.prepare<[string], { number: number; position: number; chain: string }>(
      'SELECT number, position, chain FROM agreements WHERE name = ?',
    ),
    addAgreement: database.prepare<[string, number, string]>(
      'INSERT INTO agreements (name, position, chain) VALUES (?, ?, ?)',
    ),
    move: database.prepare<[number, string, number]>(
      'UPDATE agreements SET position = ?, chain = ? WHERE number = ?',
    ),
    addFact: database.prepare<[number, Uint8Array, number]>('INSERT OR IGNORE INTO facts VALUES (?, ?, ?)'),
    addInstant: database.prepare<[number, number, number]>(
      'INSERT OR REPLACE INTO instants VALUES (?, ?, ?)',
    ),
    positionOf: database
      .prepare<[number, Uint8Array], number>('SELECT position FROM facts WHERE agreement = ? AND id = ?')
      .pluck(),
    positionAt: database
      .prepare<[number, number], number>(
        'SELECT position FROM instants WHERE agreement = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1',
      )
      .pluck(),
    forget: ['facts', 'instants', 'agreements'].map((table) =>
      database.prepare<[number]>(
        `DELETE FROM ${table} WHERE ${table === 'agreements' ? 'number' : 'agreement'} = ?`,
      ),
    ),
  };
}

/**
 * Where the facts of an agreement stand, by id and by instant: the server answers neither. It is made from the log, may
 * be thrown away at any time, and says by which chain hash it was made, so that it is never believed over the log.
 * Kept in memory, or in a file that several processes may share.
 */
export class FactIndex {
  #database: Database.Database;
  #statements: ReturnType<typeof prepare>;

  constructor(file?: string) {
    this.#database = openIndex(file);
    this.#statements = prepare(this.#database);
  }

  indexedTo(agreement: string): IndexedTo | undefined {
    return this.#use(() => this.#statements.agreement.get(agreement));
  }

  /** Takes in the facts behind `after` (-1: from the first on), all or none; nothing where another process did. */
  add(agreement: string, after: number, facts: readonly IndexedFact[], chain: string): void {
    const last = facts.at(-1);
    if (last === undefined) return;
    this.#use(() =>
      this.#database
        .transaction(() => {
          const { agreement: find, addAgreement, addFact, addInstant, move } = this.#statements;
          const row = find.get(agreement);
          if ((row?.position ?? -1) !== after) return;
          const number = row?.number ?? Number(addAgreement.run(agreement, -1, '').lastInsertRowid);
          for (const { id, position, recordedAt } of facts) {
            addFact.run(number, idBytes(id), position);
            addInstant.run(number, recordedAt, position);
          }
          move.run(last.position, chain, number);
        })
        .immediate(),
    );
  }

  /**
   * @param upTo the position that the index has to reach; what lies beyond is left out, as another process may have
   * indexed it since. @throws IndexLost.
   */
  positionsOf(agreement: string, ids: readonly string[], upTo: number): Map<string, number> {
    return this.#use(() => {
      const number = this.#numberOf(agreement, upTo);
      const positions = new Map<string, number>();
      for (const id of ids) {
        const position = this.#statements.positionOf.get(number, idBytes(id));
        if (position !== undefined && position <= upTo) positions.set(id, position);
      }
      return positions;
    });
  }

  /** The last position up to `upTo` recorded at or before the instant. @throws IndexLost. */
  positionAt(agreement: string, instant: EpochMilliseconds, upTo: number): number | undefined {
    return this.#use(() => {
      const position = this.#statements.positionAt.get(this.#numberOf(agreement, upTo), instant);
      return position === undefined ? undefined : Math.min(position, upTo);
    });
  }

  forget(agreement: string): void {
    this.#use(() =>
      this.#database
        .transaction(() => {
          const row = this.#statements.agreement.get(agreement);
          if (row !== undefined) for (const statement of this.#statements.forget) statement.run(row.number);
        })
        .immediate(),
    );
  }

  close(): void {
    this.#database.close();
  }

  #numberOf(agreement: string, upTo: number): number {
    const row = this.#statements.agreement.get(agreement);
    if (row === undefined || row.position < upTo) throw new IndexLost();
    return row.number;
  }

  /** Where a file cannot be used, for whatever reason, it goes on in memory from nothing. */
  #use<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || this.#database.memory) throw error;
      this.#database.close();
      this.#database = openIndex(undefined);
      this.#statements = prepare(this.#database);
      throw new IndexLost();
    }
  }
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function openIndex(file: string | undefined): Database.Database {
  if (file === undefined) return made(new Database(':memory:'));
  for (const isNew of [false, true]) {
    try {
      if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      const database = new Database(file, { timeout: waitMilliseconds });
      try {
        database.pragma('journal_mode = WAL');
        const version = database.pragma('user_version', { simple: true });
        if (version !== 0 && version !== layout) throw new Error('another layout');
        return made(database);
      } catch (error) {
        database.close();
        throw error;
      }
    } catch {
      // Nothing in it can be missed: a damaged one gives way to a new one, and that to memory.
      if (!existsSync(file)) break;
    }
  }
  return made(new Database(':memory:'));
}

function made(database: Database.Database): Database.Database {
  database.pragma('synchronous = OFF');
  database.exec(`
    CREATE TABLE IF NOT EXISTS agreements (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, chain TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS facts (
      agreement INTEGER NOT NULL, id BLOB NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (agreement, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS instants (
      agreement INTEGER NOT NULL, recorded_at INTEGER NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (agreement, recorded_at)) STRICT, WITHOUT ROWID;
    PRAGMA user_version = ${layout};
  `);
  return database;
}
