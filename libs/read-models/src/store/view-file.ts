import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { readNote } from './checkpoints.js';
import { createTables, hasSchema } from './schema.js';

const waitMilliseconds = 5_000;

function prepared(database: Database.Database, cacheKibibytes: number): Database.Database {
  database.pragma(`cache_size = -${cacheKibibytes}`);
  // A mapped file that is cut short kills the process instead of raising an error.
  database.pragma('mmap_size = 0');
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  return database;
}

/** Opens a file of rows for its one writer, and makes its tables where it is new. */
export function openForWriting(file: string, zones: string): Database.Database {
  const database = new Database(file, { timeout: waitMilliseconds });
  try {
    prepared(database, 65_536);
    database.pragma('journal_mode = WAL');
    // The rows can be made again from the ledger, so that a power cut may cost the last of them, but not their order.
    database.pragma('synchronous = NORMAL');
    database.pragma('wal_autocheckpoint = 4096');
    const objects = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (objects === 0) createTables(database, zones);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export function openForReading(file: string): Database.Database {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: waitMilliseconds });
  try {
    return prepared(database, 32_768);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Whether a file can be gone on with: it is as it was when it was closed, by its digest, or, where its process ended
 * without closing it, SQLite finds no fault in it. Its tables and indexes are those of this program.
 *
 * @param whole with all indexes, as a generation has them that is read.
 * @param zones the version of the time zones: rows made under another one are not those that would be made now.
 */
export function isSound(file: string, digestFile: string, whole: boolean, zones: string): boolean {
  if (!existsSync(file)) return false;
  let database: Database.Database | undefined;
  try {
    const closed = existsSync(digestFile) ? readFileSync(digestFile, 'utf8') : undefined;
    if (closed !== undefined && (hasLog(file) || closed !== fileDigest(file))) return false;
    database = new Database(file, { timeout: waitMilliseconds });
    if (closed === undefined && database.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
    return hasSchema(database, whole) && readNote(database, 'zones') === zones;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

/** From now on the file changes, and its digest does not hold. */
export function forgetDigest(digestFile: string): void {
  rmSync(digestFile, { force: true });
}

/** Closes the writer's connection and leaves the file's digest beside it, unless a reader keeps some of it in the log. */
export function closeForWriting(database: Database.Database, file: string, digestFile: string): void {
  const [checkpoint] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  database.close();
  if (checkpoint?.busy === 0) writeFileSync(digestFile, fileDigest(file));
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function fileDigest(file: string): string {
  const digest = createHash('sha256');
  const buffer = Buffer.alloc(1 << 20);
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return digest.digest('hex');
      digest.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
