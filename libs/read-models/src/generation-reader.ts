import Database from 'better-sqlite3';
import { ReadConnection } from './query/source.js';
import { type Checkpoint, readCheckpoints, readNote } from './store/checkpoints.js';
import { GenerationFiles } from './store/generation-files.js';
import { readViewTokens, tokenOf, type ViewTokens } from './store/touched.js';
import { openForReading } from './store/view-file.js';
import type { ViewName } from './views/rows.js';

let standings = 0;

/** How far a generation is at one moment; another object as soon as anything is written. */
export class Standing {
  /** Of no other standing of this process. */
  readonly serial = (standings += 1);

  /** @param views the tokens of each agreement's views. */
  constructor(
    private readonly generation: number,
    readonly checkpoints: ReadonlyMap<string, Checkpoint>,
    readonly views: ReadonlyMap<string, ViewTokens>,
  ) {}

  /** Names how far all rows of an agreement are. */
  stamp(agreement: string): string {
    const checkpoint = this.checkpoints.get(agreement);
    return checkpoint === undefined
      ? 'none'
      : `${this.generation}/${checkpoint.position}-${checkpoint.chain}`;
  }

  /** Names the state of an agreement's rows of a view: while it is the same, no row has become another. */
  token(agreement: string, view: ViewName): string {
    const checkpoint = this.checkpoints.get(agreement);
    if (checkpoint === undefined || checkpoint.position < 0) return '';
    const own = view === 'facts' ? tokenOf(checkpoint) : (this.views.get(agreement)?.get(view) ?? 'empty');
    return `${this.generation}/${own}`;
  }
}

interface Open {
  readonly number: number;
  readonly connection: ReadConnection;
  readonly version: Database.Statement<[], number>;
  standing: Standing | undefined;
  standingAt: number;
}

/** Reads the generation that is current, and moves over to the next one by itself. */
export class GenerationReader {
  private readonly files: GenerationFiles;
  private open: Open | undefined;

  /** @param onDamaged is called where the file that is read turns out to be damaged. */
  constructor(
    folder: string,
    private readonly onDamaged: () => void = () => undefined,
  ) {
    this.files = new GenerationFiles(folder);
  }

  /**
   * How far the rows are just now. Where nothing was written since the last look, that costs one look at a counter.
   * @returns undefined where there is no generation to read yet.
   */
  standing(): Standing | undefined {
    return this.read((_, standing) => standing)?.result;
  }

  /**
   * Reads in one transaction: what it stands at and all that `read` asks for are of one moment.
   * @returns undefined where there is no generation to read yet.
   */
  read<Result>(
    read: (connection: ReadConnection, standing: Standing) => Result,
  ): { readonly result: Result } | undefined {
    // A generation may be taken away between the look at its number and the opening of its file.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const open = this.opened();
      if (open === undefined) return undefined;
      try {
        const found = open.connection.together(() => {
          const standing = standingOf(open);
          return standing === undefined ? undefined : { result: read(open.connection, standing) };
        });
        if (found !== undefined) return found;
      } catch (error) {
        if (!isGone(error)) throw error;
        if (isDamage(error)) this.onDamaged();
      }
      this.close();
    }
    return undefined;
  }

  close(): void {
    this.open?.connection.close();
    this.open = undefined;
  }

  private opened(): Open | undefined {
    if (this.open !== undefined) return this.open;
    const number = this.files.current();
    if (number === undefined) return undefined;
    let connection: ReadConnection | undefined;
    try {
      connection = new ReadConnection(openForReading(this.files.database(number)));
      const version = connection.database.prepare<[], number>('PRAGMA data_version').pluck();
      this.open = { number, connection, version, standing: undefined, standingAt: -1 };
      return this.open;
    } catch (error) {
      connection?.close();
      if (!isGone(error)) throw error;
      if (isDamage(error)) this.onDamaged();
      return undefined;
    }
  }
}

/** What a file stands at in the transaction that is open; undefined where another generation has taken its place. */
function standingOf(open: Open): Standing | undefined {
  const { number, connection, standing: before } = open;
  const { database } = connection;
  const version = open.version.get()!;
  if (before !== undefined && version === open.standingAt) return before;
  if (readNote(database, 'retired') !== undefined) return undefined;
  const checkpoints = new Map<string, Checkpoint>();
  const views = new Map<string, ViewTokens>();
  for (const [agreement, checkpoint] of readCheckpoints(database)) {
    const known = before?.checkpoints.get(agreement);
    const moved = known?.position !== checkpoint.position || known.chain !== checkpoint.chain;
    checkpoints.set(agreement, checkpoint);
    views.set(agreement, moved ? readViewTokens(database, agreement) : before!.views.get(agreement)!);
  }
  open.standing = new Standing(number, checkpoints, views);
  open.standingAt = version;
  return open.standing;
}

/** Whether a file is damaged or no longer there, so that another has to be read. */
function isGone(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|CANTOPEN|IOERR)/.test(error.code);
}

function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
