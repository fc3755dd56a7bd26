import type { FactType } from '@tallystick/facts';
import type { Operation } from './operations.js';
import type { Side } from './sides.js';
import type { Role } from './roles.js';

/**
 * What a type of fact asks beyond who may assert it in general. Each needs something known about what the fact speaks
 * of (`assertion-about.ts`), so such a fact is recorded by its own command rather than as a bare fact.
 *
 * - `owes-it`: the party that owes the obligation;
 * - `is-owed-it`: the party to which it is owed;
 * - `decides-relief`: a party whose decision counts under the terms;
 * - `takes-it-on`: the client, or the party that the fact makes the owner;
 * - `asserted-it`: the party that asserted the fact spoken of, which must not be binding;
 * - `asserted-by-another`: a party other than the one that asserted the fact spoken of;
 * - `settles-it`: upheld by the party that asserted the fact (concession), rejected by the one that contested it
 *   (withdrawal), either by an arbiter that is neither.
 */
export type Condition =
  | 'owes-it'
  | 'is-owed-it'
  | 'decides-relief'
  | 'takes-it-on'
  | 'asserted-it'
  | 'asserted-by-another'
  | 'settles-it';

/** Who may assert facts of one type. */
export interface AssertionRule {
  /** What the asserter must be allowed to do. */
  readonly operation: Operation;
  readonly sides: readonly Side[];
  /** A higher role than the operation's own, where the fact decides something for its party. */
  readonly least?: Role;
  readonly condition?: Condition;
  /** True: others have built on it, so the asserter alone cannot take it back; a conceded contest can. */
  readonly binding?: true;
}

/** What happened, as somebody saw it. Anybody with a voice may say it; whoever saw it otherwise contests. */
const observed: AssertionRule = { operation: 'record-facts', sides: ['client', 'provider', 'third-party'] };
const betweenTheParties: AssertionRule = { operation: 'record-facts', sides: ['client', 'provider'] };
/** What the client has agreed to; the other side's word for it would move its own duties. */
const agreedByTheClient: AssertionRule = { operation: 'record-facts', sides: ['client'], least: 'manager' };
const decidesObligation: AssertionRule = {
  operation: 'record-facts',
  sides: ['client', 'provider'],
  least: 'manager',
  condition: 'is-owed-it',
};
const amendsTerms: AssertionRule = { operation: 'amend-terms', sides: ['client'], binding: true };
const decidesRelief: AssertionRule = {
  operation: 'decide-relief',
  sides: ['client', 'provider'],
  condition: 'decides-relief',
  binding: true,
};
const exitStepOfTheClient: AssertionRule = { operation: 'exit-step', sides: ['client'] };

/** The other half of the policy: type of fact × side × role, once, as data. */
export const assertions: Readonly<Record<FactType, AssertionRule>> = {
  AgreementSigned: { operation: 'sign-agreement', sides: ['client'], binding: true },
  TermsAmended: amendsTerms,
  TermsRescinded: amendsTerms,

  TicketOpened: observed,
  TicketResponded: observed,
  TicketTransitioned: observed,
  TicketReprioritised: observed,
  TicketReclassified: observed,
  TicketAssigned: observed,
  TicketUpdatePosted: observed,
  TicketResolved: observed,
  TicketReopened: observed,
  TicketClosed: observed,
  TicketCancelled: observed,
  TicketEscalated: observed,
  TicketLinked: observed,

  ChangeRequested: observed,
  ChangeApproved: observed,
  ChangeRejected: observed,
  ChangeScheduled: observed,
  ChangeStarted: observed,
  ChangeFinished: observed,
  UnauthorisedChangeFound: observed,

  OutageBegan: observed,
  OutageEnded: observed,
  ServiceDegraded: observed,
  MaintenanceAnnounced: observed,
  MaintenanceCancelled: observed,

  MeasurementReported: observed,
  SurveyAnswered: observed,

  ObligationFulfilled: {
    operation: 'record-facts',
    sides: ['client', 'provider', 'third-party'],
    condition: 'owes-it',
  },
  ObligationAccepted: { ...decidesObligation, binding: true },
  ObligationRefused: decidesObligation,
  ObligationWaived: { ...decidesObligation, binding: true },

  MilestonePlanned: agreedByTheClient,
  MilestoneReplanned: agreedByTheClient,
  MilestoneReached: observed,
  BudgetReported: betweenTheParties,

  ProblemIdentified: observed,
  ProblemSettled: observed,
  RiskRaised: observed,
  RiskReviewed: observed,
  RiskClosed: observed,
  RecommendationMade: observed,
  RecommendationDecided: { ...betweenTheParties, least: 'manager' },
  ReviewHeld: observed,
  ResponsibilityAssigned: {
    operation: 'record-facts',
    sides: ['client', 'provider', 'third-party'],
    least: 'manager',
    condition: 'takes-it-on',
  },

  ReliefClaimed: { operation: 'claim-relief', sides: ['provider'] },
  ReliefGranted: decidesRelief,
  ReliefRefused: decidesRelief,

  StatementIssued: { operation: 'issue-statement', sides: ['client'], binding: true },
  CreditClaimed: { operation: 'claim-credit', sides: ['client'] },
  InvoiceReceived: { operation: 'record-invoice', sides: ['client', 'provider'] },
  InvoiceDisputed: { operation: 'dispute-invoice', sides: ['client'] },
  InvoiceSettled: { operation: 'dispute-invoice', sides: ['client'] },
  CreditApplied: { operation: 'dispute-invoice', sides: ['client', 'provider'] },

  ExitNoticeServed: { ...exitStepOfTheClient, binding: true },
  CurePlanSubmitted: { operation: 'exit-step', sides: ['provider'] },
  CureAccepted: { ...exitStepOfTheClient, binding: true },
  CureRefused: exitStepOfTheClient,
  ExitRightExercised: { ...exitStepOfTheClient, binding: true },
  ExitRightWaived: { ...exitStepOfTheClient, binding: true },

  FactRetracted: {
    operation: 'record-facts',
    sides: ['client', 'provider', 'third-party'],
    condition: 'asserted-it',
    binding: true,
  },
  FactContested: {
    operation: 'contest-fact',
    sides: ['client', 'provider', 'third-party'],
    condition: 'asserted-by-another',
    binding: true,
  },
  ContestSettled: {
    operation: 'settle-contest',
    sides: ['client', 'provider', 'auditor', 'third-party'],
    condition: 'settles-it',
    binding: true,
  },
  // Beside the fact a key is destroyed, so `tally erase` records it and nothing else does.
  SubjectErased: {
    operation: 'record-facts',
    sides: ['client', 'provider'],
    least: 'manager',
    binding: true,
  },
  SigningKeyAnnounced: { operation: 'issue-statement', sides: ['client'], binding: true },
  CosigningKeyAnnounced: {
    operation: 'record-facts',
    sides: ['client', 'provider'],
    least: 'manager',
    binding: true,
  },
  CheckpointSigned: { operation: 'issue-statement', sides: ['client'], binding: true },
  CheckpointCosigned: { operation: 'record-facts', sides: ['provider'], least: 'manager', binding: true },
};
