import { describe, expect, test } from 'vitest';
import { reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import { describeStatement } from '../prose/describe-statement.js';
import type { CreditLine, Statement } from '../statement/statement.js';
import { outage, scenarioOf, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';

/** A price for each outage of more than ten minutes. */
const perOutage = `
  - id: outages
    measure: { kind: count, of: { outages: email, longerThan: 10m } }
    target: { atMost: 0 }
    credit: { fixed: { amount: "50.00", per: event } }`;
/** One figure for the period. */
const uptime = `
  - id: uptime
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: "99.99" }
    credit: { fixed: "80.00" }`;
const tickets = `
  - id: p1
    measure: { kind: ticket-share, clock: resolution, within: 4h }
    target: { atLeast: 100 }
    credit: { fixed: "30.00" }`;

const fifth = outage('o5', '2025-01-05T10:00:00Z', 60);
const twentieth = outage('o20', '2025-01-20T10:00:00Z', 60);
const claim = (effectiveAt: string, more: Readonly<Record<string, unknown>> = {}): FactLine => ({
  type: 'CreditClaimed',
  effectiveAt,
  period: '2025-01',
  ...more,
});
const later = '2025-09-01T00:00:00Z';

function scenario(levels: readonly string[], rule: string, facts: readonly FactLine[], more = ''): Scenario {
  return scenarioOf(termsWith(levels, `credits: { claim: ${rule} }\n${more}`), facts);
}

function january(levels: readonly string[], rule: string, facts: readonly FactLine[], at = later): Statement {
  return scenario(levels, rule, facts).statement('2025-01', at);
}

function first(statement: Statement): CreditLine {
  return statement.credits.lines[0]!;
}

const tenDays = '{ within: 10 calendar days, from: event }';

describe('a price for each event is claimed event by event', () => {
  test.each([
    ['2025-01-15T23:59:58Z', '50.00', ['claimed', 'lapsed']],
    ['2025-01-15T23:59:59Z', '50.00', ['claimed', 'lapsed']],
    ['2025-01-16T00:00:00Z', '0.00', ['lapsed', 'lapsed']],
    ['2025-01-20T09:59:59Z', '0.00', ['lapsed', 'lapsed']],
    ['2025-01-20T10:00:00Z', '50.00', ['lapsed', 'claimed']],
    ['2025-01-30T23:59:59Z', '50.00', ['lapsed', 'claimed']],
    ['2025-01-31T00:00:00Z', '0.00', ['lapsed', 'lapsed']],
  ])('outages of the 5th and the 20th, claimed at %s: %s', (at, payable, statuses) => {
    const statement = january([perOutage], tenDays, [...fifth, ...twentieth, claim(at)]);
    const { portions = [] } = first(statement).claim;
    expect([statement.credits.payable, portions.map((portion) => portion.status)]).toEqual([
      payable,
      statuses,
    ]);
    expect(portions.map(({ events, claimBy }) => [events, claimBy])).toEqual([
      [['o5'], '2025-01-15T23:59:59Z'],
      [['o20'], '2025-01-30T23:59:59Z'],
    ]);
  });

  test('a claim in time for both is for both', () => {
    const rule = '{ within: 20 calendar days, from: event }';
    const statement = january([perOutage], rule, [...fifth, ...twentieth, claim('2025-01-21T00:00:00Z')]);
    expect([first(statement).claim.amount, statement.credits.payable]).toEqual([null, '100.00']);
  });

  test('two claims, each for its own', () => {
    const claims = [claim('2025-01-06T00:00:00Z'), claim('2025-01-21T00:00:00Z')];
    const statement = january([perOutage], tenDays, [...fifth, ...twentieth, ...claims]);
    expect([first(statement).claim.facts.length, statement.credits.payable]).toEqual([2, '100.00']);
  });

  test('an amount is taken up by what is in time only', () => {
    const part = claim('2025-01-21T00:00:00Z', { amount: '70.00' });
    expect(january([perOutage], tenDays, [...fifth, ...twentieth, part]).credits.payable).toBe('50.00');
  });

  test('what came too early and what came too late is shown', () => {
    const early = [claim('2025-01-19T00:00:00Z')];
    const [one, two] = first(january([perOutage], tenDays, [...fifth, ...twentieth, ...early])).claim
      .portions!;
    expect([one!.lateFacts.length, one!.earlyFacts.length]).toEqual([1, 0]);
    expect([two!.lateFacts.length, two!.earlyFacts.length]).toEqual([0, 1]);
  });

  test('what one event leaves to another is claimed no more', () => {
    const rules = 'credits: { combine: one-per-incident, claim: { within: 10 calendar days, from: event } }';
    const dear = perOutage.replace('id: outages', 'id: dear').replace('50.00', '60.00');
    const terms = termsWith([perOutage, dear], rules);
    const known = scenarioOf(terms, [...fifth, ...twentieth, claim('2025-01-21T00:00:00Z')]);
    const [cheap, other] = known.statement('2025-01', later).credits.lines;
    expect([cheap!.claim.status, cheap!.owed]).toEqual(['not-needed', '0.00']);
    expect([other!.owed, other!.claim.portions!.map(({ claimed }) => claimed)]).toEqual([
      '60.00',
      ['0.00', '60.00'],
    ]);
  });

  test('thirds are rounded so that all of them come to the line', () => {
    const limited = perOutage.replace('event } }', 'event }, atMost: { amount: "100.00" } }');
    const facts = [...fifth, ...twentieth, ...outage('o25', '2025-01-25T10:00:00Z', 60)];
    const [line] = january([limited], '{ within: 60 calendar days, from: event }', facts).credits.lines;
    expect(line!.claim.portions!.map(({ amount }) => amount)).toEqual(['33.33', '33.34', '33.33']);
  });
});

describe('one figure for the period is claimed from the last event', () => {
  test.each([
    ['2025-01-05T09:59:59Z', '0.00'],
    ['2025-01-05T10:00:00Z', '80.00'],
    ['2025-01-30T23:59:59Z', '80.00'],
    ['2025-01-31T00:00:00Z', '0.00'],
  ])('claimed at %s: %s', (at, payable) => {
    const statement = january([uptime], tenDays, [...fifth, ...twentieth, claim(at)]);
    const { claimBy, portions } = first(statement).claim;
    expect([statement.credits.payable, claimBy]).toEqual([payable, '2025-01-30T23:59:59Z']);
    expect(portions!.map(({ events }) => events)).toEqual([['o5', 'o20']]);
  });

  test('a late ticket happened when its limit ran out', () => {
    const facts = ticket('T1', '2025-01-05T21:00:00Z', 600);
    expect(first(january([tickets], tenDays, facts)).claim.claimBy).toBe('2025-01-16T23:59:59Z');
    const rule = '{ within: 10 calendar days, from: event-end }';
    expect(first(january([tickets], rule, facts)).claim.claimBy).toBe('2025-01-16T23:59:59Z');
    const later = ticket('T1', '2025-01-05T21:00:00Z', 60 * 48);
    expect(first(january([tickets], rule, later)).claim.claimBy).toBe('2025-01-17T23:59:59Z');
  });

  test('a counted ticket happened when it was opened, and was over when it was resolved', () => {
    const counted = `
  - id: reopened
    measure: { kind: count, of: tickets, where: { priority: P1 } }
    target: { atMost: 0 }
    credit: { perUnit: { each: 1, round: exact, amount: 5 } }`;
    const facts = ticket('T1', '2025-01-05T21:00:00Z', 60 * 48);
    expect(first(january([counted], tenDays, facts)).claim.claimBy).toBe('2025-01-15T23:59:59Z');
    const end = '{ within: 10 calendar days, from: event-end }';
    expect(first(january([counted], end, facts)).claim.claimBy).toBe('2025-01-17T23:59:59Z');
    const open = first(january([counted], end, ticket('T1', '2025-01-05T21:00:00Z', undefined)));
    expect([open.claim.status, open.claim.claimBy]).toEqual(['open', null]);
  });

  test('a reported figure, of which no event is known, from the end of the period', () => {
    const reported = { type: 'MeasurementReported', effectiveAt: '2025-01-20T00:00:00Z', value: '90' };
    const facts = [{ ...reported, serviceLevel: 'level' }];
    const line = first(january([reportedLevel('fixed: "5.00"')], tenDays, facts));
    expect([line.claim.claimBy, line.claim.portions![0]!.events]).toEqual(['2025-02-10T23:59:59Z', []]);
  });
});

describe('from the end of the event', () => {
  const rule = '{ within: 10 calendar days, from: event-end }';
  const long = outage('long', '2025-01-05T10:00:00Z', 60 * 24 * 3);

  test.each([
    ['2025-01-05T09:59:59Z', '0.00'],
    ['2025-01-05T10:00:00Z', '50.00'],
    ['2025-01-18T23:59:59Z', '50.00'],
    ['2025-01-19T00:00:00Z', '0.00'],
  ])('claimed at %s: %s', (at, payable) => {
    expect(january([perOutage], rule, [...long, claim(at)]).credits.payable).toBe(payable);
  });

  test('while it runs the claim is open', () => {
    const facts = outage('o', '2025-01-05T10:00:00Z', undefined);
    const line = first(january([perOutage], rule, facts));
    expect([line.claim.status, line.claim.claimBy, line.state]).toEqual(['open', null, 'accrued']);
  });
});

describe('within whole periods', () => {
  test.each([
    ['{ within: 2 periods }', '2025-03-31T23:59:59Z'],
    ['{ within: 1 period }', '2025-02-28T23:59:59Z'],
    ['{ within: 2 periods, from: event }', '2025-03-31T23:59:59Z'],
  ])('%s: until %s', (rule, claimBy) => {
    const facts = [...fifth, claim(claimBy)];
    const inTime = january([uptime], rule, facts);
    expect([first(inTime).claim.claimBy, inTime.credits.payable]).toEqual([claimBy, '80.00']);
    const after = new Date(Date.parse(claimBy) + 1000).toISOString();
    expect(january([uptime], rule, [...fifth, claim(after)]).credits.payable).toBe('0.00');
  });

  test('an outage that went on into the next period, from its end', () => {
    const facts = outage('o', '2025-01-31T10:00:00Z', 60 * 24 * 2);
    const line = first(january([uptime], '{ within: 2 periods, from: event-end }', facts));
    expect(line.claim.claimBy).toBe('2025-04-30T23:59:59Z');
  });

  test('from the statement: after the period in which it was issued', () => {
    const known = scenario([uptime], '{ within: 1 period, from: statement }', fifth);
    expect(first(known.statement('2025-01', later)).claim.claimBy).toBeNull();
    known.issue('2025-01', '2025-02-06T10:00:00Z');
    expect(first(known.statement('2025-01', later)).claim.claimBy).toBe('2025-03-31T23:59:59Z');
  });

  test('periods go on beyond the term', () => {
    const terms = termsWith([uptime], 'credits: { claim: { within: 2 periods } }', { to: '2025-01-20' });
    const line = first(scenarioOf(terms, fifth).statement('2025-01', '2025-02-01T00:00:00Z'));
    expect(line.claim.claimBy).toBe('2025-03-31T23:59:59Z');
  });
});

describe('an obligation', () => {
  const reports = `obligations:
  - { id: report, owedBy: provider, due: { each: period, on: 10 calendar days after end }, whenMissed: { credit: { amount: 40 } } }`;
  const february = (at: string) =>
    scenario([uptime], tenDays, [claim(at, { period: '2025-02' })], reports).statement('2025-02', later);
  test.each([
    ['2025-02-10T23:59:58Z', '0.00'],
    ['2025-02-10T23:59:59Z', '40.00'],
    ['2025-02-20T23:59:59Z', '40.00'],
    ['2025-02-21T00:00:00Z', '0.00'],
  ])('the report for January is missed on 10 February, claimed at %s: %s', (at, payable) => {
    expect(february(at).credits.payable).toBe(payable);
  });
});

test('the statement in words says what was not claimed', () => {
  const statement = january([perOutage], tenDays, [...fifth, ...twentieth, claim('2025-01-21T00:00:00Z')]);
  const { sections } = describeStatement(statement);
  const { rows } = sections.find(({ heading }) => heading === 'Service credits')!.table!;
  expect(rows[0]![2]).toBe('50.00 × 2; claimed: 50.00 GBP; 50.00 for o5 was not claimed by 2025-01-15 23:59');
});
