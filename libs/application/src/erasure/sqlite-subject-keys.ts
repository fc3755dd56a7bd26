import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { invariant, isTallyError, TallyError } from '@tallystick/errors';
import { subjectKeyBytes } from '@tallystick/facts';
import Database from 'better-sqlite3';
import type {
  ErasureRecord,
  Subject,
  SubjectKey,
  SubjectKeys,
  SubjectKind,
  SubjectName,
} from './subject-keys.js';

/** "TALK": marks the file as ours in the SQLite header. */
const applicationId = 0x54414c4b;
/** The version of the tables below. A file of a higher one is refused. */
const schemaVersion = 1;
const waitMilliseconds = 10_000;

const tables = `
CREATE TABLE subjects (
  pseudonym TEXT PRIMARY KEY,
  agreement TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('person', 'ticket', 'fact')),
  name TEXT,
  key BLOB CHECK (length(key) = ${subjectKeyBytes}),
  state TEXT NOT NULL CHECK (state IN ('kept', 'erasing', 'erased')),
  record TEXT,
  CHECK ((state = 'kept') = (key IS NOT NULL)),
  CHECK ((key IS NULL) = (name IS NULL) AND (key IS NULL) = (kind IS NULL)),
  CHECK ((state = 'erasing') = (record IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX subjects_named ON subjects (agreement, kind, name) WHERE name IS NOT NULL;
CREATE TABLE secrets (name TEXT PRIMARY KEY, secret BLOB NOT NULL) STRICT, WITHOUT ROWID;
`;

/** So many random bytes. */
export type RandomBytes = (count: number) => Buffer;

interface SubjectRow {
  readonly pseudonym: string;
  readonly agreement: string;
  readonly kind: SubjectKind | null;
  readonly name: string | null;
  readonly key: Buffer | null;
  readonly state: Subject['state'];
}

/**
 * Keys in one SQLite file beside the ledger, made when the first text is sealed. It is readable by its owner only. The
 * rollback journal stays and is overwritten after an erasure, and the file is written anew then, so that no page, freed
 * page or journal keeps a destroyed key: see `destroy`.
 */
export class SqliteSubjectKeys implements SubjectKeys {
  readonly #path: string;
  readonly #random: RandomBytes;
  #opened: Database.Database | undefined;
  #dataVersion: Database.Statement | undefined;
  #seen: unknown;
  #secret: Uint8Array | undefined;
  readonly #byPseudonym = new Map<string, SubjectKey | 'erased'>();
  readonly #byName = new Map<string, SubjectKey>();

  /** @param random where keys and pseudonyms come from; only an example brings its own. */
  constructor(path: string, random: RandomBytes = randomBytes) {
    this.#path = path;
    this.#random = random;
  }

  keysOf(agreement: string, subjects: readonly SubjectName[]): readonly SubjectKey[] {
    return this.#guarded(() => {
      const database = this.#current(true)!;
      const find = database.prepare<[string, string, string], SubjectRow>(
        'SELECT * FROM subjects WHERE agreement = ? AND kind = ? AND name = ?',
      );
      const known = subjects.map((subject) => {
        const cached = this.#byName.get(nameKey(agreement, subject));
        if (cached !== undefined) return cached;
        return this.#remember(find.get(agreement, subject.kind, subject.name));
      });
      if (known.every((key) => key !== undefined)) return known;
      const add = database.prepare<[string, string, string, string, Buffer]>(
        "INSERT INTO subjects VALUES (?, ?, ?, ?, ?, 'kept', NULL) ON CONFLICT DO NOTHING",
      );
      const made = database
        .transaction(() =>
          subjects.map((subject, index) => {
            const { kind, name } = subject;
            if (known[index] !== undefined) return undefined;
            // Another process may have made it in between; then that one is it.
            add.run(pseudonymOf(this.#random(16)), agreement, kind, name, this.#random(subjectKeyBytes));
            return find.get(agreement, kind, name)!;
          }),
        )
        .immediate();
      return made.map((row, index) => known[index] ?? this.#remember(row)!);
    });
  }

  keyOf(pseudonym: string): SubjectKey | 'erased' | undefined {
    return this.#guarded(() => {
      const database = this.#current(false);
      const cached = this.#byPseudonym.get(pseudonym);
      if (cached !== undefined || database === undefined) return cached;
      const row = database
        .prepare<[string], SubjectRow>('SELECT * FROM subjects WHERE pseudonym = ?')
        .get(pseudonym);
      if (row === undefined || row.state === 'kept') return this.#remember(row);
      this.#byPseudonym.set(pseudonym, 'erased');
      return 'erased';
    });
  }

  find(agreement: string, nameOrPseudonym: SubjectName | string): Subject | undefined {
    return this.#guarded(() => {
      const database = this.#current(false);
      const row =
        typeof nameOrPseudonym === 'string'
          ? database
              ?.prepare<[string, string], SubjectRow>(
                'SELECT * FROM subjects WHERE agreement = ? AND pseudonym = ?',
              )
              .get(agreement, nameOrPseudonym)
          : database
              ?.prepare<[string, string, string], SubjectRow>(
                'SELECT * FROM subjects WHERE agreement = ? AND kind = ? AND name = ?',
              )
              .get(agreement, nameOrPseudonym.kind, nameOrPseudonym.name);
      return row === undefined ? undefined : subjectOf(row);
    });
  }

  list(agreement: string): readonly Subject[] {
    return this.#guarded(
      () =>
        this.#current(false)
          ?.prepare<[string], SubjectRow>(
            'SELECT * FROM subjects WHERE agreement = ? ORDER BY name IS NULL, kind, name, pseudonym',
          )
          .all(agreement)
          .map(subjectOf) ?? [],
    );
  }

  get identitySecret(): Uint8Array {
    return (this.#secret ??= this.#guarded(() =>
      this.#current(true)!
        .prepare<[], Buffer>("SELECT secret FROM secrets WHERE name = 'identity'")
        .pluck()
        .get(),
    )!);
  }

  destroy(pseudonym: string, record: ErasureRecord): void {
    this.#guarded(() => {
      const database = this.#current(true)!;
      const { changes } = database
        .prepare(
          "UPDATE subjects SET kind = NULL, name = NULL, key = NULL, state = 'erasing', record = ? WHERE pseudonym = ? AND state = 'kept'",
        )
        .run(JSON.stringify(record), pseudonym);
      invariant(changes === 1, 'a key that is destroyed was there');
      this.#forget();
      this.#rewrite(database);
    });
  }

  unsettled(): readonly ErasureRecord[] {
    return this.#guarded(
      () =>
        this.#current(false)
          ?.prepare<[], string>("SELECT record FROM subjects WHERE state = 'erasing' ORDER BY pseudonym")
          .pluck()
          .all()
          .map((record) => JSON.parse(record) as ErasureRecord) ?? [],
    );
  }

  settle(agreement: string, pseudonym: string): void {
    this.#guarded(() => {
      const database = this.#current(true)!;
      const { changes } = database
        .prepare(
          "INSERT INTO subjects VALUES (?, ?, NULL, NULL, NULL, 'erased', NULL) ON CONFLICT (pseudonym) " +
            "DO UPDATE SET kind = NULL, name = NULL, key = NULL, state = 'erased', record = NULL WHERE state <> 'erased'",
        )
        .run(pseudonym, agreement);
      this.#forget();
      if (changes > 0) this.#rewrite(database);
    });
  }

  /** It opens again where it is used again. */
  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
    this.#dataVersion = undefined;
    this.#forget();
  }

  /** The database as it is now; what another process changed is forgotten here. Undefined where there is no file. */
  #current(make: boolean): Database.Database | undefined {
    if (this.#opened === undefined) {
      if (!make && !existsSync(this.#path)) return undefined;
      this.#opened = make ? openFile(this.#path, this.#random) : openForReading(this.#path, this.#random);
    }
    const version = (this.#dataVersion ??= this.#opened.prepare('PRAGMA data_version').pluck()).get();
    if (version !== this.#seen) {
      this.#forget();
      this.#seen = version;
    }
    return this.#opened;
  }

  #remember(row: SubjectRow | undefined): SubjectKey | undefined {
    if (row === undefined || row.key === null) return undefined;
    const { pseudonym, agreement, key, kind, name } = row;
    const found: SubjectKey = { pseudonym, agreement, key };
    this.#byPseudonym.set(pseudonym, found);
    this.#byName.set(nameKey(agreement, { kind: kind!, name: name! }), found);
    return found;
  }

  #forget(): void {
    this.#byPseudonym.clear();
    this.#byName.clear();
  }

  /**
   * Writes the file anew, since a page that was once split may keep a copy of what was on it, and then overwrites the journal
   * that held the pages as they were. Nobody else can be using the journal meanwhile: the lock is ours.
   */
  #rewrite(database: Database.Database): void {
    database.exec('VACUUM');
    database.exec('BEGIN EXCLUSIVE');
    try {
      overwrite(`${this.#path}-journal`);
    } finally {
      database.exec('ROLLBACK');
    }
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(this.#path, error);
    }
  }
}

/** A UUID of version 4 (RFC 9562 section 5.4) from 16 random bytes. */
function pseudonymOf(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex').split('');
  digits[12] = '4';
  digits[16] = '89ab'[Number.parseInt(digits[16]!, 16) & 3]!;
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function nameKey(agreement: string, { kind, name }: SubjectName): string {
  return `${kind}\n${agreement.length}\n${agreement}${name}`;
}

function subjectOf({ pseudonym, agreement, kind, name, state }: SubjectRow): Subject {
  const subject = kind === null || name === null ? undefined : { kind, name };
  return { agreement, pseudonym, subject, state };
}

function overwrite(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    const { size } = statSync(path);
    const zeros = Buffer.alloc(Math.min(size, 1 << 20));
    for (let at = 0; at < size; at += zeros.length) {
      writeSync(file, zeros, 0, Math.min(zeros.length, size - at), at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function openFile(path: string, random: RandomBytes): Database.Database {
  // Made here, so that it is nobody else's to read at any time.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const database = new Database(path, { timeout: waitMilliseconds });
  try {
    database.pragma('secure_delete = ON');
    database.pragma('temp_store = MEMORY');
    database.pragma('mmap_size = 0');
    database.pragma('trusted_schema = OFF');
    // Not WAL: its file keeps pages as they were until somebody writes over them.
    database.pragma('journal_mode = PERSIST');
    database.pragma('synchronous = FULL');
    database.transaction(() => prepare(database, path, random)).immediate();
    chmodSync(path, 0o600);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The same, or for reading only where the file or its folder is not ours to write. */
function openForReading(path: string, random: RandomBytes): Database.Database {
  try {
    return openFile(path, random);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (!/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS)/.test(code)) throw error;
    return new Database(path, { readonly: true, fileMustExist: true, timeout: waitMilliseconds });
  }
}

function prepare(database: Database.Database, path: string, random: RandomBytes): void {
  const id = database.pragma('application_id', { simple: true });
  const version = database.pragma('user_version', { simple: true });
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty) {
    if (id === applicationId && version === schemaVersion) return;
    throw new TallyError('subject-keys-refused', `${path} is not a file of keys of this version.`);
  }
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${schemaVersion}`);
  database.exec(tables);
  database.prepare("INSERT INTO secrets VALUES ('identity', ?)").run(random(subjectKeyBytes));
}

function storeError(path: string, error: unknown): unknown {
  if (isTallyError(error) || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new TallyError('subject-keys-refused', `${path} is not a file of keys, or is damaged.`, [], error);
  }
  return new TallyError('input-output', `The file of keys ${path} cannot be used (${code}).`, [], error);
}
