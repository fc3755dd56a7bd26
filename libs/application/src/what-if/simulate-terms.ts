import { readDocument } from '@tallystick/documents';
import { type ProposedTerms, simulate, type Simulation } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { checkAmendment, loadAmendment } from '@tallystick/terms';
import { readTermsEntries } from '../agreement/terms-entries.js';
import type { AuthoredText } from '../authored-text.js';
import type { KnownAtText } from '../knowledge/known-at.js';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { valued } from '../statements/make-statement.js';
import { periodRange } from '../statements/period-label.js';
import { isAmendment, termsOfFiles } from '../terms/terms-versions.js';

export interface SimulationQuery {
  readonly agreement: string;
  /** Whole terms as if they had been signed instead of everything recorded, or one more amendment of what is recorded. */
  readonly proposed: { readonly kind: 'terms' | 'amendment'; readonly document: AuthoredText };
  /** First and last period; default: every period that has begun by what is known and that both terms have. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly knownAt?: KnownAtText;
  readonly valuedAt?: string | undefined;
}

/**
 * What past periods would have come to under proposed terms, beside what they come to under the recorded ones, with the
 * same facts. Nothing is recorded.
 *
 * @throws TallyError `agreement-unknown`, `document-invalid`, `terms-invalid`, `amendment-invalid`, `proposal-refused`,
 * `period-invalid`.
 */
export async function simulateTerms(services: Services, query: SimulationQuery): Promise<Simulation> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const proposed = await proposedTerms(services, knowledge, query.proposed);
  const range = { ...periodRange(knowledge, query), ...valued(query.valuedAt) };
  return simulate({ ...knowledge, ...range }, proposed);
}

async function proposedTerms(
  services: Services,
  { agreement, knownAt }: AgreementKnowledge,
  { kind, document }: SimulationQuery['proposed'],
): Promise<ProposedTerms> {
  if (isAmendment(document) !== (kind === 'amendment')) throw otherKind(kind, document.name);
  if (kind === 'terms') {
    return { kind, name: document.name, inForce: termsOfFiles(services.zones, document, []) };
  }
  const { value, placeOf } = readDocument(document.text, document.name);
  const amendment = loadAmendment(value, placeOf);
  if (amendment.agreement !== agreement) throw otherAgreement(document.name, amendment.agreement, agreement);
  const entries = await readTermsEntries(services, agreement, knownAt.position);
  return { kind, name: amendment.id, inForce: checkAmendment(entries, value, services.zones, placeOf).after };
}

function otherAgreement(name: string, named: string, agreement: string): TallyError {
  return new TallyError('proposal-refused', `${name} amends "${named}", not "${agreement}".`, [
    {
      place: 'agreement',
      problem: `It names "${named}".`,
      mend: 'Name that agreement with --agreement, or correct the amendment.',
    },
  ]);
}

function otherKind(kind: SimulationQuery['proposed']['kind'], name: string): TallyError {
  const [problem, mend] =
    kind === 'terms'
      ? ['It is an amendment, not whole terms.', 'Hand it in with --amendment.']
      : ['It is whole terms, not an amendment.', 'Hand it in with --terms.'];
  return new TallyError('usage', `${name} cannot be replayed so. ${problem} ${mend}`, [
    { place: name, problem, mend },
  ]);
}
