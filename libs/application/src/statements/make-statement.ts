import { evaluatePeriods, makeStatement, readStatement, type Statement } from '@tallystick/engine';
import { parseInstant } from '@tallystick/quantities';
import type { KnownAtText } from '../knowledge/known-at.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { issuedStatement } from './issued-statements.js';
import { periodRange } from './period-label.js';

export interface StatementQuery {
  readonly agreement: string;
  readonly period: string;
  readonly knownAt?: KnownAtText;
  /** When running clocks are read; an instant. Default: the later of the period's end and what is known. */
  readonly valuedAt?: string | undefined;
}

/** The statement of one period as known at some point: a pure function of the ledger up to there. Nothing is recorded. */
export async function statementOf(services: Services, query: StatementQuery): Promise<Statement> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  return makeStatement({ ...knowledge, period: query.period, ...valued(query.valuedAt) });
}

export interface StatementRangeQuery {
  readonly agreement: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly knownAt?: KnownAtText;
  readonly valuedAt?: string | undefined;
}

/** The statements of several periods, all as known at the same point. */
export async function statementsOf(
  services: Services,
  query: StatementRangeQuery,
): Promise<readonly Statement[]> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  return evaluatePeriods({ ...knowledge, ...periodRange(knowledge, query), ...valued(query.valuedAt) });
}

/** The statement of a period exactly as it was sealed. @throws TallyError `statement-unknown`. */
export async function sealedStatementOf(
  services: Services,
  query: Pick<StatementQuery, 'agreement' | 'period' | 'knownAt'>,
): Promise<Statement> {
  const { position } = await resolveKnownAt(services, query.agreement, query.knownAt);
  const { seal } = await issuedStatement(services, query.agreement, query.period, position);
  return readStatement(seal.statement);
}

/** The instant of valuation as the engine takes it, left out where it is not given. */
export function valued(valuedAt: string | undefined): { readonly valuedAt?: number } {
  return valuedAt === undefined ? {} : { valuedAt: parseInstant(valuedAt) };
}
