export { ApplicationModule } from './application.module.js';
export { AmendAgreement } from './commands/amend-agreement.js';
export { ImportExports } from './commands/import-exports.js';
export { IssueStatement } from './commands/issue-statement.js';
export { RecordFacts } from './commands/record-facts.js';
export { RestoreLedger } from './commands/restore-ledger.js';
export { SignAgreement } from './commands/sign-agreement.js';
export { AskWorkingTime, Evaluate } from './queries/calculations.js';
export { CompareKnowledge } from './queries/comparisons.js';
export {
  ExplainFigure,
  ExplainTicket,
  GetExitStatus,
  GetTicketHistory,
  ListTickets,
} from './queries/explanations.js';
export { ExportFacts, ListAgreements, VerifyLedger } from './queries/ledger.js';
export { GetSealedStatement, GetStatement, ListStatements, ReplayStatements } from './queries/statements.js';
export { SimulateTerms } from './queries/simulations.js';
export { CheckTerms, DiffTerms, GetTermsSchema, type ShownTerms, ShowTerms } from './queries/terms.js';
export type { TermsSourceFields } from './requests/terms-source.js';
export { heavyCommands, heavyRequests, performHeavyRequest } from './perform-heavy-request.js';
export type { Offload } from './requests/offload.js';
export { ContestFact, RetractFact, SettleContest } from './commands/contests.js';
export {
  DecideCure,
  ExerciseExitRight,
  ServeExitNotice,
  SubmitCurePlan,
  WaiveExitRight,
} from './commands/exit-steps.js';
export {
  ApplyCredit,
  ClaimCredits,
  DisputeInvoice,
  ReceiveInvoice,
  SettleInvoice,
} from './commands/invoices.js';
export {
  AcceptObligation,
  FulfilObligation,
  RefuseObligation,
  WaiveObligation,
} from './commands/obligations.js';
export { AnnounceCosigningKey, RecordCosignature, SignCheckpoint } from './commands/evidence.js';
export { ListCheckpoints, ListKeys, ProveConsistency, ProveFact } from './queries/evidence.js';
export { RecordBatch } from './commands/record-batch.js';
export { ClaimRelief, DecideRelief } from './commands/reliefs.js';
export { RescindAmendment } from './commands/rescind-amendment.js';
export {
  CompareInvoice,
  GetCreditsDue,
  ListClaimableCredits,
  ListContests,
  ListInvoices,
  ListReliefs,
  LookUpSpokenOf,
} from './queries/money.js';
