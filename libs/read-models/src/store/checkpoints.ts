import type Database from 'better-sqlite3';
import type { RowWriter } from './row-writer.js';

/** How far an agreement is projected in one file. */
export interface Checkpoint {
  readonly agreement: string;
  /** The last position that all rows know, -1 for none; the ledger's chain there, and when it was recorded. */
  readonly position: number;
  readonly chain: string;
  readonly recordedAt: string;
  /** The same for the rows of facts alone, which are ahead while many are taken in. */
  readonly factsPosition: number;
  readonly factsChain: string;
  /** By which relief the clocks were read (`TicketReporter.reliefs`), as a digest. */
  readonly reliefs: string;
}

const columns =
  'agreement, position, chain, recorded_at AS recordedAt, ' +
  'facts_position AS factsPosition, facts_chain AS factsChain, reliefs';

/** The checkpoints of every agreement in a file. */
export function readCheckpoints(database: Database.Database): ReadonlyMap<string, Checkpoint> {
  const rows = database.prepare<[], Checkpoint>(`SELECT ${columns} FROM checkpoints`).all();
  return new Map(rows.map((row) => [row.agreement, row]));
}

export function writeCheckpoint(writer: RowWriter, checkpoint: Checkpoint): void {
  const { agreement, position, chain, recordedAt, factsPosition, factsChain, reliefs } = checkpoint;
  writer.run(
    'INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?)',
    agreement,
    position,
    chain,
    recordedAt,
    factsPosition,
    factsChain,
    reliefs,
  );
}

/** A note of a file by its name. */
export function readNote(database: Database.Database, name: string): string | undefined {
  return database.prepare<[string], string>('SELECT value FROM notes WHERE name = ?').pluck().get(name);
}
