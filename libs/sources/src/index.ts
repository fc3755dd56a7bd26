export { parseColumnPath, valuesAt } from './columns/column-path.js';
export type {
  ImportBatch,
  ImportedFact,
  ImportInput,
  ImportOptions,
  RejectedRow,
  WithdrawnKey,
} from './import-batch.js';
export { importRows } from './import-rows.js';
export {
  type HistoryRow,
  type PayloadRead,
  readPayload,
  type SaidRow,
  type WalkedHistory,
  walkHistory,
} from './payload.js';
export type { Mapping } from './mapping/mapping.js';
export { mappingJsonSchema, readMapping } from './mapping/read-mapping.js';
export { shippedMapping, shippedMappings } from './mapping/shipped-mappings.js';
