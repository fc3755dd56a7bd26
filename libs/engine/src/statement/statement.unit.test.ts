import { describe, expect, test } from 'vitest';
import { parseInstant } from '@tallystick/quantities';
import { exampleEnd, exampleYear } from '../testing/example-year.js';
import { january, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import { Scenario } from '../testing/scenario.js';
import { compareStatements } from './compare-statements.js';
import { evaluatePeriods, makeStatement } from './make-statement.js';
import { nextPeriodToIssue, periodOf, periodsBegunBy } from './periods-of.js';
import { readStatement } from './read-statement.js';
import { zoneTableOfStatement } from './sealed-zones.js';
import { statementDigest } from './statement-bytes.js';

const share = `
serviceLevels:
  - id: share
    measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 95 }
    credit: { fixed: { percent: 10 }, of: [fee] }`;

describe('the three dates of a statement', () => {
  test('valued at the end of the period, or when the last fact was recorded if that is later', () => {
    const facts = ticket('A', '2025-01-10T00:00:00Z', 60);
    expect(january(share, facts, '2025-01-20T00:00:00Z').valuedAt).toBe('2025-02-01T00:00:00Z');
    expect(january(share, facts, '2025-02-20T10:30:00Z').valuedAt).toBe('2025-02-20T10:30:00Z');
  });

  test('an instant of valuation before the period is refused', () => {
    const scenario = scenarioOf(termsAround(share), []);
    const input = {
      ...scenario.knowledge(),
      period: '2025-02',
      valuedAt: parseInstant('2025-01-31T23:59:59Z'),
    };
    expect(() => makeStatement(input)).toThrow(expect.objectContaining({ code: 'period-invalid' }));
    expect(makeStatement({ ...input, valuedAt: parseInstant('2025-02-01T00:00:00Z') }).valuedAt).toBe(
      '2025-02-01T00:00:00Z',
    );
  });

  test('facts recorded later do not exist yet', () => {
    const scenario = scenarioOf(termsAround(share), ticket('A', '2025-01-10T00:00:00Z', 600));
    const before = makeStatement({ ...scenario.knowledge(1), period: '2025-01' });
    expect(before.serviceLevels[0]?.verdict).toBe('not-measured');
    expect(scenario.statement('2025-01').serviceLevels[0]?.verdict).toBe('missed');
  });

  test('a clock that ran when the month was stated becomes an adjustment when its limit has passed', () => {
    const scenario = scenarioOf(termsAround(share), [
      ...ticket('A', '2025-01-31T23:00:00Z', undefined),
      ...ticket('B', '2025-01-10T00:00:00Z', 5),
    ]);
    scenario.issue('2025-01', '2025-02-01T01:00:00Z');
    const february = scenario.statement('2025-02', '2025-03-02T00:00:00Z');
    expect(february.adjustments).toMatchObject([
      {
        period: '2025-01',
        was: '0.00',
        is: '100.00',
        difference: '100.00',
        serviceLevels: [{ id: 'share', was: { verdict: 'met' }, is: { verdict: 'missed' } }],
        causes: [{ kind: 'time-passed', ticket: 'A', serviceLevels: ['share'] }],
      },
    ]);
  });

  test('an outage whose end, known later, takes it out of a stated period is the cause of the adjustment', () => {
    const available = `
serviceLevels:
  - id: available
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: "99.5" }
    credit: { fixed: { percent: 10 }, of: [fee] }`;
    const began = { type: 'OutageBegan', outage: 'O', service: 'email', effectiveAt: '2025-01-01T00:00:00Z' };
    const scenario = scenarioOf(termsAround(available), [began]);
    scenario.issue('2025-01', '2025-02-02T00:00:00Z');
    scenario.issue('2025-02', '2025-03-02T00:00:00Z');
    const ends = scenario.record({
      type: 'OutageEnded',
      outage: 'O',
      effectiveAt: '2025-01-02T00:00:00Z',
      recordedAt: '2025-03-03T00:00:00Z',
    });
    const march = scenario.statement('2025-03', '2025-04-02T00:00:00Z');
    expect(march.adjustments.find(({ period }) => period === '2025-02')).toMatchObject({
      was: '100.00',
      is: '0.00',
      causes: [{ kind: 'facts', subject: 'outage', key: 'O email', facts: ends }],
    });
  });

  test('a period that was never stated gets no adjustment', () => {
    const scenario = scenarioOf(termsAround(share), ticket('A', '2025-01-10T00:00:00Z', 600));
    expect(scenario.statement('2025-02', '2025-03-02T00:00:00Z')).toMatchObject({
      adjustments: [],
      settlement: { total: '0.00' },
    });
  });

  test('a run that an earlier period breaks is named as the cause', () => {
    const repeated = share.replace('of: [fee] }', 'of: [fee], repeat: { factor: 2, inARow: 2 } }');
    const scenario = scenarioOf(termsAround(repeated), [
      ...ticket('A', '2025-01-10T00:00:00Z', 600),
      ...ticket('B', '2025-02-10T00:00:00Z', 600),
    ]);
    scenario.issue('2025-01', '2025-02-05T00:00:00Z');
    expect(scenario.issue('2025-02', '2025-03-05T00:00:00Z').credits.payable).toBe('200.00');
    const resolved = scenario.facts.find((fact) => fact.type === 'TicketResolved')!.id;
    scenario.record(
      { type: 'FactRetracted', effectiveAt: '2025-03-10T00:00:00Z', fact: resolved, reason: 'wrong' },
      {
        type: 'TicketResolved',
        effectiveAt: '2025-01-10T01:00:00Z',
        recordedAt: '2025-03-10T00:00:00Z',
        ticket: 'A',
      },
    );
    const march = scenario.statement('2025-03', '2025-04-05T00:00:00Z');
    expect(
      march.adjustments.map((one) => [one.period, one.difference, one.causes.map((cause) => cause.kind)]),
    ).toEqual([
      ['2025-01', '-100.00', ['facts']],
      ['2025-02', '-100.00', ['earlier-period']],
    ]);
  });
});

describe('sealed time zones', () => {
  test('give the same bytes under a doctored time-zone table', () => {
    const scenario = exampleYear();
    const statement = scenario.statement('2025-03', exampleEnd);
    const sealed = zoneTableOfStatement(statement);
    const again = makeStatement({
      ...scenario.knowledge(scenario.position, exampleEnd),
      zones: sealed,
      period: '2025-03',
    });
    expect(statementDigest(again)).toBe(statementDigest(statement));

    const doctored = {
      version: 'doctored',
      zones: statement.zones.zones.map((zone) => ({
        ...zone,
        initialOffsetSeconds: 18_000,
        transitions: [],
      })),
    };
    const zones = zoneTableOfStatement({ zones: doctored });
    const other = makeStatement({
      ...scenario.knowledge(scenario.position, exampleEnd),
      zones,
      period: '2025-03',
    });
    expect(other.period.startsAt).toBe('2025-02-28T19:00:00Z');
    expect(statement.zones.zones.map((zone) => zone.zone)).toEqual(['Europe/Dublin', 'Europe/London']);
  });
});

describe('periods of an agreement', () => {
  const scenario = exampleYear();
  const known = scenario.knowledge();

  test('by label, cut to the term', () => {
    expect(periodOf(known, '2025-01')).toMatchObject({ from: '2025-01-13', days: 19, cut: true });
    expect(() => periodOf(known, '2028-01')).toThrow(expect.objectContaining({ code: 'period-invalid' }));
  });

  test('those that have begun, and the one to issue next', () => {
    const begun = periodsBegunBy(known, parseInstant('2025-03-01T00:00:00Z'));
    expect(begun.map((period) => period.label)).toEqual(['2025-01', '2025-02', '2025-03']);
    expect(nextPeriodToIssue(known)?.label).toBe('2025-03');
    expect(nextPeriodToIssue(scenario.knowledge(1))?.label).toBe('2025-01');
  });

  test('without labels, a range ends with the last period that has begun', () => {
    expect(evaluatePeriods(known).map((statement) => statement.period.label)).toEqual([
      '2025-01',
      '2025-02',
      '2025-03',
      '2025-04',
    ]);
    expect(evaluatePeriods(scenario.knowledge(1))).toEqual([]);
  });

  test('there are none before the agreement is signed', () => {
    const empty = new Scenario();
    empty.record(...ticket('A', '2025-01-10T00:00:00Z', 1));
    expect(() => empty.statement('2025-01')).toThrow(expect.objectContaining({ code: 'agreement-unknown' }));
  });
});

describe('reading and comparing statements', () => {
  const statement = january(share, ticket('A', '2025-01-10T00:00:00Z', 600));

  test('every path that differs is named with both values', () => {
    const other = january(share, ticket('A', '2025-01-10T00:00:00Z', 60));
    const paths = compareStatements(statement, other).map((difference) => difference.path);
    expect(paths).toContain('serviceLevels[0].verdict');
    expect(paths).toContain('settlement.total');
    expect(compareStatements(statement, statement)).toEqual([]);
    expect(compareStatements({ a: [1] }, { a: [1, 2], b: null })).toEqual([
      { path: 'a[1]', left: undefined, right: 2 },
      { path: 'b', left: undefined, right: null },
    ]);
  });

  test('another format or other semantics are refused', () => {
    expect(readStatement(statement)).toBe(statement);
    for (const wrong of [{ ...statement, format: 3 }, { ...statement, semantics: 2 }, null, 'text']) {
      expect(() => readStatement(wrong)).toThrow(expect.objectContaining({ code: 'semantics-unknown' }));
    }
  });

  test('an open contest is listed, a settled one is not', () => {
    const scenario = scenarioOf(termsAround(share), ticket('A', '2025-01-10T00:00:00Z', 600));
    const fact = scenario.facts[1]!.id;
    const contest = {
      type: 'FactContested',
      effectiveAt: '2025-02-02T00:00:00Z',
      assertedBy: 'client',
      fact,
      reason: 'no',
    };
    scenario.record(contest);
    expect(scenario.statement('2025-01').contests).toMatchObject([
      { fact, ticket: 'A', contestedBy: 'client' },
    ]);
    scenario.record({
      type: 'ContestSettled',
      effectiveAt: '2025-02-03T00:00:00Z',
      fact,
      outcome: 'rejected',
    });
    expect(scenario.statement('2025-01').contests).toEqual([]);
  });
});

describe('a right to leave', () => {
  const chronic = `
serviceLevels:
  - id: figure
    measure: { kind: reported, unit: percent }
    target: { atLeast: 95 }
exit:
  - id: chronic
    when: { serviceLevel: figure, below: expected, inARow: 2 }
    cure: 30 calendar days
    exerciseWithin: 60 calendar days
    notice: 10 calendar days`;
  const reports = ['90', '90', '99', '99', '99'].map((value, index) => ({
    type: 'MeasurementReported',
    effectiveAt: `2025-0${index + 1}-20T00:00:00Z`,
    serviceLevel: 'figure',
    value,
  }));

  test('says until when it lasts, also after the condition has ceased, and lapses with the day after', () => {
    const scenario = scenarioOf(termsAround(chronic), reports);
    const exits = [
      ['2025-01', '2025-02-05T00:00:00Z'],
      ['2025-02', '2025-03-05T00:00:00Z'],
      ['2025-03', '2025-04-05T00:00:00Z'],
      ['2025-04', '2025-05-05T00:00:00Z'],
      ['2025-05', '2025-06-05T00:00:00Z'],
    ].map(([label, recordedAt]) => scenario.statement(label!, recordedAt).exits[0]!);
    expect(exits.map(({ state, exerciseBy }) => [state, exerciseBy])).toEqual([
      ['watch', null],
      ['armed', '2025-04-29'],
      ['armed', '2025-04-29'],
      ['lapsed', '2025-04-29'],
      ['lapsed', '2025-04-29'],
    ]);
    expect(exits[1]).toMatchObject({ cureDays: 30, noticeDays: 10, heldIn: ['2025-02'] });
  });
});
