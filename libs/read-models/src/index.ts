export type { ProjectionMoved, ProjectionStatus, ReadModels } from './read-models.js';
export { openReadModels, type ReadModelsOptions } from './open-read-models.js';
export { runProjectorWorker } from './worker/run-projector-worker.js';
export { runReaderWorker } from './worker/run-reader-worker.js';
export {
  type ColumnKind,
  columnKind,
  columnsOf,
  viewCatalogue,
  type ViewDeclaration,
  viewLimits,
  viewNames,
} from './views/catalogue.js';
export type * from './views/rows.js';
export type * from './views/view-query.js';
