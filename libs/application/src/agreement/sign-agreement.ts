import { TallyError } from '@tallystick/errors';
import type { AssertedBy } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import type { Terms } from '@tallystick/terms';
import type { AuthoredText } from '../authored-text.js';
import { contentOf, sameContent } from '../facts/fact-content.js';
import { optionsOf, type Recorded, type RequestFields, summaryOf } from '../commands/command.js';
import { factAt } from '../knowledge/fact-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import { keyedFactId } from '../ledger/idempotency-key.js';
import type { Services } from '../services.js';
import { client, signatureFact } from './agreement-facts.js';

export interface SignCommand extends RequestFields {
  /** What the document has to call it; absent: whatever it does. */
  readonly agreement?: string | undefined;
  readonly document: AuthoredText;
  /** When it was signed; an instant. Default: the start of its term. */
  readonly signedAt?: string | undefined;
  readonly assertedBy?: AssertedBy | undefined;
}

export interface AgreementOpened extends Recorded {
  readonly terms: Terms;
  readonly head: LedgerHead;
}

/**
 * Records a signed agreement; its ledger begins with it.
 * @throws TallyError `terms-invalid`, `agreement-exists` where other terms were signed under that name.
 */
export async function signAgreement(services: Services, command: SignCommand): Promise<AgreementOpened> {
  const options = optionsOf('signAgreement', command.assertedBy ?? client, command);
  const { key } = options;
  const { agreement, terms, fact } = signatureFact(command.document, services.zones, {
    signedAt: command.signedAt,
    assertedBy: command.assertedBy,
    idOf: key === undefined ? undefined : (named) => keyedFactId(named, key, 0),
  });
  if (command.agreement !== undefined && command.agreement !== agreement) {
    throw new TallyError('terms-invalid', `The document is of "${agreement}", not "${command.agreement}".`, [
      {
        place: 'agreement',
        problem: `It says "${agreement}".`,
        mend: 'Name that agreement, or correct the document.',
      },
    ]);
  }
  const decide = async (now: LedgerHead | undefined) => {
    if (now === undefined) return [fact];
    const signed = contentOf(services.subjects, await factAt(services, agreement, 0));
    if (sameContent(signed, contentOf(services.subjects, fact))) return [];
    throw new TallyError('agreement-exists', `"${agreement}" was signed before, under other terms.`, [
      {
        place: command.document.name,
        problem: 'Its name is taken by an agreement with other terms, or one signed at another time.',
        mend: 'Record changes with `tally amend`, or give the agreement a name of its own.',
      },
    ]);
  };
  const decided = await decideAndAppend(services, agreement, decide, options);
  const summary = summaryOf(agreement, decided);
  return {
    ...summary,
    terms,
    repeated: decided.repeated || decided.recorded.length === 0,
    head: decided.head!,
  };
}
