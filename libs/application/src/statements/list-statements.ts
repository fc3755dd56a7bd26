import { type Statement, readStatement } from '@tallystick/engine';
import type { KnownAtText } from '../knowledge/known-at.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import type { Services } from '../services.js';
import { issuedStatements } from './issued-statements.js';

export interface StatementsQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
}

/** One issued statement in a list. */
export interface IssuedSummary {
  readonly period: string;
  readonly issuedAt: string;
  /** The position of the seal, and of the last fact that the statement knows. */
  readonly position: number;
  readonly knownAtPosition: number;
  readonly digest: string;
  readonly currency: string;
  readonly credits: string;
  readonly adjustments: string;
  readonly total: string;
  readonly missed: readonly string[];
}

/** The statements issued so far, with what they came to. */
export async function listStatements(
  services: Services,
  query: StatementsQuery,
): Promise<readonly IssuedSummary[]> {
  const { position: until } = await resolveKnownAt(services, query.agreement, query.knownAt);
  const summaries: IssuedSummary[] = [];
  for await (const { position, seal } of issuedStatements(services, query.agreement, until)) {
    const statement: Statement = readStatement(seal.statement);
    const { currency, credits, adjustments, total } = statement.settlement;
    summaries.push({
      period: seal.period,
      issuedAt: seal.recordedAt,
      position,
      knownAtPosition: seal.knownAtPosition,
      digest: seal.digest,
      currency,
      credits,
      adjustments,
      total,
      missed: statement.serviceLevels.filter(({ verdict }) => verdict === 'missed').map(({ id }) => id),
    });
  }
  return summaries;
}
