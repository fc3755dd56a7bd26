export * from './model/index.js';
export { loadTerms, readTerms } from './loading/load-terms.js';
