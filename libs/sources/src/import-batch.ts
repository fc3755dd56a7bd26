import type { NewFact } from '@tallystick/facts';
import type { Readable } from 'node:stream';

/** One export to import: its bytes, plain or gzip. `name` is what rejects and errors call it. */
export interface ImportInput {
  readonly name: string;
  readonly stream: Readable;
}

export interface ImportOptions {
  /** Who asserts the facts; takes precedence over the mapping's `assertedBy`. */
  readonly assertedBy?: { readonly party: string; readonly actor?: string };
  /** Where the temporary staging file is made; default the system's temporary folder. It is always removed. */
  readonly stagingFolder?: string;
  /** About how many facts a batch holds; a row's facts are never split over two batches. Default 1000. */
  readonly factsPerBatch?: number;
  /** Ends the import between two batches with TallyError `interrupted`. */
  readonly signal?: AbortSignal;
}

/** A fact made from a row of an export. */
export interface ImportedFact {
  readonly fact: NewFact;
  /** The row that brought it: counted from 1 over all inputs. A row's facts stand together in one batch. */
  readonly row: number;
  /**
   * Where the system shows only the latest value (ticket tables, outages): the `source.key` of the fact. A recorded,
   * not retracted fact of the same system and key with another id said an older value and is to be retracted.
   */
  readonly supersedesKey?: string;
  /** The person whom the words of the fact are about, by a key; in the fact itself it does not stand. */
  readonly about?: string;
}

/** A key of which the export no longer has a value (a ticket open again): a recorded fact of it is to be retracted. */
export interface WithdrawnKey {
  readonly row: number;
  readonly system: string;
  readonly key: string;
}

/** A row that could not be understood; written as one line of the rejects file. */
export interface RejectedRow {
  readonly input: string;
  /** The physical line where the row starts, from 1; for a list inside a JSON document, the item, from 1. */
  readonly line: number;
  readonly reason: string;
  readonly mend: string;
  /** The row as it was read: columns by name, the JSON value, or the raw text where it could not even be taken apart. */
  readonly row: unknown;
}

/**
 * What one step of an import brought. Counts and bytes are totals since the start of the import; after the last batch
 * `rowsRead = rowsWithFacts + rowsWithoutChange + rowsRejected`.
 */
export interface ImportBatch {
  readonly facts: readonly ImportedFact[];
  readonly withdrawnKeys: readonly WithdrawnKey[];
  readonly rejects: readonly RejectedRow[];
  /** `reading`: bytes are being read. `walking`: all bytes are read, facts are made from the staged rows. */
  readonly phase: 'reading' | 'walking';
  /** Bytes read from the inputs as they came (compressed, where they are). */
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsWithFacts: number;
  readonly rowsWithoutChange: number;
  readonly rowsRejected: number;
}
