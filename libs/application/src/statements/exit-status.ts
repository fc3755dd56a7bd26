import { type ExitStatus, makeStatement, periodsBegunBy, type Statement } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import type { KnownAtText } from '../knowledge/known-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';

export interface ExitStatusQuery {
  readonly agreement: string;
  /** The last period looked at; the last that has begun where absent. */
  readonly period?: string | undefined;
  readonly knownAt?: KnownAtText;
}

export interface ExitStatusAnswer {
  readonly agreement: string;
  readonly period: Statement['period'];
  readonly knownAt: Statement['knownAt'];
  readonly currency: Statement['currency'];
  readonly exits: readonly ExitStatus[];
}

/** May the client leave, under which clause, and how far is it from there? */
export async function exitStatus(services: Services, query: ExitStatusQuery): Promise<ExitStatusAnswer> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const period = query.period ?? periodsBegunBy(knowledge, knowledge.knownAt.recordedAt).at(-1)?.label;
  if (period === undefined) {
    throw new TallyError('period-invalid', `No period of "${query.agreement}" has begun yet.`);
  }
  const statement = makeStatement({ ...knowledge, period });
  return {
    agreement: query.agreement,
    period: statement.period,
    knownAt: statement.knownAt,
    currency: statement.currency,
    exits: statement.exits,
  };
}
