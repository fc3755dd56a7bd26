import { TallyError } from '@tallystick/errors';
import type Database from 'better-sqlite3';

/** "TALY": marks the file as ours in the SQLite header (PRAGMA application_id). */
const applicationId = 0x54414c59;
/** The version of the tables below (PRAGMA user_version). A file of a higher one is refused. */
const schemaVersion = 1;

/**
 * The facts are one tree, clustered by agreement and position, so that a ledger is read in file order. Ids are kept
 * as 16 bytes; factIdOf makes them in order of time, which keeps the unique index local. There is no index by
 * recorded instant: it never goes back along the positions, so a binary search finds it.
 */
const facts = `CREATE TABLE facts (
  agreement INTEGER NOT NULL REFERENCES agreements (agreement),
  position INTEGER NOT NULL CHECK (position >= 0),
  id BLOB NOT NULL CHECK (length(id) = 16),
  recorded_at INTEGER NOT NULL,
  chain BLOB NOT NULL CHECK (length(chain) = 32),
  text TEXT NOT NULL,
  PRIMARY KEY (agreement, position)
) STRICT, WITHOUT ROWID`;

const agreements = `CREATE TABLE agreements (
  agreement INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  head_position INTEGER NOT NULL CHECK (head_position >= -1),
  head_recorded_at INTEGER NOT NULL,
  head_chain BLOB NOT NULL CHECK (length(head_chain) = 32)
) STRICT`;

/**
 * INSERT OR REPLACE deletes without asking the delete trigger, so the insert trigger refuses what would replace. It
 * also keeps positions gapless and recorded instants in order whoever writes.
 */
const factsInsert = `CREATE TRIGGER facts_only_append BEFORE INSERT ON facts
WHEN NEW.position <> ifnull((SELECT max(position) FROM facts WHERE agreement = NEW.agreement), -1) + 1
  OR EXISTS (SELECT 1 FROM facts WHERE agreement = NEW.agreement AND id = NEW.id)
  OR NEW.recorded_at < (SELECT recorded_at FROM facts WHERE agreement = NEW.agreement AND position = NEW.position - 1)
BEGIN SELECT RAISE(ABORT, 'facts are only appended, each once, in order'); END`;

const factsUpdate = `CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'recorded facts never change'); END`;

const factsDelete = `CREATE TRIGGER facts_stay BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'recorded facts are never removed'); END`;

const agreementsInsert = `CREATE TRIGGER agreements_only_append BEFORE INSERT ON agreements
WHEN EXISTS (SELECT 1 FROM agreements WHERE name = NEW.name OR agreement = NEW.agreement)
BEGIN SELECT RAISE(ABORT, 'agreements are never replaced'); END`;

const agreementsUpdate = `CREATE TRIGGER agreements_only_grow BEFORE UPDATE ON agreements
WHEN NEW.agreement <> OLD.agreement OR NEW.name <> OLD.name OR NEW.head_position <= OLD.head_position
  OR NEW.head_recorded_at < OLD.head_recorded_at
BEGIN SELECT RAISE(ABORT, 'the head of an agreement only moves on'); END`;

const agreementsDelete = `CREATE TRIGGER agreements_stay BEFORE DELETE ON agreements
BEGIN SELECT RAISE(ABORT, 'agreements are never removed'); END`;

/** Every object of the file in the order of making, with its exact text as SQLite keeps it. */
export const schemaObjects: ReadonlyMap<string, string> = new Map([
  ['agreements', agreements],
  ['facts', facts],
  ['fact_ids', 'CREATE UNIQUE INDEX fact_ids ON facts (agreement, id)'],
  ['facts_only_append', factsInsert],
  ['facts_never_change', factsUpdate],
  ['facts_stay', factsDelete],
  ['agreements_only_append', agreementsInsert],
  ['agreements_only_grow', agreementsUpdate],
  ['agreements_stay', agreementsDelete],
]);

/** How the file's objects differ from the schema, one sentence each; none where they are as they should be. */
export function schemaFaults(database: Database.Database): string[] {
  const found = new Map(
    database
      .prepare<[], [string, string | null]>('SELECT name, sql FROM sqlite_schema')
      .raw()
      .all()
      .filter(([, sql]) => sql !== null),
  );
  const faults: string[] = [];
  for (const [name, sql] of schemaObjects) {
    const actual = found.get(name);
    if (actual === undefined) {
      faults.push(`"${name}" is missing from the file.`);
    } else if (actual !== sql) {
      faults.push(`"${name}" is not defined as this program made it.`);
    }
  }
  for (const name of found.keys()) {
    if (!schemaObjects.has(name)) {
      faults.push(`"${name}" was added to the file by something else.`);
    }
  }
  return faults;
}

function header(database: Database.Database, name: 'application_id' | 'user_version'): number {
  return database.pragma(name, { simple: true }) as number;
}

export type SchemaState = 'empty' | 'current';

/** The three marks of a file in one look, so that nobody makes the tables between one and the next. */
function marksOf(database: Database.Database) {
  return database.transaction(() => ({
    application: header(database, 'application_id'),
    version: header(database, 'user_version'),
    objects: database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get(),
  }))();
}

/** @throws TallyError `ledger-file-refused` for the file of another program or of a newer version. */
export function schemaState(database: Database.Database, path: string): SchemaState {
  const { application, version, objects } = marksOf(database);
  if (application === 0 && version === 0 && objects === 0) {
    return 'empty';
  }
  if (application !== applicationId) {
    throw new TallyError('ledger-file-refused', `${path} is a database, but not a ledger of Tallystick.`);
  }
  if (version > schemaVersion) {
    throw new TallyError(
      'ledger-file-refused',
      `${path} has ledger format ${version}; this version of Tallystick knows formats up to ${schemaVersion}.`,
    );
  }
  if (version !== schemaVersion) {
    throw new TallyError('ledger-broken', `${path} has ledger format ${version}, which never existed.`);
  }
  return 'current';
}

/** Makes the tables, once, whoever comes first of several processes. */
export function createSchema(database: Database.Database, path: string): void {
  database
    .transaction(() => {
      if (schemaState(database, path) === 'empty') {
        for (const sql of schemaObjects.values()) {
          database.exec(sql);
        }
        database.pragma(`application_id = ${applicationId}`);
        database.pragma(`user_version = ${schemaVersion}`);
      }
    })
    .immediate();
}
