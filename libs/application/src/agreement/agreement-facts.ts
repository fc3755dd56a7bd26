import { startOfLocalDate, type ZoneTable } from '@tallystick/calendar';
import type { PlaceOf } from '@tallystick/documents';
import { type AssertedBy, factIdOf, newFact, type NewFact } from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant, formatLocalDate, parseInstant } from '@tallystick/quantities';
import {
  type CheckedAmendment,
  checkAmendment,
  readTerms,
  type Terms,
  type TermsEntry,
} from '@tallystick/terms';
import type { AuthoredText } from '../authored-text.js';
import { saidBy } from '../commands/said-by.js';

/** Who records the contract where nobody is named: the client, whose record this is. */
export const client: AssertedBy = { party: 'client' };

export interface Signature {
  readonly agreement: string;
  readonly terms: Terms;
  readonly fact: NewFact<'AgreementSigned'>;
}

/**
 * The fact that an agreement was signed, from its terms document. Without `signedAt` it counts as signed when its term
 * begins. Its id follows from the agreement's name, so that signing twice is found out.
 * @throws TallyError `document-invalid`, `terms-invalid`, `semantics-unknown`.
 */
export function signatureFact(
  document: AuthoredText,
  zones: ZoneTable,
  options: {
    readonly signedAt?: string | undefined;
    readonly assertedBy?: AssertedBy | undefined;
    /** The id, where it does not follow from the agreement's name. */
    readonly idOf?: ((agreement: string) => string) | undefined;
  } = {},
): Signature {
  const terms = readTerms(document.text, document.name, zones);
  const signedAt =
    options.signedAt === undefined
      ? startOfDate(terms, zones, terms.term.from)
      : parseInstant(options.signedAt);
  const fact = newFact('AgreementSigned', {
    id: options.idOf?.(terms.agreement) ?? factIdOf([terms.agreement, 'AgreementSigned'], signedAt),
    effectiveAt: formatInstant(signedAt),
    assertedBy: saidBy(options.assertedBy ?? client),
    terms: terms.document,
  });
  return { agreement: terms.agreement, terms, fact };
}

export interface AmendmentFact {
  readonly checked: CheckedAmendment;
  readonly fact: NewFact<'TermsAmended'>;
}

/**
 * The fact that the terms were amended, from the amendment's plain document; it happened at the start of the day on
 * which it was executed.
 * @param entries the facts about the terms so far, in ledger order.
 * @throws TallyError `amendment-invalid`: for the amendment itself, or for the terms that it leads to.
 */
export function amendmentFact(
  document: { readonly value: unknown; readonly placeOf: PlaceOf },
  entries: readonly TermsEntry[],
  zones: ZoneTable,
  assertedBy: AssertedBy = client,
  id?: string,
): AmendmentFact {
  const checked = checkAmendment(entries, document.value, zones, document.placeOf);
  const { amendment, effectiveFrom, before } = checked;
  const { agreement } = amendment;
  const executedAt = startOfDate(before.versions[0]!.terms, zones, amendment.executedAt);
  const fact = newFact('TermsAmended', {
    id: id ?? factIdOf([agreement, 'TermsAmended', amendment.id], executedAt),
    effectiveAt: formatInstant(executedAt),
    assertedBy: saidBy(assertedBy),
    amendment: amendment.id,
    kind: amendment.kind,
    effectiveFrom: formatLocalDate(effectiveFrom),
    executedAt: formatLocalDate(amendment.executedAt),
    document: amendment.document,
  });
  return { checked, fact };
}

function startOfDate(terms: Terms, zones: ZoneTable, date: number): EpochMilliseconds {
  return startOfLocalDate(zones.transitionsOf(terms.timezone), date) * 1000;
}
