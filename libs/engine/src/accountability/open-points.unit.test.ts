import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { listLimit } from './foremost.js';

function accountability(facts: readonly FactLine[], period = '2025-02', timezone = 'UTC') {
  return scenarioOf(termsAround('', { timezone }), facts).statement(period, '2025-06-01T00:00:00Z')
    .accountability;
}

function fact(type: string, day: string, more: Record<string, unknown> = {}): FactLine {
  return { type, effectiveAt: day.includes('T') ? day : `${day}T09:00:00Z`, ...more };
}

const risk = (type: string, day: string, more: Record<string, unknown> = {}): FactLine =>
  fact(type, day, { risk: 'R1', ...more });
const advice = (type: string, day: string, more: Record<string, unknown> = {}): FactLine =>
  fact(type, day, { recommendation: 'A1', ...more });

describe('the review of a risk', () => {
  test.each([
    ['2025-02-27', 1],
    ['2025-02-28', 1],
    ['2025-03-01', 0],
  ])('by %s is past at the end of February: %d', (reviewBy, pastReview) => {
    expect(
      accountability([risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy })]).risks,
    ).toMatchObject({
      open: 1,
      withoutOwner: 0,
      pastReview,
    });
  });

  test.each([
    ['2025-02-10T22:59:59Z', 0],
    ['2025-02-10T23:00:00Z', 1],
    ['2025-02-10T23:00:01Z', 1],
  ])('by 10 February in Paris is past at %s, when it is valued: %d', (valuedAt, pastReview) => {
    const scenario = scenarioOf(termsAround('', { timezone: 'Europe/Paris' }), [
      risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy: '2025-02-10' }),
    ]);
    const knowledge = scenario.knowledge(scenario.position, '2025-02-12T00:00:00Z');
    const statement = makeStatement({ ...knowledge, period: '2025-02', valuedAt: parseInstant(valuedAt) });
    expect(statement.accountability.risks.pastReview).toBe(pastReview);
  });

  test.each<[string, readonly FactLine[], Record<string, number>]>([
    [
      'without a date is never past',
      [risk('RiskRaised', '2025-01-10', { owner: 'client' })],
      { open: 1, pastReview: 0 },
    ],
    [
      'was held, and there is no other date',
      [
        risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy: '2025-02-01' }),
        risk('RiskReviewed', '2025-02-05'),
      ],
      { open: 1, pastReview: 0 },
    ],
    [
      'was held, and the next one is to come',
      [
        risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy: '2025-02-01' }),
        risk('RiskReviewed', '2025-02-05', { reviewBy: '2025-03-01' }),
      ],
      { open: 1, pastReview: 0 },
    ],
    [
      'was held, and the next one is past',
      [
        risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy: '2025-02-01' }),
        risk('RiskReviewed', '2025-01-20', { reviewBy: '2025-02-15' }),
      ],
      { open: 1, pastReview: 1 },
    ],
    [
      'was held only after the period',
      [
        risk('RiskRaised', '2025-01-10', { owner: 'client', reviewBy: '2025-02-01' }),
        risk('RiskReviewed', '2025-03-01T00:00:00Z'),
      ],
      { open: 1, pastReview: 1 },
    ],
    [
      'is of no interest once it is closed',
      [
        risk('RiskRaised', '2025-01-10', { reviewBy: '2025-02-01' }),
        risk('RiskClosed', '2025-02-28T23:59:59Z'),
      ],
      { open: 0, pastReview: 0 },
    ],
    [
      'is past as long as it is open',
      [
        risk('RiskRaised', '2025-01-10', { reviewBy: '2025-02-01' }),
        risk('RiskClosed', '2025-03-01T00:00:00Z'),
      ],
      { open: 1, pastReview: 1 },
    ],
    [
      'is past again once it is raised again',
      [
        risk('RiskRaised', '2025-01-10', { reviewBy: '2025-02-01' }),
        risk('RiskClosed', '2025-02-02'),
        risk('RiskRaised', '2025-02-03'),
      ],
      { open: 1, pastReview: 1 },
    ],
    [
      'of a risk that was never raised',
      [risk('RiskReviewed', '2025-01-10', { reviewBy: '2025-02-01' })],
      { open: 0, pastReview: 0 },
    ],
    [
      'of a risk to come',
      [risk('RiskRaised', '2025-03-01T00:00:00Z', { reviewBy: '2025-02-01' })],
      { open: 0, pastReview: 0 },
    ],
  ])('%s', (_what, facts, expected) => {
    expect(accountability(facts).risks).toMatchObject(expected);
  });
});

test('a risk without an owner is listed with what is said of it, until it has one', () => {
  const scenario = scenarioOf(termsAround(''), [
    risk('RiskRaised', '2025-01-10', { reviewBy: '2025-02-01' }),
    risk('RiskRaised', '2025-03-10', { owner: 'Northwind', reviewBy: '2025-06-01' }),
  ]);
  const at = (period: string) => scenario.statement(period, '2025-06-01T00:00:00Z').accountability.risks;
  expect(at('2025-02')).toEqual({
    open: 1,
    withoutOwner: 1,
    pastReview: 1,
    lacking: {
      listed: [
        {
          key: 'R1',
          owner: null,
          raisedOn: '2025-01-10',
          reviewBy: '2025-02-01',
          lacks: ['owner', 'review'],
          because: {
            rule: 'open-without',
            clauses: [],
            operands: { lacks: ['owner', 'review'] },
            facts: [scenario.facts[1]!.id],
          },
        },
      ],
      more: 0,
    },
  });
  expect(at('2025-03')).toMatchObject({ open: 1, withoutOwner: 0, pastReview: 0 });
});

test('the oldest are listed first, and those beyond the limit counted', () => {
  const facts = Array.from({ length: listLimit + 1 }, (_, index) =>
    risk(
      'RiskRaised',
      `2025-01-02T${String(Math.floor(index / 60)).padStart(2, '0')}:${String(59 - (index % 60)).padStart(2, '0')}:00Z`,
      {
        risk: `R${index}`,
      },
    ),
  );
  const { risks } = accountability(facts);
  expect(risks).toMatchObject({ open: listLimit + 1, withoutOwner: listLimit + 1 });
  expect(risks.lacking.more).toBe(1);
  expect(risks.lacking.listed[0]!.key).toBe(`R${listLimit}`);
});

describe('a recommendation', () => {
  const made = advice('RecommendationMade', '2025-01-10', { reviewBy: '2025-02-28' });

  test.each<[string, readonly FactLine[], number]>([
    ['that nobody decided on is open', [], 1],
    [
      'that was accepted is not',
      [advice('RecommendationDecided', '2025-02-10', { decision: 'accepted' })],
      0,
    ],
    [
      'that was rejected is not',
      [advice('RecommendationDecided', '2025-02-10', { decision: 'rejected' })],
      0,
    ],
    [
      'that was put off still is',
      [advice('RecommendationDecided', '2025-02-10', { decision: 'deferred' })],
      1,
    ],
    [
      'that is decided on later is open until then',
      [advice('RecommendationDecided', '2025-03-01T00:00:00Z', { decision: 'accepted' })],
      1,
    ],
  ])('%s', (_what, facts, open) => {
    expect(accountability([made, ...facts]).recommendations).toMatchObject({
      open,
      withoutOwner: open,
      pastReview: open,
    });
  });
});

describe('a problem', () => {
  const problem = (type: string, day: string, more: Record<string, unknown> = {}): FactLine =>
    fact(type, day, { problem: 'PRB1', ...more });

  test.each<[string, readonly FactLine[], Record<string, number>]>([
    [
      'lacks both',
      [problem('ProblemIdentified', '2025-01-10')],
      { open: 1, withoutOwner: 1, withoutRootCause: 1 },
    ],
    [
      'lacks a root cause',
      [problem('ProblemIdentified', '2025-01-10', { owner: 'client' })],
      { open: 1, withoutOwner: 0, withoutRootCause: 1 },
    ],
    [
      'lacks nothing',
      [problem('ProblemIdentified', '2025-01-10', { owner: 'client', rootCause: 'Known.' })],
      { open: 1, withoutOwner: 0, withoutRootCause: 0 },
    ],
    [
      'is settled',
      [problem('ProblemIdentified', '2025-01-10'), problem('ProblemSettled', '2025-02-28T23:59:59Z')],
      { open: 0, withoutOwner: 0, withoutRootCause: 0 },
    ],
    [
      'is settled later',
      [problem('ProblemIdentified', '2025-01-10'), problem('ProblemSettled', '2025-03-01T00:00:00Z')],
      { open: 1, withoutOwner: 1, withoutRootCause: 1 },
    ],
    [
      'is back',
      [
        problem('ProblemIdentified', '2025-01-10', { owner: 'client' }),
        problem('ProblemSettled', '2025-02-01'),
        problem('ProblemIdentified', '2025-02-02'),
      ],
      { open: 1, withoutOwner: 0, withoutRootCause: 1 },
    ],
    ['was never identified', [problem('ProblemSettled', '2025-02-01')], { open: 0 }],
  ])('%s', (_what, facts, expected) => {
    expect(accountability(facts).problems).toMatchObject(expected);
  });

  test('is listed with what it is about', () => {
    const { problems } = accountability([
      problem('ProblemIdentified', '2025-01-10', {
        service: 'email',
        category: 'login',
        configurationItem: 'mx1',
      }),
    ]);
    expect(problems.lacking.listed).toMatchObject([
      {
        problem: 'PRB1',
        service: 'email',
        category: 'login',
        configurationItem: 'mx1',
        owner: null,
        rootCauseKnown: false,
        identifiedOn: '2025-01-10',
        settledOn: null,
        lacks: ['owner', 'root-cause'],
      },
    ]);
  });
});
