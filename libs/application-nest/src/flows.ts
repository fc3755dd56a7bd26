import {
  AnnounceCosigningKey,
  AnnounceCosigningKeyHandler,
  RecordCosignature,
  RecordCosignatureHandler,
  SignCheckpoint,
  SignCheckpointHandler,
} from './commands/evidence.js';
import {
  ContestFact,
  ContestFactHandler,
  RetractFact,
  RetractFactHandler,
  SettleContest,
  SettleContestHandler,
} from './commands/contests.js';
import {
  DecideCure,
  DecideCureHandler,
  ExerciseExitRight,
  ExerciseExitRightHandler,
  ServeExitNotice,
  ServeExitNoticeHandler,
  SubmitCurePlan,
  SubmitCurePlanHandler,
  WaiveExitRight,
  WaiveExitRightHandler,
} from './commands/exit-steps.js';
import {
  ApplyCredit,
  ApplyCreditHandler,
  ClaimCredits,
  ClaimCreditsHandler,
  DisputeInvoice,
  DisputeInvoiceHandler,
  ReceiveInvoice,
  ReceiveInvoiceHandler,
  SettleInvoice,
  SettleInvoiceHandler,
} from './commands/invoices.js';
import {
  AcceptObligation,
  AcceptObligationHandler,
  FulfilObligation,
  FulfilObligationHandler,
  RefuseObligation,
  RefuseObligationHandler,
  WaiveObligation,
  WaiveObligationHandler,
} from './commands/obligations.js';
import { RecordBatch, RecordBatchHandler } from './commands/record-batch.js';
import { ClaimRelief, ClaimReliefHandler, DecideRelief, DecideReliefHandler } from './commands/reliefs.js';
import { RescindAmendment, RescindAmendmentHandler } from './commands/rescind-amendment.js';
import {
  ListCheckpoints,
  ListCheckpointsHandler,
  ListKeys,
  ListKeysHandler,
  ProveConsistency,
  ProveConsistencyHandler,
  ProveFact,
  ProveFactHandler,
} from './queries/evidence.js';
import {
  CompareInvoice,
  CompareInvoiceHandler,
  GetCreditsDue,
  GetCreditsDueHandler,
  ListClaimableCredits,
  ListClaimableCreditsHandler,
  ListContests,
  ListContestsHandler,
  ListInvoices,
  ListInvoicesHandler,
  ListReliefs,
  ListReliefsHandler,
  LookUpSpokenOf,
  LookUpSpokenOfHandler,
} from './queries/money.js';
import type { HeavyRequest } from './requests/heavy-request.js';

/** The commands of the flows between the parties: contests, reliefs, credits, invoices, exits, obligations, evidence. */
export const flowCommands: readonly HeavyRequest[] = [
  { request: ContestFact, handler: ContestFactHandler },
  { request: RetractFact, handler: RetractFactHandler },
  { request: SettleContest, handler: SettleContestHandler },
  { request: DecideCure, handler: DecideCureHandler },
  { request: ExerciseExitRight, handler: ExerciseExitRightHandler },
  { request: ServeExitNotice, handler: ServeExitNoticeHandler },
  { request: SubmitCurePlan, handler: SubmitCurePlanHandler },
  { request: WaiveExitRight, handler: WaiveExitRightHandler },
  { request: ApplyCredit, handler: ApplyCreditHandler },
  { request: ClaimCredits, handler: ClaimCreditsHandler },
  { request: DisputeInvoice, handler: DisputeInvoiceHandler },
  { request: ReceiveInvoice, handler: ReceiveInvoiceHandler },
  { request: SettleInvoice, handler: SettleInvoiceHandler },
  { request: AcceptObligation, handler: AcceptObligationHandler },
  { request: FulfilObligation, handler: FulfilObligationHandler },
  { request: RefuseObligation, handler: RefuseObligationHandler },
  { request: WaiveObligation, handler: WaiveObligationHandler },
  { request: RecordBatch, handler: RecordBatchHandler },
  { request: ClaimRelief, handler: ClaimReliefHandler },
  { request: DecideRelief, handler: DecideReliefHandler },
  { request: RescindAmendment, handler: RescindAmendmentHandler },
  { request: SignCheckpoint, handler: SignCheckpointHandler },
  { request: RecordCosignature, handler: RecordCosignatureHandler },
  { request: AnnounceCosigningKey, handler: AnnounceCosigningKeyHandler },
];

/** What is asked of them. */
export const flowQueries: readonly HeavyRequest[] = [
  { request: CompareInvoice, handler: CompareInvoiceHandler },
  { request: GetCreditsDue, handler: GetCreditsDueHandler },
  { request: ListClaimableCredits, handler: ListClaimableCreditsHandler },
  { request: ListContests, handler: ListContestsHandler },
  { request: ListInvoices, handler: ListInvoicesHandler },
  { request: ListReliefs, handler: ListReliefsHandler },
  { request: LookUpSpokenOf, handler: LookUpSpokenOfHandler },
  { request: ListCheckpoints, handler: ListCheckpointsHandler },
  { request: ListKeys, handler: ListKeysHandler },
  { request: ProveFact, handler: ProveFactHandler },
  { request: ProveConsistency, handler: ProveConsistencyHandler },
];
