import type { ZoneTable } from '@tallystick/calendar';
import { readDocument } from '@tallystick/documents';
import { parseLocalDate } from '@tallystick/quantities';
import { type TermsEntry, type TermsInForce, termsInForce, type TermsVersion } from '@tallystick/terms';
import { amendmentFact, signatureFact } from '../agreement/agreement-facts.js';
import { readTermsEntries } from '../agreement/terms-entries.js';
import type { AuthoredText } from '../authored-text.js';
import { type KnownAtText, resolveKnownAt } from '../knowledge/known-at.js';
import type { Services } from '../services.js';

/**
 * The terms in force that files come to: a terms document, and amendments in the order in which they were agreed.
 * @throws TallyError `document-invalid`, `terms-invalid`, `amendment-invalid`, with every place that is wrong.
 */
export function termsOfFiles(
  zones: ZoneTable,
  terms: AuthoredText,
  amendments: readonly AuthoredText[],
): TermsInForce {
  const { fact } = signatureFact(terms, zones);
  const entries: TermsEntry[] = [{ kind: 'signed', position: 0, factId: fact.id, terms: fact.terms }];
  for (const { text, name } of amendments) {
    const amended = amendmentFact(readDocument(text, name), entries, zones).fact;
    const position = entries.length;
    entries.push({ kind: 'amended', position, factId: amended.id, document: amended.document });
  }
  return termsInForce(entries, zones);
}

/** The terms in force of a recorded agreement, as known at some point. */
export async function termsOfAgreement(
  services: Services,
  agreement: string,
  knownAt: KnownAtText,
): Promise<TermsInForce> {
  const { position } = await resolveKnownAt(services, agreement, knownAt);
  return termsInForce(await readTermsEntries(services, agreement, position), services.zones);
}

/**
 * The version in force on a date (`2025-08-01`), or the first or last one where no date is named.
 * @throws TallyError `quantity-invalid`, `period-invalid` for a date outside the term.
 */
export function termsVersion(
  inForce: TermsInForce,
  date: string | undefined,
  otherwise: 'first' | 'last',
): TermsVersion {
  if (date !== undefined) return inForce.on(parseLocalDate(date));
  return inForce.versions.at(otherwise === 'first' ? 0 : -1)!;
}

/** Whether a document is an amendment rather than whole terms. @throws TallyError `document-invalid`. */
export function isAmendment({ text, name }: AuthoredText): boolean {
  const { value } = readDocument(text, name);
  return typeof value === 'object' && value !== null && 'amendment' in value;
}
