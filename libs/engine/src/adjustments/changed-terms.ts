import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';
import type { TermsInForce } from '@tallystick/terms';
import type { Knowing } from './knowing.js';

/**
 * The amendments and rescissions recorded since that change the terms of any day up to the end of the period: a
 * ticket or a run of misses may stand under the terms of an earlier day.
 */
export function changedTerms(then: Knowing, now: Knowing, period: Period): AdjustmentCause[] {
  if (termsText(then.state.terms, period) === termsText(now.state.terms, period)) return [];
  return now.state.timeline.termsEntries.flatMap(({ fact, position }): AdjustmentCause[] => {
    if (position <= then.position || fact.type === 'AgreementSigned') return [];
    return [{ kind: 'terms', amendment: fact.amendment, facts: [fact.id] }];
  });
}

/** Which terms stood on which days up to the end of the period. */
function termsText(terms: TermsInForce, period: Period): string {
  return terms.versions
    .filter((version) => version.from <= period.to)
    .map((version) => `${version.from} ${version.terms.digest}`)
    .join('\n');
}
