export {
  given,
  KnownAtArguments,
  longestWaitMilliseconds,
  WaitForArguments,
  waitUntil,
} from './arguments.js';
export {
  AsOf,
  connectionOf,
  type ConnectionShape,
  PageArguments,
  pageLimits,
  pageOfList,
  requirePageSize,
} from './connection.js';
export { Has, HasMany, Kept, MayHave, MayHaveMany } from './fields.js';
export { globalId, readGlobalId } from './global-id.js';
export { type LoaderDefinition, loaderOf } from './loader.js';
export { Money } from './money.js';
export { Node } from './node.js';
export { NodeRegistry } from './node-registry.js';
export { present, type Provenance, provenanceOf } from './present.js';
export { type ClassOf, unionOf } from './union.js';
