export type * from './statement/statement.js';
export type * from './statement/exit-projection.js';
export type { Knowledge, StatementInput, StatementRangeInput } from './statement/statement-input.js';
export { evaluatePeriods, makeSealedStatement, makeStatement } from './statement/make-statement.js';
export { projectExits } from './statement/project-exits.js';
export { statementBytes, statementDigest } from './statement/statement-bytes.js';
export { readSealedStatement, readStatement, type SealedStatement } from './statement/read-statement.js';
export { zoneTableOfStatement } from './statement/sealed-zones.js';
export { compareStatements, type StatementDifference } from './statement/compare-statements.js';
export { nextPeriodToIssue, periodOf, periodsBegunBy } from './statement/periods-of.js';
export { explainFigure, type Explanation, figureNames } from './explain/figures.js';
export {
  type ClockReport,
  type TicketReport,
  type TicketReporter,
  ticketReporter,
  ticketReports,
  type TicketReportsInput,
} from './tickets/ticket-report.js';
export { knowledgeOfTicket } from './tickets/ticket-alone.js';
export { type BallStretch, ticketBalls } from './tickets/ticket-balls.js';
export { describeExits } from './prose/describe-exits.js';
export { describeOutlook } from './prose/describe-outlook.js';
export { describeStatement } from './prose/describe-statement.js';
export type {
  DocumentColumn,
  DocumentSection,
  DocumentTable,
  LabelledText,
  StatementDocument,
} from './prose/statement-document.js';
export { termsAsKnown } from './history/terms-as-known.js';
export { Timeline } from './timeline/index.js';
export type { TicketEvent, TicketView } from './timeline/ticket-view.js';
export { describeSimulation } from './what-if/describe-simulation.js';
export type { ProposedTerms } from './what-if/proposed-terms.js';
export { simulate } from './what-if/simulate.js';
export type * from './what-if/simulation.js';
export { chargesOfPeriod } from './asked/charges.js';
export { type NetOfPeriod, netsAsKnown, type NetsAsKnown } from './asked/nets.js';
export { causesBetween, type KnownThen } from './asked/causes-between.js';
export { actAsKnown, type ActAsKnown, reliefsAsKnown } from './asked/standings.js';
export { withFacts } from './asked/with-facts.js';
