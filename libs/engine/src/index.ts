/*
 * Signatures of this room (filled in as its files appear):
 *
 *   makeStatement(input: StatementInput): Statement
 *   evaluatePeriods(input: StatementRangeInput): Statement[]                 one statement a period, one evaluation
 *   statementBytes(statement): string          canonical JSON (RFC 8785)      statementDigest(statement): string  sha-256 hex
 *   readStatement(value: unknown): Statement   a sealed one; refuses other formats
 *   zoneTableOfStatement(statement): ZoneTable                                what a replay hands in as `zones`
 *   compareStatements(a, b): StatementDifference[]   { path, left, right }    every path that differs
 *   periodLabels(knowledge, { from?, to? }): string[]                         periodOf(knowledge, label): StatementPeriod
 *   nextPeriodToIssue(knowledge): StatementPeriod | undefined
 *   figureNames(statement): string[]           explainFigure(statement, name): Explanation
 *   ticketReports(knowledge, { ticket?, valuedAt? }): Iterable<TicketReport>
 *   exitReport(statement): ExitStatus[]        (= statement.exits)
 *   describeStatement(statement): StatementDocument   { title, facts, sections: [{ heading, notes, table? }] }
 */
export type * from './statement/statement.js';
export type {
  Knowledge,
  StatementInput,
  StatementRangeInput,
} from './statement/statement-input.js';
