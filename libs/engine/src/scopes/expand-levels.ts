import type { TermsInForce } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';

/** The terms with each `forEach` level as one level for each of its values (design 3, "scope"). */
export function expandLevels(terms: TermsInForce, _timeline: Timeline): TermsInForce {
  return terms;
}
