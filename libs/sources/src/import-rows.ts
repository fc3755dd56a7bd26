import { bindCheck, type CheckSaid } from './checks/read-check.js';
import { walkMonitor } from './checks/walk-monitor.js';
import { BatchBuilder } from './batch-builder.js';
import type { RowColumns } from './columns/row-columns.js';
import type { ImportBatch, ImportInput, ImportOptions } from './import-batch.js';
import type { SourceRow } from './input/source-row.js';
import type { Mapping } from './mapping/mapping.js';
import { bindOutage } from './outages/read-outage.js';
import { readAll, type Run, throwIfInterrupted } from './read-all.js';
import type { FactOrigin } from './row-facts.js';
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
