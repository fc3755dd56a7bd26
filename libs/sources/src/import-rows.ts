import { type ErrorCode, isTallyError, TallyError } from '@tallystick/errors';
import { bindCheck, type CheckSaid } from './checks/read-check.js';
import { walkMonitor } from './checks/walk-monitor.js';
import { BatchBuilder } from './batch-builder.js';
import { bindConditions } from './columns/value-binding.js';
import type { RowColumns } from './columns/row-columns.js';
import type { ImportBatch, ImportInput, ImportOptions } from './import-batch.js';
import { readRows } from './input/read-rows.js';
import type { SourceRow } from './input/source-row.js';
import type { Mapping } from './mapping/mapping.js';
import { bindOutage } from './outages/read-outage.js';
import type { FactOrigin } from './row-facts.js';
import { RowProblem } from './row-problem.js';
import { RowStore, type StagedRow } from './staging/row-store.js';
import { bindTicket, type LatestRow } from './tickets/read-ticket.js';
import { bindUpdate } from './updates/read-update.js';
import type { UpdateSaid } from './updates/update-said.js';
import { walkTicket, type WalkedRow } from './updates/walk-ticket.js';

/**
 * Makes facts from the rows of the inputs, which are read one after another as one export. The same rows give the same
 * facts with the same ids, whatever their order and however they are split over the inputs; a longer export gives those
 * of a shorter one and more. Memory is flat: rows that must be sorted wait in a temporary file.
 *
 * Every row is accounted for: it gave facts, changed nothing, or is among the rejects.
 *
 * @throws TallyError `source-unreadable` and `input-output` for an input, `mapping-invalid` where the mapping does not
 * fit it, `interrupted` where the signal ended it. Facts that were handed out before stay good: importing again gives
 * the same ones.
 */
export async function* importRows(
  mapping: Mapping,
  inputs: readonly ImportInput[],
  options: ImportOptions = {},
): AsyncGenerator<ImportBatch, void, undefined> {
  const batch = new BatchBuilder(options.factsPerBatch ?? 1000);
  const origin: FactOrigin = {
    system: mapping.system,
    assertedBy: options.assertedBy ?? mapping.assertedBy,
  };
  const { rows } = mapping.document;
  const run = { mapping, inputs, options, batch, origin };
  switch (rows.kind) {
    case 'tickets':
      yield* importLatest(run, (columns) => bindTicket(rows, columns, mapping, origin));
      break;
    case 'outages':
      yield* importLatest(run, (columns) => bindOutage(rows, columns, mapping, origin));
      break;
    case 'updates':
    case 'changes':
      yield* importHistory<UpdateSaid>(
        run,
        (columns) => bindUpdate(rows, columns, mapping),
        (ticket, staged) => walkTicket(ticket, staged, rows, origin),
      );
      break;
    case 'checks':
      yield* importHistory<CheckSaid>(
        run,
        (columns) => bindCheck(rows, columns, mapping),
        (monitor, staged) => walkMonitor(monitor, staged, rows, origin),
      );
      break;
  }
  yield batch.take();
}

interface Run {
  readonly mapping: Mapping;
  readonly inputs: readonly ImportInput[];
  readonly options: ImportOptions;
  readonly batch: BatchBuilder;
  readonly origin: FactOrigin;
}

/** Rows that each say all there is to say of a ticket or outage: facts follow at once. */
async function* importLatest(
  run: Run,
  bind: (columns: RowColumns) => (row: SourceRow) => LatestRow,
): AsyncGenerator<ImportBatch, void, undefined> {
  const { batch, mapping } = run;
  yield* readAll(run, bind, (row, said) => {
    batch.addRow(row, said.facts);
    batch.addWithdrawn(row, mapping.system, said.withdrawnKeys);
  });
}

/** Rows that tell a history: they are staged, and walked by what they are about once all are read. */
async function* importHistory<Said extends object>(
  run: Run,
  bind: (columns: RowColumns) => (row: SourceRow) => { readonly about: string; readonly said: Said },
  walk: (about: string, rows: readonly StagedRow<Said>[]) => readonly WalkedRow[],
): AsyncGenerator<ImportBatch, void, undefined> {
  const { batch, options } = run;
  const store = new RowStore<Said>(options.stagingFolder);
  try {
    yield* readAll(run, bind, (row, { about, said }, input) => store.add(about, row, input, said));
    batch.startWalking();
    for (const { about, rows } of store.groups()) {
      for (const walked of walk(about, rows)) {
        batch.addRow(walked.row, walked.facts);
        if (batch.isFull) {
          yield batch.take();
          throwIfInterrupted(options.signal);
        }
      }
    }
  } finally {
    store.close();
  }
}

/** Reads every row of every input; what cannot be understood is rejected. */
async function* readAll<Read>(
  run: Run,
  bind: (columns: RowColumns) => (row: SourceRow) => Read,
  take: (row: number, read: Read, input: number) => void,
): AsyncGenerator<ImportBatch, void, undefined> {
  const { mapping, inputs, options, batch } = run;
  for (const [index, input] of inputs.entries()) {
    let bound:
      { of: RowColumns; read: (row: SourceRow) => Read; wanted: (row: SourceRow) => boolean } | undefined;
    const chunks = readRows(mapping, input, (count) => batch.countBytes(count));
    for await (const { columns, rows } of untilInterrupted(chunks, input, options.signal)) {
      if (bound?.of !== columns) {
        bound = { of: columns, read: bind(columns), wanted: bindConditions(mapping.document.where, columns) };
      }
      for (const each of rows) {
        const row = batch.countRow();
        if ('broken' in each) {
          const { line, reason, mend, text } = each.broken;
          batch.reject({ input: input.name, line, reason, mend, row: text });
        } else {
          try {
            if (bound.wanted(each.row)) take(row, bound.read(each.row), index);
            else batch.addRow(row, []);
          } catch (error) {
            const { reason, mend } = rowProblemOf(error);
            batch.reject({
              input: input.name,
              line: each.row.line,
              reason,
              mend,
              row: columns.asRead(each.row),
            });
          }
        }
        if (batch.isFull) {
          yield batch.take();
          throwIfInterrupted(options.signal);
        }
      }
      if (batch.isStale) yield batch.take();
      throwIfInterrupted(options.signal);
    }
  }
}

/** What a single row can cause, as distinct from what makes the whole import pointless. */
const rowCodes: ReadonlySet<ErrorCode> = new Set([
  'calendar-never-open',
  'fact-invalid',
  'quantity-invalid',
  'worktime-invalid',
  'zone-out-of-range',
]);

function rowProblemOf(error: unknown): RowProblem {
  if (error instanceof RowProblem) return error;
  if (isTallyError(error) && rowCodes.has(error.code)) {
    return new RowProblem(error.message, error.details[0]?.mend ?? 'Correct the row.');
  }
  throw error;
}

/** Stops waiting for an input that may never send more (a terminal, a pipe) as soon as the signal says so. */
async function* untilInterrupted<T>(
  chunks: AsyncIterable<T>,
  input: ImportInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const stop = (): void => void input.stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    throwIfInterrupted(signal);
    yield* chunks;
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  throwIfInterrupted(signal);
}

function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TallyError('interrupted', 'The import was ended.');
}
