export { errorCatalogue, type ErrorCode, type ErrorDefinition } from './catalogue.js';
export { exitCodes, type ExitCodeName } from './exit-codes.js';
export { invariant } from './invariant.js';
export { LedgerConflict } from './ledger-conflict.js';
export { editDistance, nearestName } from './nearest-name.js';
export { isTallyError, TallyError, type ErrorDetail } from './tally-error.js';
