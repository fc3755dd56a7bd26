export * from './model/index.js';
export { type CheckedAmendment, checkAmendment } from './amendments/check-amendment.js';
export { type Amendment, loadAmendment, readAmendment } from './amendments/load-amendment.js';
export { termsInForce } from './amendments/terms-in-force.js';
export { loadTerms, readTerms } from './loading/load-terms.js';
