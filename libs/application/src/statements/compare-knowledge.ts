import {
  type AdjustmentCause,
  causesBetween,
  compareStatements,
  makeStatement,
  type Statement,
  type StatementDifference,
} from '@tallystick/engine';
import { parseInstant } from '@tallystick/quantities';
import type { KnownAtText } from '../knowledge/known-at.js';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import type { Services } from '../services.js';
import { sealedStatementOf, valued } from './make-statement.js';

/** One side of a comparison of a period. */
export interface ComparedStatement {
  /** `sealed`: as stated; `known`: as it comes to as known at some point. */
  readonly as: 'sealed' | 'known';
  readonly knownAt?: KnownAtText;
  readonly valuedAt?: string | undefined;
}

export interface ComparisonQuery {
  readonly agreement: string;
  readonly period: string;
  readonly left: ComparedStatement;
  readonly right: ComparedStatement;
}

/** What a period comes to under two states of knowledge, where they differ, and why. */
export interface Comparison {
  readonly left: Statement;
  readonly right: Statement;
  /** Every path at which figures differ; what says only when and how it was known is left out. */
  readonly differences: readonly StatementDifference[];
  /** What came, or came to pass, between the two; of the side that knows less to the one that knows more. */
  readonly causes: readonly AdjustmentCause[];
}

/** What says when and with which tools a statement was made, and no figure of it. */
const frame: readonly (keyof Statement)[] = ['format', 'knownAt', 'valuedAt', 'ledger', 'zones'];

/**
 * A period as stated, as known at any point, or as known now, each against the other.
 * @throws TallyError `agreement-unknown`, `ledger-position-unknown`, `statement-unknown`, `period-invalid`.
 */
export async function compareKnowledge(services: Services, query: ComparisonQuery): Promise<Comparison> {
  const left = await sideOf(services, query, query.left);
  const right = await sideOf(services, query, query.right);
  const differences = compareStatements(figuresOf(left), figuresOf(right));
  return { left, right, differences, causes: await causesOf(services, query, left, right, differences) };
}

async function sideOf(
  services: Services,
  { agreement, period }: ComparisonQuery,
  { as, knownAt, valuedAt }: ComparedStatement,
): Promise<Statement> {
  if (as === 'sealed') return sealedStatementOf(services, { agreement, period, knownAt });
  const knowledge = await readKnowledge(services, agreement, knownAt);
  return makeStatement({ ...knowledge, period, ...valued(valuedAt) });
}

function figuresOf(statement: Statement): object {
  return Object.fromEntries(
    Object.entries(statement).filter(([key]) => !frame.includes(key as keyof Statement)),
  );
}

async function causesOf(
  services: Services,
  { agreement, period }: ComparisonQuery,
  left: Statement,
  right: Statement,
  differences: readonly StatementDifference[],
): Promise<readonly AdjustmentCause[]> {
  if (differences.length === 0) return [];
  const [earlier, later] = [left, right].toSorted(
    (a, b) => a.knownAt.position - b.knownAt.position || parseInstant(a.valuedAt) - parseInstant(b.valuedAt),
  ) as [Statement, Statement];
  const knowledge = await readKnowledge(services, agreement, String(later.knownAt.position));
  return causesBetween(knowledge, period, knownThen(earlier), knownThen(later));
}

function knownThen({ knownAt, valuedAt }: Statement) {
  return { position: knownAt.position, valuedAt: parseInstant(valuedAt) };
}
