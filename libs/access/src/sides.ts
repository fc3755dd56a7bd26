import type { Grant } from './principal.js';
import type { Role } from './roles.js';

/** What kind of party speaks. Every party that is not one of the first three is a third party of the agreement. */
export const sides = ['client', 'provider', 'auditor', 'third-party'] as const;

export type Side = (typeof sides)[number];

/** The kind of the party that a grant names: third parties go by their short names in the terms. */
export function sideOfParty(party: string): Side {
  return party === 'client' || party === 'provider' || party === 'auditor' ? party : 'third-party';
}

/**
 * Which roles a side may hold. The record is the client's, so only it has a keeper. An auditor has no voice of its own:
 * it reads, and where the parties made it their arbiter it decides. Neither main party is ever its own arbiter.
 */
export const rolesOfSide: Readonly<Record<Side, readonly Role[]>> = {
  client: ['reader', 'contributor', 'manager', 'keeper'],
  provider: ['reader', 'contributor', 'manager'],
  auditor: ['reader', 'arbiter'],
  'third-party': ['reader', 'contributor', 'manager', 'arbiter'],
};

/** The roles in which each may do what the one before may; an arbiter stands outside of them. */
const ladder: readonly Role[] = ['reader', 'contributor', 'manager', 'keeper'];

/** Whether a role of the ladder reaches another. An arbiter reaches none. */
export function reaches(role: Role, least: Role): boolean {
  return ladder.includes(role) && ladder.indexOf(role) >= ladder.indexOf(least);
}

/** Whether a party may hold a role at all. */
export function isPossible({ party, role }: Pick<Grant, 'party' | 'role'>): boolean {
  return rolesOfSide[sideOfParty(party)].includes(role);
}
