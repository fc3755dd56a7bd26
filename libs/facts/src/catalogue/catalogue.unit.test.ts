import { describe, expect, it } from 'vitest';
import { envelopeKeys } from '../envelope.js';
import { declarationOf, factCatalogue, factTypes, isFactType } from './catalogue.js';
import { accountabilityFacts } from './accountability-facts.js';
import { agreementFacts } from './agreement-facts.js';
import { changeFacts } from './change-facts.js';
import { exitFacts } from './exit-facts.js';
import { factFamilies, type FieldKind, type FieldSet } from './field.js';
import { ledgerFacts } from './ledger-facts.js';
import { measurementFacts } from './measurement-facts.js';
import { moneyFacts } from './money-facts.js';
import { obligationFacts } from './obligation-facts.js';
import { projectFacts } from './project-facts.js';
import { reliefFacts } from './relief-facts.js';
import { serviceFacts } from './service-facts.js';
import { ticketFacts } from './ticket-facts.js';

/** The types of design 2, by family: the catalogue may have more, never fewer. */
const ofTheDesign = {
  agreement: 'AgreementSigned TermsAmended TermsRescinded',
  ticket:
    'TicketOpened TicketResponded TicketTransitioned TicketReprioritised TicketReclassified TicketAssigned TicketUpdatePosted TicketResolved TicketReopened TicketClosed TicketCancelled TicketEscalated TicketLinked',
  change:
    'ChangeRequested ChangeApproved ChangeRejected ChangeScheduled ChangeStarted ChangeFinished UnauthorisedChangeFound',
  service: 'OutageBegan OutageEnded ServiceDegraded MaintenanceAnnounced MaintenanceCancelled',
  measurement: 'MeasurementReported SurveyAnswered',
  obligation: 'ObligationFulfilled ObligationAccepted ObligationRefused ObligationWaived',
  project: 'MilestonePlanned MilestoneReplanned MilestoneReached BudgetReported',
  accountability:
    'ProblemIdentified ProblemSettled RiskRaised RiskReviewed RiskClosed RecommendationMade RecommendationDecided ReviewHeld ResponsibilityAssigned',
  relief: 'ReliefClaimed ReliefGranted ReliefRefused',
  money: 'StatementIssued CreditClaimed InvoiceReceived InvoiceDisputed InvoiceSettled CreditApplied',
  exit: 'ExitNoticeServed CurePlanSubmitted CureAccepted CureRefused ExitRightExercised ExitRightWaived',
  ledger:
    'FactRetracted FactContested ContestSettled SubjectErased SigningKeyAnnounced CosigningKeyAnnounced CheckpointSigned CheckpointCosigned',
} as const;

function kindsOf(fields: FieldSet): FieldKind[] {
  const deep = (kind: FieldKind): FieldKind[] => [
    kind,
    ...(kind.kind === 'list' ? deep(kind.of) : kind.kind === 'record' ? kindsOf(kind.fields) : []),
  ];
  return Object.values(fields).flatMap(({ value }) => deep(value));
}

describe('factCatalogue', () => {
  it('has every type of the design in its family', () => {
    for (const family of factFamilies) {
      const types = factTypes.filter((type) => declarationOf(type).family === family);
      expect(types).toEqual(expect.arrayContaining(ofTheDesign[family].split(' ')));
    }
  });

  it('declares each type once', () => {
    const families = [
      accountabilityFacts,
      agreementFacts,
      changeFacts,
      exitFacts,
      ledgerFacts,
      measurementFacts,
      moneyFacts,
      obligationFacts,
      projectFacts,
      reliefFacts,
      serviceFacts,
      ticketFacts,
    ];
    expect(families.flatMap((facts) => Object.keys(facts)).sort()).toEqual(Object.keys(factCatalogue).sort());
  });

  it('knows its types and nothing else', () => {
    expect(isFactType('TicketOpened')).toBe(true);
    for (const other of ['ticketOpened', 'constructor', '__proto__', '', 7, undefined]) {
      expect(isFactType(other)).toBe(false);
    }
  });

  for (const type of factTypes) {
    const { fields, meaning, schema, rules } = declarationOf(type);

    it(`${type}: no payload key is one of the envelope's`, () => {
      expect(
        Object.keys(fields).filter((name) => (envelopeKeys as readonly string[]).includes(name)),
      ).toEqual([]);
    });

    it(`${type}: names, meanings and limits are whole`, () => {
      expect(type).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(schema).toBeGreaterThanOrEqual(1);
      for (const [name, field] of Object.entries(fields)) {
        expect(name).toMatch(/^[a-z][A-Za-z]*$/);
        expect(field.meaning).toMatch(/^[A-Z].*\.$/);
      }
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(
        `${meaning}${Object.values(fields)
          .map((field) => field.meaning)
          .join('')}`,
      ).not.toContain('|');
      for (const kind of kindsOf(fields)) {
        // Closed forms are written without an escape, and no list of words is empty.
        if (kind.kind === 'choice') for (const word of kind.words) expect(word).toMatch(/^[a-z-]+$/);
        if (kind.kind === 'text') expect(kind.limit).toBeGreaterThan(0);
      }
    });

    it(`${type}: its rules name its fields`, () => {
      const named = rules.flatMap((rule) => {
        switch (rule.rule) {
          case 'exactly-one-form':
            return rule.forms.flat();
          case 'at-least-one':
            return rule.of;
          case 'interval':
            return [rule.from, rule.until];
        }
      });
      for (const name of named) expect(Object.keys(fields)).toContain(name);
    });
  }
});
