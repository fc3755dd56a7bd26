import { invariant, TallyError } from '@tallystick/errors';
import type { NewFact } from '@tallystick/facts';
import { compareText, type EpochMilliseconds } from '@tallystick/quantities';
import type Database from 'better-sqlite3';
import { checkBatch } from '../batch.js';
import { followFacts } from '../follow-facts.js';
import type { AppendResult, ExpectedRevision, Ledger, LedgerHead, ReadRange, RecordedFact } from '../port.js';
import type { VerificationProgress, VerificationReport } from '../verification-report.js';
import { appendBatch } from './append.js';
import { connect, type ConnectionOptions, openLedgerFile } from './connection.js';
import { factIdBytes } from './fact-id-bytes.js';

import { headAtPosition, positionAtInstant, readFacts, readScattered } from './read.js';
import { restoreFacts } from './restore.js';
import type { SqliteLedgerOptions } from './sqlite-ledger-options.js';
import { typedError } from './sqlite-errors.js';
import { type LedgerStatements, prepareStatements } from './statements.js';
import { verifyFile } from './verify-file.js';
import { agreementRow, headOf } from './write.js';

const defaultWaitMilliseconds = 10_000;

/** The ledger in one SQLite file. The driver is synchronous; each method does its work in one go, or page by page. */
export class SqliteLedger implements Ledger {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #statements: LedgerStatements;
  readonly #clock: () => EpochMilliseconds;
  readonly #connectionOptions: ConnectionOptions;
  /** The write under way, after which the next one begins: a restore is the only one that takes many turns. */
  #lastWrite: Promise<unknown> = Promise.resolve();
  /** Woken whenever this process recorded something, and at the end. */
  readonly #sleepers = new Set<() => void>();
  #closing: Promise<void> | undefined;
  /** SQLite's own mark counts the writes of other connections only. */
  #ownWrites = 0;

  private constructor(
    path: string,
    database: Database.Database,
    clock: () => EpochMilliseconds,
    connectionOptions: ConnectionOptions,
  ) {
    this.#path = path;
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#clock = clock;
    this.#connectionOptions = connectionOptions;
  }

  static async open(path: string, options: SqliteLedgerOptions): Promise<SqliteLedger> {
    const connectionOptions = {
      readOnly: options.readOnly ?? false,
      waitMilliseconds: options.waitMilliseconds ?? defaultWaitMilliseconds,
      maximumFileBytes: options.maximumFileBytes,
    };
    const database = await openLedgerFile(path, {
      ...connectionOptions,
      mustExist: options.mustExist ?? false,
    });
    try {
      return new SqliteLedger(path, database, options.clock ?? (() => Date.now()), connectionOptions);
    } catch (error) {
      database.close();
      throw typedError(path, error);
    }
  }

  agreements(): Promise<readonly LedgerHead[]> {
    return this.#now(() =>
      this.#statements.allAgreements
        .all()
        .map(headOf)
        .sort((a, b) => compareText(a.agreement, b.agreement)),
    );
  }

  head(agreement: string): Promise<LedgerHead | undefined> {
    return this.#now(() => {
      const row = agreementRow(this.#statements, agreement);
      return row === undefined ? undefined : headOf(row);
    });
  }

  headAt(agreement: string, position: number): Promise<LedgerHead> {
    return this.#now(() =>
      headAtPosition(this.#statements, agreement, agreementRow(this.#statements, agreement), position),
    );
  }

  async append(
    agreement: string,
    expected: ExpectedRevision,
    facts: readonly NewFact[],
  ): Promise<AppendResult> {
    const result = await this.#inTurn(() => {
      checkBatch(agreement, facts);
      return this.#transaction(this.#database, () =>
        appendBatch(this.#statements, this.#clock, agreement, expected, facts),
      );
    });
    this.#wakeSleepers();
    return result;
  }

  async *read(
    agreement: string,
    range: ReadRange = {},
  ): AsyncGenerator<readonly RecordedFact[], void, undefined> {
    try {
      this.#checkOpen();
      const row = agreementRow(this.#statements, agreement);
      for await (const page of readFacts(this.#statements, agreement, row, range)) {
        yield page;
        this.#checkOpen();
      }
    } catch (error) {
      throw typedError(this.#path, error);
    }
  }

  factsAt(agreement: string, positions: readonly number[]): Promise<readonly RecordedFact[]> {
    return this.#now(() =>
      readScattered(this.#statements, agreement, agreementRow(this.#statements, agreement), positions),
    );
  }

  positionAt(agreement: string, instant: EpochMilliseconds): Promise<number | undefined> {
    return this.#now(() => {
      const row = agreementRow(this.#statements, agreement);
      return row === undefined ? undefined : positionAtInstant(this.#statements, row, instant);
    });
  }

  positionsOf(agreement: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#now(() => {
      const positions = new Map<string, number>();
      const row = agreementRow(this.#statements, agreement);
      for (const id of ids) {
        const bytes = factIdBytes(id);
        const position =
          row === undefined ? undefined : this.#statements.positionOf.get(row.agreement, bytes);
        if (position !== undefined) {
          positions.set(id, position);
        }
      }
      return positions;
    });
  }

  async restore(agreement: string, pages: AsyncIterable<readonly string[]>): Promise<LedgerHead> {
    // A connection of its own, so that nobody reads what is not committed yet.
    const head = await this.#inTurn(async () => {
      const database = connect(this.#path, this.#connectionOptions);
      try {
        database.exec('BEGIN IMMEDIATE');
        const restored = await restoreFacts(prepareStatements(database), agreement, pages);
        database.exec('COMMIT');
        return restored;
      } finally {
        // Closing rolls back what was not committed.
        database.close();
      }
    });
    this.#wakeSleepers();
    return head;
  }

  async verify(
    agreement?: string,
    onProgress?: (progress: VerificationProgress) => void,
  ): Promise<VerificationReport> {
    this.#checkOpen();
    try {
      // A connection of its own, so that all of it is read from one snapshot while others go on writing.
      const database = connect(this.#path, { ...this.#connectionOptions, readOnly: true });
      try {
        return await verifyFile(database, agreement, onProgress);
      } finally {
        database.close();
      }
    } catch (error) {
      throw typedError(this.#path, error);
    }
  }

  async *subscribe(
    agreement: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RecordedFact[], void, undefined> {
    yield* followFacts(
      {
        read: (range) => this.read(agreement, range),
        headPosition: async () => (await this.head(agreement))?.position ?? -1,
        version: () => {
          this.#checkOpen();
          return this.#statements.dataVersion.get();
        },
        onRecorded: (wake) => {
          this.#sleepers.add(wake);
          return () => this.#sleepers.delete(wake);
        },
      },
      after,
      signal,
    );
  }

  changeMark(): string {
    this.#checkOpen();
    try {
      return `${this.#statements.dataVersion.get()}.${this.#ownWrites}`;
    } catch (error) {
      throw typedError(this.#path, error);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#lastWrite.then(() => {
      this.#wakeSleepers();
      try {
        if (!this.#connectionOptions.readOnly) {
          // Leaves one file that is whole by itself and may be copied as a backup.
          this.#database.pragma('wal_checkpoint(TRUNCATE)');
        }
      } catch (error) {
        throw typedError(this.#path, error);
      } finally {
        this.#database.close();
      }
    });
    return this.#closing;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) {
      throw new TallyError('ledger-unavailable', `The ledger ${this.#path} is closed.`);
    }
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous; this driver is not.
  async #now<T>(work: () => T): Promise<T> {
    this.#checkOpen();
    try {
      return work();
    } catch (error) {
      throw typedError(this.#path, error);
    }
  }

  async #inTurn<T>(write: () => T | Promise<T>): Promise<T> {
    this.#checkOpen();
    if (this.#connectionOptions.readOnly) {
      throw new TallyError('ledger-unavailable', `The ledger ${this.#path} was opened for reading only.`);
    }
    const turn = this.#lastWrite.then(write).finally(() => {
      this.#ownWrites += 1;
    });
    // Whoever waits for its turn does not care how the write before ended.
    this.#lastWrite = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (error) {
      throw typedError(this.#path, error);
    }
  }

  #transaction<T>(database: Database.Database, work: () => T): T {
    invariant(!database.inTransaction, 'writes take turns');
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } finally {
      // SQLite rolls some failed transactions back by itself.
      if (database.inTransaction) {
        database.exec('ROLLBACK');
      }
    }
  }

  #wakeSleepers(): void {
    for (const wake of this.#sleepers) {
      wake();
    }
  }
}
