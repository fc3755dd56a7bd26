import {
  type ExitProjection,
  type ExitStatus,
  makeStatement,
  periodsBegunBy,
  projectExits,
  type Statement,
} from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import type { KnownAtText } from '../knowledge/known-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { valued } from './make-statement.js';

/** The most periods that can be looked ahead at: ten years of months. */
const mostAhead = 120;

export interface ExitStatusQuery {
  readonly agreement: string;
  /** The last period looked at; the last that has begun where absent. */
  readonly period?: string | undefined;
  readonly knownAt?: KnownAtText;
  /**
   * Up to when days pass and clocks run; an instant. Default: with a period as for its statement, else when the last
   * fact known was recorded, so that a period which still runs decides nothing yet.
   */
  readonly valuedAt?: string | undefined;
  /** How many periods to look ahead: 1 to 120. Absent: none. */
  readonly ahead?: number | undefined;
}

export interface ExitStatusAnswer {
  readonly agreement: string;
  readonly period: Statement['period'];
  readonly knownAt: Statement['knownAt'];
  readonly valuedAt: Statement['valuedAt'];
  readonly currency: Statement['currency'];
  readonly rounding: Statement['rounding'];
  readonly exits: readonly ExitStatus[];
  /** What would have to happen in the periods ahead for each right to arise; empty where none are asked for. */
  readonly ahead: readonly ExitProjection[];
}

/**
 * May the client leave, under which clause, how far is it from there, and what would have to happen?
 *
 * @throws TallyError `period-invalid`, `usage` for a number of periods that cannot be looked ahead at.
 */
export async function exitStatus(services: Services, query: ExitStatusQuery): Promise<ExitStatusAnswer> {
  const { ahead } = query;
  if (ahead !== undefined && !(Number.isInteger(ahead) && ahead >= 1 && ahead <= mostAhead)) {
    throw new TallyError('usage', `${ahead} periods cannot be looked ahead at.`, [
      {
        place: 'ahead',
        problem: `${ahead} is not a whole number from 1 to ${mostAhead}.`,
        mend: 'Say how many periods to look ahead, e.g. 3.',
      },
    ]);
  }
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const { recordedAt } = knowledge.knownAt;
  const period = query.period ?? periodsBegunBy(knowledge, recordedAt).at(-1)?.label;
  if (period === undefined) {
    throw new TallyError('period-invalid', `No period of "${query.agreement}" has begun yet.`);
  }
  const asOfNow = query.period === undefined ? { valuedAt: recordedAt } : {};
  const input = { ...knowledge, period, ...asOfNow, ...valued(query.valuedAt) };
  const statement = makeStatement(input);
  return {
    agreement: query.agreement,
    period: statement.period,
    knownAt: statement.knownAt,
    valuedAt: statement.valuedAt,
    currency: statement.currency,
    rounding: statement.rounding,
    exits: statement.exits,
    ahead: ahead === undefined ? [] : projectExits(input, ahead),
  };
}
