import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { createSchema, schemaFaults, schemaState } from './schema.js';
import { isBusyError, typedError } from './sqlite-errors.js';

/** What each connection to a ledger's file is opened with. */
export interface ConnectionOptions {
  readonly readOnly: boolean;
  /** How long to wait for another process's transaction before `ledger-unavailable`. */
  readonly waitMilliseconds: number;
  readonly maximumFileBytes: number | undefined;
}

/** 64 MiB of pages; the unique index of ids is what profits (design 6). */
const cacheKibibytes = 65_536;
/** Pages of write-ahead log between checkpoints, 64 MiB: fewer checkpoints write a page of the index less often. */
const checkpointPages = 16_384;

function settings(database: Database.Database, options: ConnectionOptions): void {
  database.pragma(`cache_size = -${cacheKibibytes}`);
  // A mapped file that is cut short kills the process instead of raising an error.
  database.pragma('mmap_size = 0');
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  if (!options.readOnly) {
    if (options.maximumFileBytes !== undefined) {
      const pageBytes = database.pragma('page_size', { simple: true }) as number;
      database.pragma(`max_page_count = ${Math.max(1, Math.floor(options.maximumFileBytes / pageBytes))}`);
    }
    // FULL: a commit is on the disk before it is acknowledged.
    database.pragma('synchronous = FULL');
    database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    database.pragma('foreign_keys = ON');
    database.pragma('recursive_triggers = ON');
  }
}

/** One more connection to a file that is known to be a ledger. The caller closes it. */
export function connect(path: string, options: ConnectionOptions): Database.Database {
  const database = new Database(path, {
    readonly: options.readOnly,
    fileMustExist: true,
    timeout: options.waitMilliseconds,
  });
  try {
    settings(database, options);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function useWriteAheadLog(database: Database.Database, waitMilliseconds: number): Promise<void> {
  // SQLite does not wait for others here, so that several processes making one ledger need this.
  const pauseMilliseconds = 20;
  for (let waited = 0; ; waited += pauseMilliseconds) {
    try {
      const mode = database.pragma('journal_mode = WAL', { simple: true });
      if (mode === 'wal') {
        return;
      }
      throw new TallyError(
        'ledger-unavailable',
        `The file system cannot keep a write-ahead log (${String(mode)}).`,
      );
    } catch (error) {
      if (!isBusyError(error) || waited >= waitMilliseconds) {
        throw error;
      }
      await pause(pauseMilliseconds);
    }
  }
}

/**
 * Opens the file as a ledger, and makes it one where it is new.
 * @throws TallyError `ledger-unavailable`, `ledger-file-refused`, `ledger-broken`.
 */
export async function openLedgerFile(
  path: string,
  options: ConnectionOptions & { readonly mustExist: boolean },
): Promise<Database.Database> {
  if ((options.mustExist || options.readOnly) && !existsSync(path)) {
    throw new TallyError('ledger-unavailable', `There is no ledger at ${path}.`);
  }
  if (!existsSync(dirname(path))) {
    throw new TallyError('ledger-unavailable', `There is no folder for the ledger ${path}.`);
  }
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: options.readOnly, timeout: options.waitMilliseconds });
    settings(database, options);
    if (schemaState(database, path) === 'empty') {
      if (options.readOnly || options.mustExist) {
        throw new TallyError('ledger-file-refused', `${path} is empty; it is no ledger yet.`);
      }
      await useWriteAheadLog(database, options.waitMilliseconds);
      createSchema(database, path);
    } else if (!options.readOnly) {
      await useWriteAheadLog(database, options.waitMilliseconds);
    }
    // Nothing is written without the protections. Reading and verifying must stay possible, to find what happened.
    const faults = options.readOnly ? [] : schemaFaults(database);
    if (faults.length > 0) {
      throw new TallyError(
        'ledger-broken',
        `${path} is not opened for writing: ${faults.join(' ')}`,
        faults.map((problem) => ({ place: path, problem })),
      );
    }
    return database;
  } catch (error) {
    database?.close();
    throw typedError(path, error);
  }
}
