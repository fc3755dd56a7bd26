export * from './model/index.js';
export { type CheckedAmendment, checkAmendment } from './amendments/check-amendment.js';
export { type Amendment, loadAmendment, readAmendment } from './amendments/load-amendment.js';
export { termsInForce } from './amendments/terms-in-force.js';
export { type ClauseDifference, diffTerms, type ValueDifference } from './comparing/diff-terms.js';
export { type ClauseInWords, describeTerms, type TermsInWords } from './describe/describe-terms.js';
export { loadTerms, readTerms } from './loading/load-terms.js';
export { amendmentJsonSchema, termsJsonSchema } from './loading/schemas.js';
