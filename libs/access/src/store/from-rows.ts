import type { AccessEvent, TokenRecord } from './records.js';
import type { HistoryRow, TokenRow } from './statements.js';

export function tokenOf(row: TokenRow): TokenRecord {
  return {
    id: row.id,
    subject: row.subject,
    operator: row.operator === 1,
    madeAt: row.madeAt,
    madeBy: row.madeBy,
    expiresAt: row.expiresAt ?? undefined,
    revokedAt: row.revokedAt ?? undefined,
    revokedBy: row.revokedBy ?? undefined,
    lastUsedAt: row.lastUsedAt ?? undefined,
  };
}

export function eventOf(row: HistoryRow): AccessEvent {
  const { number, at, by, action, subject } = row;
  return {
    number,
    at,
    by,
    action,
    subject,
    token: row.token ?? undefined,
    agreement: row.agreement ?? undefined,
    party: row.party ?? undefined,
    role: row.role ?? undefined,
  };
}
