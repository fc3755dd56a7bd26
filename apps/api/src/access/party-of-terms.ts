import { type Grant, sideOfParty } from '@tallystick/access';
import { type Services, termsOfAgreement } from '@tallystick/application';
import { isTallyError, TallyError } from '@tallystick/errors';

/**
 * A third party has to be one that the terms name. This also keeps a grant from naming a main party by its full name,
 * whose facts would count as that party's. An agreement that is not signed yet has no terms to ask, and so no third parties.
 * @param services undefined where there is no ledger yet.
 * @throws TallyError `grant-invalid`.
 */
export async function requirePartyOfTerms(
  services: Services | undefined,
  { agreement, party }: Grant,
): Promise<void> {
  if (sideOfParty(party) !== 'third-party') return;
  const others = services === undefined ? undefined : await thirdPartiesOf(services, agreement);
  if (others?.includes(party) === true) return;
  const known = ['client', 'provider', 'auditor', ...(others ?? [])].join(', ');
  throw new TallyError('grant-invalid', `"${party}" is no party of the agreement.`, [
    {
      place: 'party',
      problem: 'The terms name no third party so.',
      mend: `Use one of: ${known}.${others === undefined ? ' Third parties can be granted roles once the agreement is signed.' : ''}`,
    },
  ]);
}

async function thirdPartiesOf(services: Services, agreement: string): Promise<readonly string[] | undefined> {
  try {
    const { versions } = await termsOfAgreement(services, agreement, undefined);
    return [...new Set(versions.flatMap(({ terms }) => [...terms.parties.others.keys()]))];
  } catch (error) {
    if (isTallyError(error) && error.code === 'agreement-unknown') return undefined;
    throw error;
  }
}
