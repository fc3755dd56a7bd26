import { describeStatement, statementBytes } from '@tallystick/application';
import type * as engine from '@tallystick/engine';
import { sha256Hex } from '@tallystick/facts';
import { globalId, present, type Provenance } from '../common/index.js';
import { EvaluatedStatement } from './evaluated-statement.js';
import { Statement } from './statement.js';

/** Which statement it is: as sealed, or as known, and there the part of its name that `knownAt` and `valuedAt` are. */
export type StatementOrigin =
  { readonly as: 'sealed'; readonly sealedText?: string } | { readonly as: 'as-known' };

const presented = new WeakMap<engine.Statement, Map<StatementOrigin['as'], Statement>>();

/** A statement as the schema shows it; of one that is kept by whoever gave it, the same again. */
export function presentStatement(statement: engine.Statement, origin: StatementOrigin): Statement {
  const known = presented.get(statement) ?? new Map<StatementOrigin['as'], Statement>();
  const existing = known.get(origin.as);
  if (existing !== undefined) return existing;
  const { agreement, period, knownAt, valuedAt } = statement;
  const sealed = origin.as === 'sealed';
  const key = sealed ? ['sealed'] : ['as-known', knownAt.position, valuedAt];
  const data = {
    ...statement,
    id: globalId('Statement', agreement, period.label, ...key),
    statement,
    basis: origin.as,
    sealedText: sealed ? origin.sealedText : undefined,
  };
  const shown = present(Statement, data, provenanceOfStatement(statement));
  known.set(origin.as, shown);
  presented.set(statement, known);
  return shown;
}

function provenanceOfStatement(statement: engine.Statement): Provenance {
  const { agreement, currency, knownAt, terms, midPeriod } = statement;
  return {
    agreement,
    currency: currency.code,
    knownAt: knownAt.position,
    termsDigest: (midPeriod === 'end' ? terms.at(-1) : terms[0])?.digest,
  };
}

/** A statement of facts that were handed in. */
export function presentEvaluated(statement: engine.Statement): EvaluatedStatement {
  const canonical = statementBytes(statement);
  const { period, valuedAt, settlement } = statement;
  const data = {
    period,
    valuedAt,
    total: settlement.total,
    document: describeStatement(statement),
    figures: statement,
    canonical,
    digest: sha256Hex(canonical),
  };
  return present(EvaluatedStatement, data, provenanceOfStatement(statement));
}
