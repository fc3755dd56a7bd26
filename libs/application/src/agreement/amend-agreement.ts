import { readDocument } from '@tallystick/documents';
import { TallyError } from '@tallystick/errors';
import { type AssertedBy, canonicalJson } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import { loadAmendment } from '@tallystick/terms';
import type { AuthoredText } from '../authored-text.js';
import { optionsOf, type Recorded, type RequestFields, summaryOf } from '../commands/command.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import { keyedFactId } from '../ledger/idempotency-key.js';
import type { Services } from '../services.js';
import { amendmentFact, client } from './agreement-facts.js';
import { readTermsEntries } from './terms-entries.js';

export interface AmendCommand extends RequestFields {
  readonly agreement: string;
  readonly document: AuthoredText;
  readonly assertedBy?: AssertedBy | undefined;
}

export interface AgreementAmended extends Recorded {
  readonly amendment: string;
  readonly kind: 'amendment' | 'correction';
  /** First local day under the changed terms. */
  readonly effectiveFrom: string;
  readonly head: LedgerHead;
}

/**
 * Records an amendment or a correction, after holding it against the terms as they are known.
 * @throws TallyError `agreement-unknown`, `document-invalid`, `amendment-invalid` (its own errors, those of the terms it
 * leads to, and a name that another amendment has).
 */
export async function amendAgreement(services: Services, command: AmendCommand): Promise<AgreementAmended> {
  const { agreement, document, assertedBy } = command;
  await resolveKnownAt(services, agreement, undefined);
  const read = readDocument(document.text, document.name);
  const proposed = loadAmendment(read.value, read.placeOf);
  if (proposed.agreement !== agreement) {
    throw new TallyError(
      'amendment-invalid',
      `${document.name} amends "${proposed.agreement}", not "${agreement}".`,
      [
        {
          place: read.placeOf('agreement'),
          problem: `It names "${proposed.agreement}".`,
          mend: 'Name that agreement with --agreement, or correct the amendment.',
        },
      ],
    );
  }
  let effectiveFrom = '';
  const options = optionsOf('amendTerms', assertedBy ?? client, command);
  const id = options.key === undefined ? undefined : keyedFactId(agreement, options.key, 0);
  const decide = async (now: LedgerHead | undefined) => {
    const entries = await readTermsEntries(services, agreement, now!.position);
    const same = entries.some(
      (entry) =>
        entry.kind === 'amended' && canonicalJson(entry.document) === canonicalJson(proposed.document),
    );
    if (same) return [];
    const { fact } = amendmentFact(read, entries, services.zones, assertedBy, id);
    effectiveFrom = fact.effectiveFrom;
    return [fact];
  };
  const decided = await decideAndAppend(services, agreement, decide, options);
  return {
    ...summaryOf(agreement, decided),
    amendment: proposed.id,
    kind: proposed.kind,
    effectiveFrom,
    repeated: decided.repeated || decided.recorded.length === 0,
    head: decided.head!,
  };
}
