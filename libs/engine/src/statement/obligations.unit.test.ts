import { describe, expect, test } from 'vitest';
import { explainFigure, figureNames } from '../explain/figures.js';
import { describeStatement } from '../prose/describe-statement.js';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const clauses = `
obligations:
  - id: monthly-report
    clause: Schedule 4, 1
    title: Monthly report
    owedBy: provider
    due: { each: period, on: 10th business day after end, calendar: office }
    evidence: required
    acceptedAfter: 5 business days
    whenMissed: { credit: { fixed: "250.00" } }
  - { id: access, owedBy: client, due: { within: 4h, of: request, calendar: always }, whenLate: relief }
reviews:
  - { id: review, each: month, within: 10 business days after end, with: [client, provider], calendar: office }
escalation:
  - id: ladder
    clause: Schedule 5
    where: { priority: P1 }
    clock: resolution
    within: 4h
    levels: [ { after: 50 percent, to: duty manager }, { after: breach, to: service director, within: 15m } ]
    whenMissed: { credit: { fixed: "10.00" } }
`;
const move = (key: string, effectiveAt: string, status: string): FactLine => ({
  type: 'TicketTransitioned',
  effectiveAt,
  ticket: key,
  status,
});
const facts: readonly FactLine[] = [
  // Held half the limit: escalated in time; over it: nobody told.
  ...ticket('INC1', '2025-02-03T09:00:00Z', 600),
  {
    type: 'TicketEscalated',
    effectiveAt: '2025-02-03T10:30:00Z',
    ticket: 'INC1',
    level: '1',
    to: 'duty manager',
  },
  // The client answers one request in time and another a day late.
  ...ticket('INC2', '2025-02-04T09:00:00Z', undefined, { priority: 'P2' }),
  move('INC2', '2025-02-04T10:00:00Z', 'waiting-client'),
  move('INC2', '2025-02-04T11:00:00Z', 'in-progress'),
  move('INC2', '2025-02-05T10:00:00Z', 'waiting-client'),
  move('INC2', '2025-02-06T14:00:00Z', 'in-progress'),
  {
    type: 'ObligationFulfilled',
    effectiveAt: '2025-02-13T09:00:00Z',
    obligation: 'monthly-report',
    period: '2025-01',
  },
  {
    type: 'ReviewHeld',
    effectiveAt: '2025-02-12T09:00:00Z',
    review: 'review',
    period: '2025-01',
    attendees: ['client', 'provider'],
  },
];

function february() {
  return scenarioOf(termsAround(clauses), facts).statement('2025-02', '2025-03-05T00:00:00Z');
}

describe('the obligations of a statement', () => {
  test('each with how often it was due and how it stands', () => {
    const { obligations } = february().obligations;
    expect(
      obligations.map(({ id, owedBy, counts: { due, met, missed } }) => [id, owedBy, due, met, missed]),
    ).toEqual([
      ['monthly-report', 'provider', 1, 0, 1],
      ['access', 'client', 2, 1, 1],
      ['review', 'provider', 1, 1, 0],
    ]);
  });

  test('a report without its evidence is missed, says so, and has its price', () => {
    const statement = february();
    const [report] = statement.obligations.obligations;
    expect(report!.occurrences.map(({ key, state }) => [key, state])).toEqual([
      ['2025-01', 'missed'],
      ['2025-02', 'open'],
    ]);
    expect(report!.occurrences[0]).toMatchObject({
      dueAt: '2025-02-14T17:00:00Z',
      dueOn: '2025-02-14',
      deliveredAt: null,
      acts: [{ kind: 'fulfilled', noEffect: 'no-evidence' }],
      follows: [{ consequence: 'missed', period: '2025-02', credit: { exact: '250', amount: '250.00' } }],
      because: { clauses: [{ id: 'monthly-report', clause: 'Schedule 4, 1' }] },
    });
    expect(statement.credits.lines.map(({ of, id, amount }) => [of, id, amount])).toEqual([
      ['obligation', 'monthly-report', '250.00'],
      ['obligation', 'ladder', '10.00'],
    ]);
  });

  test("of the client's answers those in time are only counted; lateness is relief", () => {
    const access = february().obligations.obligations[1]!;
    expect(
      access.occurrences.map(({ key, daysLate, follows }) => [key, daysLate, follows[0]!.relief]),
    ).toEqual([
      ['INC2#2', 1, { from: '2025-02-05T14:00:00Z', until: '2025-02-06T14:00:00Z', running: false }],
    ]);
  });

  test('a ladder with its counts, and the steps that were not taken with all facts of their ticket', () => {
    const [ladder] = february().obligations.escalations;
    expect(ladder!.counts).toMatchObject({ due: 2, met: 1, missed: 1 });
    expect(ladder!.missed).toMatchObject([
      { ticket: 'INC1', level: 2, to: 'service director', dueAt: '2025-02-03T13:15:00Z', takenAt: null },
    ]);
    expect(ladder!.missed[0]!.because.facts).toHaveLength(3);
  });

  test('are explained down to the facts', () => {
    const statement = february();
    expect(figureNames(statement)).toEqual(
      expect.arrayContaining(['obligation.monthly-report', 'escalation.ladder']),
    );
    const report = explainFigure(statement, 'obligation.monthly-report');
    expect(report.from[0]).toMatchObject({ figure: 'obligation.monthly-report.2025-01', value: 'missed' });
    expect(report.from[0]!.from[0]!.because).toMatchObject({ rule: 'no-evidence' });
    expect(report.from[0]!.from[0]!.because.facts).toHaveLength(1);
  });

  test('stand in words', () => {
    const sections = describeStatement(february()).sections;
    const owed = sections.find(({ heading }) => heading === 'Obligations and reviews')!;
    expect(owed.table!.rows).toEqual([
      [
        'Monthly report',
        'Schedule 4, 1',
        'provider',
        '2025-01',
        '2025-02-14 17:00',
        'not done',
        'missed, 19 days late (recorded without the evidence that is required)',
        'GBP 250.00 in 2025-02',
      ],
      ['Monthly report', 'Schedule 4, 1', 'provider', '2025-02', '2025-03-14 17:00', 'not done', 'open', ''],
      [
        'access',
        '',
        'client',
        'INC2#2',
        '2025-02-05 14:00',
        '2025-02-06 14:00',
        'missed, 1 day late',
        'relief for the provider from 2025-02-05 14:00 to 2025-02-06 14:00',
      ],
      ['review', '', 'provider', '2025-01', '2025-02-14 17:00', '2025-02-12 09:00', 'done in time', ''],
      ['review', '', 'provider', '2025-02', '2025-03-14 17:00', 'not done', 'open', ''],
    ]);
    expect(owed.notes).toEqual(['access: 1 of 2 done in time.']);
    const escalation = sections.find(({ heading }) => heading === 'Escalation')!;
    expect(escalation.notes).toEqual(['ladder: 1 of 2 steps taken in time.']);
  });

  test('stand in terms of the period only', () => {
    const scenario = scenarioOf(termsAround(''), []);
    expect(scenario.statement('2025-01', '2025-02-01T00:00:00Z').obligations).toEqual({
      obligations: [],
      escalations: [],
    });
  });
});
