import type { Role } from '../roles.js';

/** An API token as lists show it: everything but the secret, which nobody can show again. Instants are epoch milliseconds. */
export interface TokenRecord {
  /** 16 hexadecimal digits; names the token and is no secret. */
  readonly id: string;
  /** Whose it is; the `actor` of the facts that are recorded with it. */
  readonly subject: string;
  readonly operator: boolean;
  readonly madeAt: number;
  readonly madeBy: string;
  /** The first instant at which it is no longer taken; undefined: it does not end by itself. */
  readonly expiresAt: number | undefined;
  readonly revokedAt: number | undefined;
  readonly revokedBy: string | undefined;
  /** To within an hour, so that reading does not write. */
  readonly lastUsedAt: number | undefined;
}

/** Whom a role was given, by whom and when. */
export interface GrantRecord {
  readonly subject: string;
  readonly agreement: string;
  readonly party: string;
  readonly role: Role;
  readonly madeAt: number;
  readonly madeBy: string;
}

export const accessActions = [
  'token-created',
  'token-revoked',
  'operator-made',
  'operator-unmade',
  'role-granted',
  'role-revoked',
] as const;

export type AccessAction = (typeof accessActions)[number];

/** One line of who did what to whose access, and when. */
export interface AccessEvent {
  /** From 1, in order, without gaps. */
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly action: AccessAction;
  /** Whose access it was about. */
  readonly subject: string;
  readonly token: string | undefined;
  readonly agreement: string | undefined;
  readonly party: string | undefined;
  readonly role: Role | undefined;
}
