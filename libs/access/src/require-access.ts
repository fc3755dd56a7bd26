import { TallyError } from '@tallystick/errors';
import type { AssertedBy } from '@tallystick/facts';
import { type Operation, operations } from './operations.js';
import { isAllowed } from './policy.js';
import type { Grant, Principal } from './principal.js';

/**
 * The first line of everything that is asked about one agreement: the grant under which the asker goes on.
 *
 * @throws TallyError `unauthenticated` for one without a token; `agreement-unknown` for a stranger, in words that are the
 * same whether or not there is such an agreement; `access-denied` for a member whose role does not allow it.
 */
export function requireAccess(principal: Principal, operation: Operation, agreement: string): Grant {
  requireAuthenticated(principal);
  const grant = principal.grants.get(agreement);
  if (grant === undefined) throw strangersError();
  if (!isAllowed(grant, operation)) throw deniedError(grant, operation);
  return grant;
}

/**
 * What a stranger is told of any agreement. It names nothing, not even what was asked for, so that there is nothing to
 * compare. Whatever finds an agreement missing after the check has passed may say so in its own words.
 */
export function strangersError(): TallyError {
  return new TallyError('agreement-unknown', 'There is no such agreement, or you have no part in it.');
}

/** @throws TallyError `unauthenticated` for one without a token. */
export function requireAuthenticated(principal: Principal): void {
  if (principal.authenticatedBy !== 'nobody') return;
  throw new TallyError('unauthenticated', 'The request shows no token.', [
    {
      place: 'authorization',
      problem: 'There is none.',
      mend: 'Send `Authorization: Bearer …` with an API token or a JSON Web Token.',
    },
  ]);
}

/** @throws TallyError `unauthenticated` for one without a token; `access-denied` for everyone who is no operator. */
export function requireOperator(principal: Principal): void {
  requireAuthenticated(principal);
  if (principal.operator) return;
  throw new TallyError('access-denied', 'This is for those who operate the server.', [
    {
      place: 'authorization',
      problem: 'The token is not an operator’s.',
      mend: 'Use one made with `tally-server token create --operator`.',
    },
  ]);
}

/** The agreements that one may read, in the order of their names. */
export function visibleAgreements(principal: Principal): readonly string[] {
  return [...principal.grants.values()]
    .filter((grant) => isAllowed(grant, 'read-agreement'))
    .map(({ agreement }) => agreement)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Who says so, of a fact that is recorded under a grant: its party, and the token's subject as the actor. */
export function assertedByOf(principal: Principal, grant: Grant): AssertedBy {
  return { party: grant.party, actor: principal.subject };
}

function deniedError({ party, role }: Grant, operation: Operation): TallyError {
  return new TallyError('access-denied', `As ${role} of the ${party} one may not: ${operation}.`, [
    {
      place: 'agreement',
      problem: `The ${party}'s ${role} is not among those who may: ${operations[operation]}`,
      mend: 'Ask one who may, or an operator for another role.',
    },
  ]);
}
