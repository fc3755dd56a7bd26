import Database from 'better-sqlite3';
import { type Checkpoint, readCheckpoints, readNote } from './store/checkpoints.js';
import { GenerationFiles } from './store/generation-files.js';
import { openForReading } from './store/view-file.js';
import { ReadConnection } from './query/source.js';

/** Reads the generation that is current, and moves over to the next one by itself. */
export class GenerationReader {
  private readonly files: GenerationFiles;
  private open: ReadConnection | undefined;
  /** How many files were opened: what SQLite counts begins anew with each. */
  private opened = 0;

  /** @param onDamaged is called where the file that is read turns out to be damaged. */
  constructor(
    folder: string,
    private readonly onDamaged: () => void = () => undefined,
  ) {
    this.files = new GenerationFiles(folder);
  }

  /**
   * Reads in one transaction: the checkpoints and all that `read` asks for are of one moment.
   * @returns undefined where there is no generation to read yet.
   */
  read<Result>(
    read: (connection: ReadConnection, checkpoints: ReadonlyMap<string, Checkpoint>) => Result,
  ): { readonly result: Result } | undefined {
    // A generation may be taken away between the look at its number and the opening of its file.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const connection = this.connection();
      if (connection === undefined) return undefined;
      const { database } = connection;
      try {
        const found = database.transaction(() =>
          readNote(database, 'retired') === undefined
            ? { result: read(connection, readCheckpoints(database)) }
            : undefined,
        )();
        if (found !== undefined) return found;
      } catch (error) {
        if (!isGone(error)) throw error;
        if (isDamage(error)) this.onDamaged();
      }
      this.close();
    }
    return undefined;
  }

  /** Changes whenever something was written; undefined where there is nothing to read. */
  version(): string | undefined {
    try {
      const version = this.connection()?.dataVersion;
      return version === undefined ? undefined : `${this.opened}.${version}`;
    } catch {
      this.close();
      return undefined;
    }
  }

  close(): void {
    this.open?.close();
    this.open = undefined;
  }

  private connection(): ReadConnection | undefined {
    if (this.open !== undefined) return this.open;
    const number = this.files.current();
    if (number === undefined) return undefined;
    try {
      this.open = new ReadConnection(openForReading(this.files.database(number)));
      this.opened += 1;
      return this.open;
    } catch (error) {
      if (!isGone(error)) throw error;
      if (isDamage(error)) this.onDamaged();
      return undefined;
    }
  }
}

/** Whether a file is damaged or no longer there, so that another has to be read. */
function isGone(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|CANTOPEN|IOERR)/.test(error.code);
}

function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
