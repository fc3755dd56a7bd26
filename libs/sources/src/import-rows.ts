import type { ImportBatch, ImportInput, ImportOptions } from './import-batch.js';
import type { Mapping } from './mapping/mapping.js';

/** Facts from the rows of the inputs, batch by batch, with flat memory. */
export function importRows(
  _mapping: Mapping,
  _inputs: readonly ImportInput[],
  _options: ImportOptions = {},
): AsyncIterable<ImportBatch> {
  throw new Error('in the making');
}
