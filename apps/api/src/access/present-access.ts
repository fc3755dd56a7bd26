import type { AccessEvent, AccessStore, GrantRecord, TokenRecord } from '@tallystick/access';
import { isoOf, isoOrNull } from './instants.js';

/** A token as GraphQL and `--json` show it: instants as text, and whether it is taken now. */
export function presentToken(access: AccessStore, token: TokenRecord) {
  const { id, subject, operator, madeBy, revokedBy } = token;
  return {
    id,
    subject,
    operator,
    madeAt: isoOf(token.madeAt),
    madeBy,
    expiresAt: isoOrNull(token.expiresAt),
    revokedAt: isoOrNull(token.revokedAt),
    revokedBy: revokedBy ?? null,
    lastUsedAt: isoOrNull(token.lastUsedAt),
    stands: access.stands(token),
  };
}

export function presentGrant(grant: GrantRecord) {
  return { ...grant, madeAt: isoOf(grant.madeAt) };
}

export function presentEvent(event: AccessEvent) {
  const { number, by, action, subject, token = null, agreement = null, party = null, role = null } = event;
  return { number, at: isoOf(event.at), by, action, subject, token, agreement, party, role };
}
