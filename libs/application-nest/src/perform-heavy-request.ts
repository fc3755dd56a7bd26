import type { Services } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import { IssueStatement, IssueStatementHandler } from './commands/issue-statement.js';
import { CompareKnowledge, CompareKnowledgeHandler } from './queries/comparisons.js';
import {
  ExplainFigure,
  ExplainFigureHandler,
  ExplainTicket,
  ExplainTicketHandler,
  GetExitStatus,
  GetExitStatusHandler,
  GetTicketHistory,
  GetTicketHistoryHandler,
} from './queries/explanations.js';
import { VerifyLedger, VerifyLedgerHandler } from './queries/ledger.js';
import { SimulateTerms, SimulateTermsHandler } from './queries/simulations.js';
import {
  GetSealedStatement,
  GetSealedStatementHandler,
  GetStatement,
  GetStatementHandler,
  ListStatements,
  ListStatementsHandler,
  ReplayStatements,
  ReplayStatementsHandler,
} from './queries/statements.js';
import { flowCommands, flowQueries } from './flows.js';
import type { HeavyRequest } from './requests/heavy-request.js';

/** The requests that may be worked out elsewhere, by the name of their class. */
export const heavyRequests: ReadonlyMap<string, HeavyRequest> = new Map(
  [
    { request: GetStatement, handler: GetStatementHandler },
    { request: GetSealedStatement, handler: GetSealedStatementHandler },
    { request: ListStatements, handler: ListStatementsHandler },
    { request: ReplayStatements, handler: ReplayStatementsHandler },
    { request: ExplainFigure, handler: ExplainFigureHandler },
    { request: ExplainTicket, handler: ExplainTicketHandler },
    { request: GetTicketHistory, handler: GetTicketHistoryHandler },
    { request: CompareKnowledge, handler: CompareKnowledgeHandler },
    { request: GetExitStatus, handler: GetExitStatusHandler },
    { request: SimulateTerms, handler: SimulateTermsHandler },
    { request: VerifyLedger, handler: VerifyLedgerHandler },
    { request: IssueStatement, handler: IssueStatementHandler },
    ...flowCommands,
    ...flowQueries,
  ].map((each): [string, HeavyRequest] => [each.request.name, each]),
);

/** Those of them that record something: what is recorded is recorded, whoever still waits. */
export const heavyCommands: ReadonlySet<string> = new Set(
  [IssueStatement, ...flowCommands.map(({ request }) => request)].map(({ name }) => name),
);

/**
 * Performs a heavy request from its plain fields: the other side of an offload. Results that come one at a time are
 * async iterables here too.
 */
export async function performHeavyRequest(
  services: Services,
  name: string,
  fields: object,
): Promise<unknown> {
  const heavy = heavyRequests.get(name);
  if (heavy === undefined) {
    throw new TallyError('internal-invariant', `Invariant broken: ${name} is no heavy request.`);
  }
  const handler = Object.assign(new heavy.handler(), { services });
  return handler.execute(new heavy.request(fields as never) as never);
}
