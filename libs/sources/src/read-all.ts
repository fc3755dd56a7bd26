import { type ErrorCode, isTallyError, TallyError } from '@tallystick/errors';
import type { BatchBuilder } from './batch-builder.js';
import type { RowColumns } from './columns/row-columns.js';
import { bindConditions } from './columns/value-binding.js';
import type { ImportBatch, ImportInput, ImportOptions } from './import-batch.js';
import { readRows } from './input/read-rows.js';
import type { SourceRow } from './input/source-row.js';
import type { Mapping } from './mapping/mapping.js';
import type { FactOrigin } from './row-facts.js';
import { RowProblem } from './row-problem.js';

/** What the reading of some inputs goes by. */
export interface Run {
  readonly mapping: Mapping;
  readonly inputs: readonly ImportInput[];
  readonly options: ImportOptions;
  readonly batch: BatchBuilder;
  readonly origin: FactOrigin;
}

/** Reads every row of every input; what cannot be understood is rejected. */
export async function* readAll<Read>(
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

export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TallyError('interrupted', 'The import was ended.');
}
