import { explainFigure, type Explanation, figureNames } from '@tallystick/engine';
import type { Services } from '../services.js';
import { sealedStatementOf, statementOf, type StatementQuery } from './make-statement.js';

export interface ExplainQuery extends StatementQuery {
  readonly figure: string;
  /** Explain the statement as it was sealed instead of as it comes to now. */
  readonly issued?: boolean | undefined;
}

/** Why a figure of a statement is what it is. @throws TallyError `figure-unknown`. */
export async function explainFigureOf(services: Services, query: ExplainQuery): Promise<Explanation> {
  const read = query.issued === true ? sealedStatementOf : statementOf;
  return explainFigure(await read(services, query), query.figure);
}

/** The names that `explainFigureOf` knows for a period. */
export async function figureNamesOf(
  services: Services,
  query: Omit<ExplainQuery, 'figure'>,
): Promise<readonly string[]> {
  const read = query.issued === true ? sealedStatementOf : statementOf;
  return figureNames(await read(services, query));
}
