import type Database from 'better-sqlite3';
import type { Role } from '../roles.js';
import type { AccessAction, GrantRecord } from './records.js';

export interface TokenRow {
  readonly id: string;
  readonly subject: string;
  readonly operator: 0 | 1;
  readonly digest: Buffer;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  readonly lastUsedAt: number | null;
}

export interface HistoryRow {
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly action: AccessAction;
  readonly subject: string;
  readonly token: string | null;
  readonly agreement: string | null;
  readonly party: string | null;
  readonly role: Role | null;
}

const tokenColumns = `token AS id, tokens.subject, operator, digest, tokens.made_at AS madeAt, made_by AS madeBy,
  expires_at AS expiresAt, revoked_at AS revokedAt, revoked_by AS revokedBy, last_used_at AS lastUsedAt
  FROM tokens JOIN subjects USING (subject)`;
const grantColumns = 'subject, agreement, party, role, made_at AS madeAt, made_by AS madeBy FROM grants';

export type Statements = ReturnType<typeof prepareStatements>;

/** Everything that is asked of the file, prepared once. */
export function prepareStatements(database: Database.Database) {
  return {
    dataVersion: database.prepare<[], number>('PRAGMA data_version').pluck(),
    addSubject: database.prepare<[string, number]>(
      'INSERT INTO subjects (subject, operator, made_at) VALUES (?, 0, ?)',
    ),
    operatorOf: database.prepare<[string], 0 | 1>('SELECT operator FROM subjects WHERE subject = ?').pluck(),
    setOperator: database.prepare<[0 | 1, string]>('UPDATE subjects SET operator = ? WHERE subject = ?'),
    addToken: database.prepare<[string, string, Buffer, number, string, number | null]>(
      'INSERT INTO tokens (token, subject, digest, made_at, made_by, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    token: database.prepare<[string], TokenRow>(`SELECT ${tokenColumns} WHERE token = ?`),
    tokens: database.prepare<[], TokenRow>(`SELECT ${tokenColumns} ORDER BY subject, tokens.made_at, token`),
    revokeToken: database.prepare<[number, string, string]>(
      'UPDATE tokens SET revoked_at = ?, revoked_by = ? WHERE token = ?',
    ),
    noteUse: database.prepare<[number, string]>('UPDATE tokens SET last_used_at = ? WHERE token = ?'),
    grant: database.prepare<[string, string], GrantRecord>(
      `SELECT ${grantColumns} WHERE subject = ? AND agreement = ?`,
    ),
    grants: database.prepare<[], GrantRecord>(`SELECT ${grantColumns} ORDER BY subject, agreement`),
    grantsOfSubject: database.prepare<[string], GrantRecord>(
      `SELECT ${grantColumns} WHERE subject = ? ORDER BY agreement`,
    ),
    putGrant: database.prepare<[GrantRecord]>(
      `INSERT INTO grants (subject, agreement, party, role, made_at, made_by)
       VALUES (@subject, @agreement, @party, @role, @madeAt, @madeBy)
       ON CONFLICT (subject, agreement) DO UPDATE
       SET party = excluded.party, role = excluded.role, made_at = excluded.made_at, made_by = excluded.made_by`,
    ),
    removeGrant: database.prepare<[string, string]>('DELETE FROM grants WHERE subject = ? AND agreement = ?'),
    note: database.prepare<[Omit<HistoryRow, 'number'>]>(
      `INSERT INTO history (at, by, action, subject, token, agreement, party, role)
       VALUES (@at, @by, @action, @subject, @token, @agreement, @party, @role)`,
    ),
    history: database.prepare<[number, number], HistoryRow>(
      'SELECT * FROM history WHERE number < ? ORDER BY number DESC LIMIT ?',
    ),
  };
}
