import { TallyError } from '@tallystick/errors';
import type Database from 'better-sqlite3';

/** "TALA": marks the file as ours in the SQLite header (PRAGMA application_id). */
const applicationId = 0x54414c41;
/** The version of the tables below (PRAGMA user_version). A file of a higher one is refused. */
const schemaVersion = 1;

/**
 * A subject is a person or program; it may have several API tokens one after the other or at once, so that a token is
 * replaced without a gap and its grants stay. Instants are epoch milliseconds. Who did what when is only ever appended.
 */
const tables = `
CREATE TABLE subjects (
  subject TEXT PRIMARY KEY,
  operator INTEGER NOT NULL CHECK (operator IN (0, 1)),
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (
  token TEXT PRIMARY KEY,
  subject TEXT NOT NULL REFERENCES subjects (subject),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of_subject ON tokens (subject);
CREATE TABLE grants (
  subject TEXT NOT NULL REFERENCES subjects (subject),
  agreement TEXT NOT NULL,
  party TEXT NOT NULL,
  role TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (subject, agreement)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  token TEXT,
  agreement TEXT,
  party TEXT,
  role TEXT
) STRICT;
CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'what was done stays as it was noted'); END;
CREATE TRIGGER history_stays BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'what was done stays noted'); END;
`;

/**
 * Makes the tables in a new file, once, whoever comes first of several processes.
 * @throws TallyError `access-store-unavailable` for the file of another program or of a newer version.
 */
export function prepareSchema(database: Database.Database, path: string): void {
  database
    .transaction(() => {
      const application = database.pragma('application_id', { simple: true });
      const version = database.pragma('user_version', { simple: true });
      if (application === applicationId && version === schemaVersion) return;
      const objects = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
      if (application !== 0 || version !== 0 || objects !== 0) {
        throw new TallyError(
          'access-store-unavailable',
          application === applicationId
            ? `${path} was written by another version of Tallystick (format ${String(version)}, known is ${schemaVersion}).`
            : `${path} is not a file of tokens and grants.`,
        );
      }
      database.exec(tables);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${schemaVersion}`);
    })
    .immediate();
}
