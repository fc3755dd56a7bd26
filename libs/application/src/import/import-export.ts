import { setImmediate as nextTurn } from 'node:timers/promises';
import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import {
  type ImportBatch,
  type ImportInput,
  importRows,
  type Mapping,
  type RejectedRow,
} from '@tallystick/sources';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import { saidBy } from '../commands/said-by.js';
import type { Services } from '../services.js';
import { ImportDecider, type ImportDecision } from './decide-import.js';

export interface ImportCommand {
  readonly agreement: string;
  readonly mapping: Mapping;
  readonly inputs: readonly ImportInput[];
  readonly assertedBy?: { readonly party: string; readonly actor?: string } | undefined;
  /** Ends the import between two batches. */
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  readonly phase: ImportBatch['phase'];
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsDone: number;
  readonly factsRecorded: number;
  /** The ledger's head: everything up to it is on the disk. */
  readonly position: number;
}

/** Who is told while an import runs. */
export interface ImportObserver {
  /** Rows that were not understood; resolved before the import goes on, so that none is lost. */
  rejected(rows: readonly RejectedRow[]): Promise<void>;
  progress(progress: ImportProgress): void;
}

export interface ImportSummary {
  readonly rows: number;
  /** Facts newly recorded, retractions of older values among them. */
  readonly facts: number;
  readonly retractions: number;
  /** Rows that brought nothing new. */
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that brought something new: rows = recordedRows + unchanged + rejected. */
  readonly recordedRows: number;
  readonly head: LedgerHead;
}

/**
 * Imports exports of a ticketing system: their rows become facts by the mapping, and those that the ledger does not
 * hold yet are recorded, a batch a transaction. Each batch is whole or absent, and running the import again goes
 * on where it ended: facts of a row have ids that follow from the row.
 *
 * @throws TallyError `agreement-unknown`; `interrupted` after the batch in hand, with how far it came; whatever the
 * export's form makes impossible to read.
 */
export async function importExport(
  services: Services,
  command: ImportCommand,
  observer: ImportObserver,
): Promise<ImportSummary> {
  const { agreement, mapping, inputs, assertedBy, signal } = command;
  let head = await resolveKnownAt(services, agreement, undefined);
  const decider = new ImportDecider(services, agreement);
  const counts = { facts: 0, retractions: 0, recordedRows: 0 };
  let last: ImportBatch | undefined;
  try {
    const options = {
      ...(assertedBy === undefined ? {} : { assertedBy: saidBy(assertedBy) }),
      ...(signal === undefined ? {} : { signal }),
    };
    for await (const batch of importRows(mapping, inputs, options)) {
      last = batch;
      if (batch.rejects.length > 0) await observer.rejected(batch.rejects);
      if (batch.facts.length > 0 || batch.withdrawnKeys.length > 0) {
        let decision: ImportDecision | undefined;
        const decided = await decideAndAppend(
          services,
          agreement,
          async (now) => {
            decision = await decider.decide(batch, now?.position ?? -1);
            return decision.facts;
          },
          { about: ({ id }) => decision?.about.get(id) },
        );
        head = decided.head ?? head;
        counts.facts += decision?.facts.length ?? 0;
        counts.retractions += decision?.retractions ?? 0;
        counts.recordedRows += decision?.rows ?? 0;
      }
      observer.progress({
        phase: batch.phase,
        bytesRead: batch.bytesRead,
        rowsRead: batch.rowsRead,
        rowsDone: batch.rowsWithFacts + batch.rowsWithoutChange + batch.rowsRejected,
        factsRecorded: counts.facts,
        position: head.position,
      });
      // Lets Ctrl-C in: neither the rows that were staged nor the ledger ever wait for anything.
      await nextTurn();
      signal?.throwIfAborted();
    }
  } catch (error) {
    // An input that ends because the import is to end is no fault of the input.
    throw signal?.aborted === true ? interrupted(counts.facts, error) : error;
  } finally {
    decider.close();
  }
  const rows = last?.rowsRead ?? 0;
  const rejected = last?.rowsRejected ?? 0;
  return { rows, ...counts, unchanged: rows - counts.recordedRows - rejected, rejected, head };
}

function interrupted(facts: number, cause: unknown): TallyError {
  return new TallyError(
    'interrupted',
    `The import was ended after ${facts} new facts; they are recorded. Run it again to go on.`,
    [],
    cause,
  );
}
