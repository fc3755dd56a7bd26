import { factTypes } from '@tallystick/facts';
import { describe, expect, test } from 'vitest';
import { mayAssert } from './require-assertion.js';
import { type Operation, operations } from './operations.js';
import { isAllowed } from './policy.js';
import { type Role, roles } from './roles.js';
import { isPossible } from './sides.js';

/**
 * The whole matrix, written by hand and not worked out from the code. Columns, in this order: the client's reader,
 * contributor, manager and keeper; the provider's reader, contributor and manager; the auditor's reader and arbiter; a
 * third party's reader, contributor, manager and arbiter. `y` may, `.` may not.
 */
const columns: readonly (readonly [party: string, role: Role])[] = [
  ['client', 'reader'],
  ['client', 'contributor'],
  ['client', 'manager'],
  ['client', 'keeper'],
  ['provider', 'reader'],
  ['provider', 'contributor'],
  ['provider', 'manager'],
  ['auditor', 'reader'],
  ['auditor', 'arbiter'],
  ['hosting-co', 'reader'],
  ['hosting-co', 'contributor'],
  ['hosting-co', 'manager'],
  ['hosting-co', 'arbiter'],
];

const matrix: Readonly<Record<Operation, string>> = {
  //                   client provider auditor third
  'read-agreement': '  yyyy   yyy      yy      yyyy',
  'verify-ledger': '   yyyy   yyy      yy      yyyy',
  'record-facts': '    .yyy   .yy      ..      .yy.',
  'contest-fact': '    .yyy   .yy      ..      .yy.',
  'settle-contest': '  ..yy   ..y      .y      ..yy',
  'claim-relief': '    ....   .yy      ..      ....',
  'decide-relief': '   ..yy   ..y      ..      ....',
  'claim-credit': '    .yyy   ...      ..      ....',
  'record-invoice': '  .yyy   .yy      ..      ....',
  'dispute-invoice': ' ..yy   ..y      ..      ....',
  'exit-step': '       ..yy   ..y      ..      ....',
  'sign-agreement': '  ...y   ...      ..      ....',
  'amend-terms': '     ...y   ...      ..      ....',
  'issue-statement': ' ...y   ...      ..      ....',
  'import-exports': '  ...y   ...      ..      ....',
  'manage-ingestion': '...y   ...      ..      ....',
  'operate-server': '  ....   ...      ..      ....',
};

const observed = '.yyy .yy .. .yy.';
/** The same for what each may assert, by type of fact; conditions such as "who owes it" come on top. */
const assertable: Readonly<Record<string, string>> = {
  AgreementSigned: '           ...y ... .. ....',
  TermsAmended: '              ...y ... .. ....',
  TermsRescinded: '            ...y ... .. ....',
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
  ObligationFulfilled: '       .yyy .yy .. .yy.',
  ObligationAccepted: '        ..yy ..y .. ....',
  ObligationRefused: '         ..yy ..y .. ....',
  ObligationWaived: '          ..yy ..y .. ....',
  MilestonePlanned: '          ..yy ... .. ....',
  MilestoneReplanned: '        ..yy ... .. ....',
  MilestoneReached: observed,
  BudgetReported: '            .yyy .yy .. ....',
  ProblemIdentified: observed,
  ProblemSettled: observed,
  RiskRaised: observed,
  RiskReviewed: observed,
  RiskClosed: observed,
  RecommendationMade: observed,
  RecommendationDecided: '     ..yy ..y .. ....',
  ReviewHeld: observed,
  ResponsibilityAssigned: '    ..yy ..y .. ..y.',
  ReliefClaimed: '             .... .yy .. ....',
  ReliefGranted: '             ..yy ..y .. ....',
  ReliefRefused: '             ..yy ..y .. ....',
  StatementIssued: '           ...y ... .. ....',
  CreditClaimed: '             .yyy ... .. ....',
  InvoiceReceived: '           .yyy .yy .. ....',
  InvoiceDisputed: '           ..yy ... .. ....',
  InvoiceSettled: '            ..yy ... .. ....',
  CreditApplied: '             ..yy ..y .. ....',
  ExitNoticeServed: '          ..yy ... .. ....',
  CurePlanSubmitted: '         .... ..y .. ....',
  CureAccepted: '              ..yy ... .. ....',
  CureRefused: '               ..yy ... .. ....',
  ExitRightExercised: '        ..yy ... .. ....',
  ExitRightWaived: '           ..yy ... .. ....',
  FactRetracted: observed,
  FactContested: observed,
  ContestSettled: '            ..yy ..y .y ..yy',
  SubjectErased: '             ..yy ..y .. ....',
  SigningKeyAnnounced: '       ...y ... .. ....',
  CosigningKeyAnnounced: '     ..yy ..y .. ....',
  CheckpointSigned: '          ...y ... .. ....',
  CheckpointCosigned: '        .... ..y .. ....',
};

function cells(row: string): readonly boolean[] {
  const marks = row.replaceAll(' ', '');
  expect(marks).toHaveLength(columns.length);
  return [...marks].map((mark) => mark === 'y');
}

describe('the matrix', () => {
  test('has a column for every role that a party can hold, and only those', () => {
    const parties = [...new Set(columns.map(([party]) => party))];
    for (const party of parties) {
      for (const role of roles) {
        const isColumn = columns.some((column) => column[0] === party && column[1] === role);
        expect({ party, role, possible: isPossible({ party, role }) }).toEqual({
          party,
          role,
          possible: isColumn,
        });
      }
    }
  });

  test('has a row for every operation and every type of fact', () => {
    expect(Object.keys(matrix).sort()).toEqual(Object.keys(operations).sort());
    expect(Object.keys(assertable).sort()).toEqual([...factTypes].sort());
  });

  test.each(Object.entries(matrix))('who may %s', (operation, row) => {
    expect(columns.map(([party, role]) => isAllowed({ party, role }, operation as Operation))).toEqual(
      cells(row),
    );
  });

  test.each(Object.entries(assertable))('who may assert %s', (type, row) => {
    expect(columns.map(([party, role]) => mayAssert({ party, role }, type))).toEqual(cells(row));
  });

  test('a role that its party cannot hold may do nothing that the party may not', () => {
    for (const party of ['provider', 'auditor', 'hosting-co']) {
      for (const operation of [
        'sign-agreement',
        'amend-terms',
        'issue-statement',
        'import-exports',
      ] as const) {
        expect(isAllowed({ party, role: 'keeper' }, operation)).toBe(false);
      }
    }
    for (const type of ['ReliefGranted', 'CreditClaimed', 'ExitRightWaived']) {
      expect(mayAssert({ party: 'client', role: 'arbiter' }, type)).toBe(false);
    }
  });

  test('nobody asserts what is no fact', () => {
    for (const type of ['', 'Ticket', 'constructor', '__proto__', 'ticketOpened']) {
      expect(mayAssert({ party: 'client', role: 'keeper' }, type)).toBe(false);
    }
  });
});
