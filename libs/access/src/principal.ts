import type { Role } from './roles.js';

/** What a person or program may be in one agreement: one party's voice, in one role. */
export interface Grant {
  readonly agreement: string;
  /** `client`, `provider`, `auditor`, or a third party by its short name in the terms. */
  readonly party: string;
  readonly role: Role;
}

/** Who asks, as the request's token shows. */
export interface Principal {
  /** Stable name of the person or program: the token's name, or `issuer|subject` of a JWT. It is the `actor` of facts. */
  readonly subject: string;
  /** How it was shown; `nobody` has no token, no grants, and may do nothing but read what is public. */
  readonly authenticatedBy: 'api-token' | 'json-web-token' | 'nobody';
  /** Runs the server: tokens, grants, backups, dead letters, metrics; sees no agreement without a grant of its own. */
  readonly operator: boolean;
  /** At most one an agreement. */
  readonly grants: ReadonlyMap<string, Grant>;
  /** When the token ends, in epoch milliseconds; live connections end with it. Undefined: it does not. */
  readonly expiresAt: number | undefined;
}

export const nobody: Principal = {
  subject: 'nobody',
  authenticatedBy: 'nobody',
  operator: false,
  grants: new Map(),
  expiresAt: undefined,
};
