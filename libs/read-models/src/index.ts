export type { ProjectionMoved, ProjectionStatus, ReadModels } from './read-models.js';
export type * from './views/rows.js';
export type * from './views/view-query.js';
export { viewCatalogue, viewLimits } from './views/catalogue.js';
