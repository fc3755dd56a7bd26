export type { AuthoredText } from './authored-text.js';
export { isEventStoreAddress } from '@tallystick/ledger';
export { filesBeside, ledgerPlace, type LedgerPlace, type LedgerServerSettings } from './ledger-place.js';
export { openServices, openSqliteServices, type ServicesOptions } from './open-services.js';
export type { Services } from './services.js';
export { type KnownAtText, resolveKnownAt } from './knowledge/known-at.js';
export { isOfLedger } from './knowledge/is-of-ledger.js';
export { WarmTimelines } from './knowledge/warm-timelines.js';

export { type AgreementAmended, amendAgreement, type AmendCommand } from './agreement/amend-agreement.js';
export { type AgreementOpened, signAgreement, type SignCommand } from './agreement/sign-agreement.js';

export { type ExportQuery, exportFacts } from './ledger/export-facts.js';
export { listAgreements, theAgreement } from './ledger/list-agreements.js';
export {
  type MigratedAgreement,
  type MigrateCommand,
  migrateLedger,
  type Migration,
  type MigrationProgress,
} from './ledger/migrate-ledger.js';
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
export { loadMapping, loadMappingText } from './import/load-mapping.js';
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
export {
  type ComparedStatement,
  compareKnowledge,
  type Comparison,
  type ComparisonQuery,
} from './statements/compare-knowledge.js';
export { type BallInterval, type TicketHistory, ticketHistory } from './tickets/ticket-history.js';
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

export { exampleKeyBytes } from './example/example-key-bytes.js';
export { type ExampleRun, type ExampleStep, runExampleYear } from './example/run-example-year.js';

export {
  type CommandFields,
  type Recorded,
  type RecordedFactSummary,
  type RequestFields,
} from './commands/command.js';
export { rescindAmendment, type RescindCommand } from './agreement/rescind-amendment.js';
export {
  type BatchRecorded,
  commandsOfTypes,
  recordBatch,
  type RecordBatchCommand,
} from './facts/record-batch.js';
export { type ContestCommand, contestFact } from './contests/contest-fact.js';
export { type ContestsQuery, type ContestView, listContests } from './contests/list-contests.js';
export { type RetractCommand, retractFact } from './contests/retract-fact.js';
export { type ContestOutcome, settleContest, type SettleContestCommand } from './contests/settle-contest.js';
export { claimRelief, type ClaimReliefCommand } from './reliefs/claim-relief.js';
export { decideRelief, type DecideReliefCommand } from './reliefs/decide-relief.js';
export {
  listReliefs,
  type ReliefMoney,
  type ReliefRecorded,
  type ReliefsQuery,
  type ReliefView,
} from './reliefs/list-reliefs.js';
export { type MoneyAtStake, type PeriodAtStake } from './what-if/change-of-nets.js';
export {
  claimableCredits,
  type ClaimableQuery,
  claimCredits,
  type ClaimCreditsCommand,
  type ClaimedCredit,
  type CreditsClaimed,
} from './credits/claim-credits.js';
export { readInvoiceDocument } from './invoices/invoice-document.js';
export type { InvoiceLineVerdict } from './invoices/compare-invoice.js';
export { type InvoiceState, invoicesOf } from './invoices/invoice-book.js';
export {
  applyCredit,
  type ApplyCreditCommand,
  disputeInvoice,
  type DisputeInvoiceCommand,
  type InvoiceRecorded,
  receiveInvoice,
  type ReceiveInvoiceCommand,
  settleInvoice,
  type SettleInvoiceCommand,
} from './invoices/invoice-commands.js';
export {
  compareInvoiceOf,
  type ComparedLineView,
  creditsDue,
  type CreditDueView,
  type CreditsDueView,
  type InvoiceComparisonView,
  type InvoiceLineView,
  type InvoiceQuery,
  type InvoicesQuery,
  type InvoiceStepView,
  type InvoiceView,
  listInvoices,
} from './invoices/invoice-views.js';
export {
  decideCure,
  type DecideCureCommand,
  exerciseExitRight,
  type ExitStepCommand,
  type ExitStepRecorded,
  serveExitNotice,
  submitCurePlan,
  waiveExitRight,
} from './exits/exit-steps.js';
export {
  acceptObligation,
  fulfilObligation,
  type FulfilObligationCommand,
  type ObligationActCommand,
  type ObligationActRecorded,
  type ReasonedActCommand,
  refuseObligation,
  waiveObligation,
} from './obligations/obligation-acts.js';
export {
  destroyErasedKeys,
  eraseSubject,
  type EraseCommand,
  settleErasures,
  type SubjectErasure,
} from './erasure/erase-subject.js';
export {
  listSubjects,
  type SubjectsQuery,
  type SubjectsView,
  type SubjectView,
} from './erasure/list-subjects.js';
export { erasedText, sealedMark, type TextOpener, textOpener } from './erasure/open-texts.js';
export { SqliteSubjectKeys } from './erasure/sqlite-subject-keys.js';
export type { SubjectKeys, SubjectKind } from './erasure/subject-keys.js';
export type { EvidenceStores } from './evidence/evidence-stores.js';
export { KeyFolder } from './evidence/keys/key-folder.js';
export {
  announceCosigningKey,
  announceKey,
  type AnnounceKeyCommand,
  createCosigningKey,
  createSigningKey,
  type CreateSigningKeyCommand,
  type KeyRecorded,
} from './evidence/keys/announce-keys.js';
export { type KeyRotated, rotateSigningKey } from './evidence/keys/rotate-signing-key.js';
export { type KeyView, listHeldKeys, listKeys } from './evidence/keys/list-keys.js';
export { type CheckpointMade, makeCheckpoint } from './evidence/checkpoints/make-checkpoint.js';
export {
  checkpointOf,
  type CheckpointQuery,
  type CheckpointView,
  consistencyText,
  type ConsistencyQuery,
  type FactProof,
  type FactProofQuery,
  listCheckpoints,
  proofOfFact,
} from './evidence/checkpoints/read-checkpoints.js';
export {
  type CosignCommand,
  cosignCheckpoint,
  type Cosigned,
} from './evidence/checkpoints/cosign-checkpoint.js';
export {
  type CosignatureRecorded,
  recordCosignature,
  type RecordCosignatureCommand,
} from './evidence/checkpoints/record-cosignature.js';
export type { ComparedLedger, EvidenceFile } from './evidence/forks/verify-checkpoints.js';
export { spokenOf, type SpokenOf, type SpokenOfQuery } from './commands/spoken-of.js';
export {
  type EvidencePack,
  type EvidencePackCommand,
  makeEvidencePack,
} from './evidence/pack/evidence-pack.js';
export { packProgramFiles, type PackPrograms, packPrograms } from './evidence/pack/pack-programs.js';
export { zipPack } from './evidence/pack/zip-pack.js';
