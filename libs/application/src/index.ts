export type { AuthoredText } from './authored-text.js';
export { openSqliteServices, type Services, type SqliteServicesOptions } from './services.js';
export { type KnownAtText, resolveKnownAt } from './knowledge/known-at.js';

export { type AgreementAmended, amendAgreement, type AmendCommand } from './agreement/amend-agreement.js';
export { type AgreementOpened, signAgreement, type SignCommand } from './agreement/sign-agreement.js';

export { type ExportQuery, exportFacts } from './ledger/export-facts.js';
export { listAgreements, theAgreement } from './ledger/list-agreements.js';
export { restoreLedger } from './ledger/restore-ledger.js';
export {
  type LedgerVerification,
  type VerifiedStatement,
  verifyLedger,
  type VerifyQuery,
} from './ledger/verify-ledger.js';

export {
  type ImportCommand,
  importExport,
  type ImportObserver,
  type ImportProgress,
  type ImportSummary,
} from './import/import-export.js';
export { loadMapping } from './import/load-mapping.js';
export { ImportedFactsRecorder, type ImportedRecorded } from './import/record-imported.js';
export { mappingJsonSchema, shippedMappings } from '@tallystick/sources';

export { type RecordCommand, recordFacts, type RecordSummary } from './facts/record-facts.js';

export { type IssueCommand, issueStatement, type StatementSealed } from './statements/issue-statement.js';
export { type IssuedSummary, listStatements, type StatementsQuery } from './statements/list-statements.js';
export {
  sealedStatementOf,
  statementOf,
  type StatementQuery,
  type StatementRangeQuery,
  statementsOf,
} from './statements/make-statement.js';
export { type Replay, type ReplayQuery, replayStatements } from './statements/replay-statement.js';
export { explainFigureOf, type ExplainQuery, figureNamesOf } from './statements/explain-figure.js';
export { exitStatus, type ExitStatusAnswer, type ExitStatusQuery } from './statements/exit-status.js';
export { explainTicket, listTickets, type TicketsQuery } from './tickets/list-tickets.js';
export { isAmendment, termsOfAgreement, termsOfFiles, termsVersion } from './terms/terms-versions.js';
export { evaluate, type EvaluateQuery } from './evaluate/evaluate.js';
export { simulateTerms, type SimulationQuery } from './what-if/simulate-terms.js';

export { zoneTableOfText } from './zones/zone-table-of-text.js';

export { pinnedZoneTable, type WorkingTimeAnswer, type ZoneTable } from '@tallystick/calendar';
export {
  type ClockReport,
  describeExits,
  describeOutlook,
  describeSimulation,
  describeStatement,
  type DocumentSection,
  type DocumentTable,
  type ExitProjection,
  type ExitStatus,
  type Explanation,
  type Simulation,
  type Statement,
  statementBytes,
  type StatementDocument,
  type TicketReport,
} from '@tallystick/engine';
export type { AssertedBy } from '@tallystick/facts';
export type { LedgerHead } from '@tallystick/ledger';
export {
  amendmentJsonSchema,
  type ClauseDifference,
  describeTerms,
  diffTerms,
  type TermsInForce,
  type TermsInWords,
  termsJsonSchema,
  type TermsVersion,
} from '@tallystick/terms';

export {
  answerWorkingTime,
  answerWorkingTimeLine,
  type UnansweredLine,
  type WorkingTimeQuestion,
} from './working-time/answer-working-time.js';

export { type ExampleRun, type ExampleStep, runExampleYear } from './example/run-example-year.js';
