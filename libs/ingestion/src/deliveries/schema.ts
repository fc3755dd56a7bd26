import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';

/** "TALI": marks the file as ours in the SQLite header. */
const applicationId = 0x54414c49;
/** The version of the tables below. A file of a higher one is refused. */
const schemaVersion = 1;

const tables = `
CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  delivery TEXT NOT NULL,
  digest TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('taken', 'done', 'dead')),
  body BLOB,
  headers TEXT,
  answer TEXT,
  UNIQUE (source, delivery)
) STRICT;
CREATE INDEX deliveries_taken ON deliveries (number) WHERE state = 'taken';
CREATE INDEX deliveries_done ON deliveries (received_at) WHERE state = 'done';
CREATE TABLE histories (
  history INTEGER PRIMARY KEY,
  agreement TEXT NOT NULL,
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  UNIQUE (agreement, system, kind, about)
) STRICT;
CREATE TABLE history_rows (
  history INTEGER NOT NULL REFERENCES histories (history),
  delivery INTEGER NOT NULL,
  row INTEGER NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (history, delivery, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_rows_delivery ON history_rows (delivery);
CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE REFERENCES deliveries (number),
  source TEXT NOT NULL,
  agreement TEXT NOT NULL,
  delivery TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  code TEXT NOT NULL,
  problems TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  last_attempt_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'replayed', 'discarded')),
  settled_at INTEGER,
  settled_by TEXT,
  reason TEXT
) STRICT;
CREATE INDEX dead_letters_waiting ON dead_letters (source, id) WHERE state = 'waiting';
CREATE INDEX dead_letters_agreement ON dead_letters (agreement, state, id);
`;

/**
 * Opens the file of deliveries and makes it where it is new.
 * @throws TallyError `ingestion-store-refused`, `input-output`.
 */
export function openDeliveriesFile(path: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 10_000 });
    const id = database.pragma('application_id', { simple: true }) as number;
    const version = database.pragma('user_version', { simple: true }) as number;
    const empty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (!empty && (id !== applicationId || version !== schemaVersion)) {
      throw new TallyError('ingestion-store-refused', `${path} is not a file of deliveries of this version.`);
    }
    database.pragma('journal_mode = WAL');
    // FULL: a body is on the disk before anything is made of it.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    if (empty) create(database);
    return database;
  } catch (error) {
    database?.close();
    throw storeError(path, error);
  }
}

function create(database: Database.Database): void {
  database
    .transaction(() => {
      // Another process may have been first.
      if (database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() !== 0) return;
      database.pragma(`application_id = ${applicationId}`);
      database.exec(tables);
      database.pragma(`user_version = ${schemaVersion}`);
    })
    .immediate();
}

export function storeError(path: string, error: unknown): unknown {
  if (error instanceof TallyError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (!code.startsWith('SQLITE_')) return error;
  return code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT'
    ? new TallyError(
        'ingestion-store-refused',
        `${path} is not a file of deliveries, or is damaged.`,
        [],
        error,
      )
    : new TallyError('input-output', `The file of deliveries ${path} cannot be used (${code}).`, [], error);
}
