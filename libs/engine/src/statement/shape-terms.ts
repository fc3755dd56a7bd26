import { formatLocalDate } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import { versionsOver } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import type { StatementTermsVersion } from './statement.js';

/**
 * The versions of the terms that stand on days of the period, cut to it, so that an amendment of a later period
 * changes nothing here.
 */
export function shapeTerms(terms: TermsInForce, period: Period): StatementTermsVersion[] {
  return versionsOver(terms, period).map((version) => ({
    from: formatLocalDate(Math.max(version.from, period.from)),
    to: formatLocalDate(Math.min(version.to ?? period.to, period.to)),
    digest: version.terms.digest,
    sources: version.sources.map(({ factId, kind, name }) => ({ factId, kind, name })),
  }));
}
