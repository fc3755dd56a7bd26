import type { Operation } from './operations.js';
import type { Grant } from './principal.js';
import { reaches, type Side, sideOfParty } from './sides.js';
import type { Role } from './roles.js';

/** Who may do an operation: of each side the least role of the ladder that may, and whether arbiters may. */
export type OperationRule = Readonly<Partial<Record<Side, Role>>> & { readonly arbiter?: true };

const everyMember: OperationRule = {
  client: 'reader',
  provider: 'reader',
  auditor: 'reader',
  'third-party': 'reader',
  arbiter: true,
};
const everyVoice: OperationRule = {
  client: 'contributor',
  provider: 'contributor',
  'third-party': 'contributor',
};
const clientsKeeper: OperationRule = { client: 'keeper' };

/**
 * The matrix role × operation × side, once, as data (docs/decisions/0015-who-may-do-what.md says why). What is not
 * named here is refused. Which facts an operation may record is narrowed further by `assertions.ts`.
 */
export const policy: Readonly<Record<Operation, OperationRule>> = {
  'read-agreement': everyMember,
  'verify-ledger': everyMember,
  'record-facts': everyVoice,
  'contest-fact': everyVoice,
  'settle-contest': { client: 'manager', provider: 'manager', 'third-party': 'manager', arbiter: true },
  'claim-relief': { provider: 'contributor' },
  // The provider's manager only where the terms make its decision count; see `decides-relief`.
  'decide-relief': { client: 'manager', provider: 'manager' },
  'claim-credit': { client: 'contributor' },
  'record-invoice': { client: 'contributor', provider: 'contributor' },
  // Of the provider only setting a credit off; see `CreditApplied`.
  'dispute-invoice': { client: 'manager', provider: 'manager' },
  'exit-step': { client: 'manager', provider: 'manager' },
  'sign-agreement': clientsKeeper,
  'amend-terms': clientsKeeper,
  'issue-statement': clientsKeeper,
  'import-exports': clientsKeeper,
  'manage-ingestion': clientsKeeper,
  // Not of one agreement: an operator's token does it, whatever the grants.
  'operate-server': {},
};

/** Whether one who holds a grant may do an operation in its agreement. */
export function isAllowed({ party, role }: Pick<Grant, 'party' | 'role'>, operation: Operation): boolean {
  const rule = policy[operation];
  if (role === 'arbiter') return rule.arbiter === true;
  const least = rule[sideOfParty(party)];
  return least !== undefined && reaches(role, least);
}
