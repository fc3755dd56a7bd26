import { describe, expect, test } from 'vitest';
import { explainFigure, figureNames } from '../explain/figures.js';
import { describeStatement } from '../prose/describe-statement.js';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { ticketReports } from '../tickets/ticket-report.js';
import type { Statement } from './statement.js';

const client = { party: 'client' };

function claim(
  relief: string,
  from: string,
  until: string,
  more: Readonly<Record<string, unknown>> = {},
): FactLine {
  return {
    type: 'ReliefClaimed',
    effectiveAt: '2025-01-20T09:00:00Z',
    relief,
    cause: 'power cut',
    from,
    until,
    ...more,
  };
}
function grant(relief: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return { type: 'ReliefGranted', effectiveAt: '2025-01-21T09:00:00Z', relief, assertedBy: client, ...more };
}

describe('what relief is about', () => {
  const levels = `
serviceLevels:
  - { id: incidents, measure: { kind: ticket-share, clock: resolution, within: 4h }, target: { atLeast: 95 } }
  - { id: by-service, measure: { kind: ticket-share, clock: resolution, within: 4h }, forEach: { service: [mail] }, target: { atLeast: 95 } }
  - { id: up, measure: { kind: availability, service: mail, calendar: always, exclude: [relief] }, target: { atLeast: "99.9" } }`;
  const [from, until] = ['2025-01-06T09:00:00Z', '2025-01-06T11:00:00Z'];
  const happened = [
    ...ticket('T1', '2025-01-06T08:00:00Z', 360, { service: 'mail' }),
    ...outage('O1', from, 120, { service: 'mail' }),
  ];
  const verdicts = (claimed: FactLine, ...more: readonly FactLine[]): readonly string[] =>
    scenarioOf(termsAround(levels), [...happened, claimed, ...more])
      .statement('2025-01', '2025-03-01T00:00:00Z')
      .serviceLevels.map(({ id, verdict }) => `${id} ${verdict}`);
  const [incidents, byService, up] = ['incidents met', 'by-service/mail met', 'up met'];

  test.each([
    ['everything', {}, [incidents, byService, up]],
    ['a ticket', { tickets: ['T1'] }, [incidents, byService]],
    ['another ticket', { tickets: ['T2'] }, []],
    ['a service', { services: ['mail'] }, [incidents, byService, up]],
    ['another service', { services: ['vpn'] }, []],
    ['a ticket and a service', { tickets: ['T2'], services: ['mail'] }, [up]],
    ['one level', { serviceLevels: ['up'] }, [up]],
    ['a level of many', { serviceLevels: ['by-service'] }, [byService]],
    ['one of them', { serviceLevels: ['by-service/mail'] }, [byService]],
    ['another of them', { serviceLevels: ['by-service/vpn'] }, []],
  ])('%s', (_, about, met) => {
    const found = verdicts(claim('R', from, until, about), grant('R'));
    expect(found.filter((one) => one.endsWith(' met'))).toEqual(met);
  });

  test('counts only where the party that decides granted it', () => {
    const claimed = claim('R', from, until);
    const missed = ['incidents missed', 'by-service/mail missed', 'up missed'];
    expect(verdicts(claimed)).toEqual(missed);
    expect(verdicts(claimed, grant('R', { assertedBy: { party: 'provider' } }))).toEqual(missed);
    expect(verdicts(claimed, grant('R', { type: 'ReliefRefused' }))).toEqual(missed);
    expect(verdicts(claimed, grant('R', { until: '2025-01-06T10:59:59Z' }))[0]).toBe('incidents missed');
  });

  test('what was claimed and not granted is evidence, with the reason', () => {
    const { serviceLevels } = scenarioOf(termsAround(levels), [
      ...happened,
      claim('R', from, until),
    ]).statement('2025-01', '2025-03-01T00:00:00Z');
    expect(serviceLevels.at(-1)!.parts[0]!.evidence).toMatchObject({
      excluded: [{ kind: 'relief', key: 'R', counted: false, reason: 'not-granted-yet' }],
    });
  });
});

const terms = termsAround(`
relief:
  clause: Schedule 6
  claimWithin: 20 calendar days
  decidedBy: client
  undecided: { after: 60 calendar days, counts: granted }
serviceLevels:
  - id: p1
    measure: { kind: ticket-share, clock: resolution, within: 4h }
    target: { atLeast: 95 }
    credit: { fixed: "100.00" }
obligations:
  - { id: access, clause: Schedule 7, owedBy: client, due: { within: 4h, of: request, calendar: always }, whenLate: relief }
`);
const facts: readonly FactLine[] = [
  ...ticket('INC1', '2025-01-06T08:00:00Z', 360),
  ...ticket('INC2', '2025-01-07T08:00:00Z', 600),
  {
    type: 'TicketTransitioned',
    effectiveAt: '2025-01-07T09:00:00Z',
    ticket: 'INC2',
    status: 'waiting-client',
  },
  { type: 'TicketTransitioned', effectiveAt: '2025-01-07T17:00:00Z', ticket: 'INC2', status: 'in-progress' },
  claim('R1', '2025-01-06T09:00:00Z', '2025-01-06T13:00:00Z', { tickets: ['INC1'] }),
  grant('R1', { effectiveAt: '2025-01-20T10:00:00Z', assertedBy: { party: 'provider' } }),
  grant('R1', { until: '2025-01-06T11:00:00Z' }),
  claim('R2', '2024-12-31T00:00:00Z', '2025-01-02T00:00:00Z', {
    effectiveAt: '2025-01-22T09:00:00Z',
    awareAt: '2025-01-01T09:00:00Z',
  }),
];

function statementOf(scenario: Scenario, period = '2025-01', recordedAt = '2025-02-10T00:00:00Z'): Statement {
  return scenario.statement(period, recordedAt);
}

describe('relief in a statement', () => {
  const scenario = scenarioOf(terms, facts);
  const statement = statementOf(scenario);

  test('with who decided what, what counts, and why', () => {
    expect(statement.serviceLevels[0]).toMatchObject({ volume: 2, misses: 1 });
    const { digest } = statement.terms[0]!;
    const operands = {
      decidedBy: 'client',
      claimWithin: [20, 'calendar-days'],
      outOfTime: 'barred',
      undecidedAfter: [60, 'calendar-days'],
      undecidedCounts: 'granted',
      termsDigest: digest,
    };
    const [r1, r2, access] = statement.reliefs;
    expect(statement.reliefs).toHaveLength(3);
    expect(r1).toMatchObject({
      key: 'R1',
      cause: 'power cut',
      obligation: null,
      state: 'granted',
      settledBy: 'decision',
      claimed: {
        from: '2025-01-06T09:00:00Z',
        until: '2025-01-06T13:00:00Z',
        tickets: ['INC1'],
        services: null,
      },
      granted: {
        from: '2025-01-06T09:00:00Z',
        until: '2025-01-06T11:00:00Z',
        tickets: ['INC1'],
        services: null,
      },
      claimBy: '2025-01-26T23:59:59Z',
      decideBy: '2025-03-21T23:59:59Z',
      decidedBy: 'client',
      decisions: [
        { kind: 'granted', party: 'provider', noEffect: 'not-theirs-to-decide' },
        { kind: 'granted', party: 'client', noEffect: null },
      ],
      because: { rule: 'granted', clauses: [{ id: 'relief', clause: 'Schedule 6' }], operands },
    });
    expect(r1!.because.facts).toHaveLength(3);
    expect(r2).toMatchObject({
      key: 'R2',
      state: 'out-of-time',
      settledBy: 'notice',
      granted: null,
      claimBy: '2025-01-21T23:59:59Z',
      decideBy: null,
      decisions: [],
    });
    expect(access).toMatchObject({
      key: 'obligation.access.INC2',
      cause: 'obligation access',
      obligation: { id: 'access', occurrence: 'INC2' },
      state: 'granted',
      settledBy: 'terms',
      claimed: null,
      granted: {
        from: '2025-01-07T13:00:00Z',
        until: '2025-01-07T17:00:00Z',
        tickets: ['INC2'],
        services: null,
      },
      running: false,
      decidedBy: null,
      because: { clauses: [{ id: 'access', clause: 'Schedule 7' }], operands: { occurrence: 'INC2' } },
    });
  });

  test('stands where it was claimed, decided, or for times of the period, and while it is not decided', () => {
    const open = scenarioOf(terms, [...facts, claim('R3', '2025-01-08T00:00:00Z', '2025-01-09T00:00:00Z')]);
    const keys = (period: string): readonly string[] =>
      statementOf(open, period, '2025-03-21T23:59:59Z').reliefs.map(({ key }) => key);
    expect(keys('2025-01')).toEqual(['R1', 'R2', 'R3', 'obligation.access.INC2']);
    expect(keys('2025-02')).toEqual(['R3']);
    expect(statementOf(open, '2025-02', '2025-03-22T00:00:00Z').reliefs).toEqual([]);
  });

  test('explained', () => {
    expect(figureNames(statement).filter((name) => name.startsWith('relief.'))).toEqual([
      'relief.R1',
      'relief.R2',
      'relief.obligation.access.INC2',
    ]);
    const explained = explainFigure(statement, 'relief.R1');
    expect(explained).toMatchObject({
      value: 'granted',
      because: {
        operands: {
          granted: ['2025-01-06T09:00:00Z', '2025-01-06T11:00:00Z'],
          'granted.tickets': ['INC1'],
          noticeGivenAt: '2025-01-20T09:00:00Z',
        },
      },
      from: [
        { figure: 'relief.R1.decision.1', value: 'granted', because: { rule: 'not-theirs-to-decide' } },
        { figure: 'relief.R1.decision.2', value: 'granted', because: { rule: 'granted' } },
      ],
    });
  });

  test('in words', () => {
    const section = describeStatement(statement).sections.find(({ heading }) => heading === 'Relief')!;
    expect(section.table!.rows).toEqual([
      [
        'R1',
        'Schedule 6',
        'power cut',
        '2025-01-06 09:00 to 2025-01-06 13:00, ticket INC1',
        '2025-01-20 09:00',
        'granted',
        '2025-01-06 09:00 to 2025-01-06 11:00, ticket INC1',
      ],
      [
        'R2',
        'Schedule 6',
        'power cut',
        '2024-12-31 00:00 to 2025-01-02 00:00',
        '2025-01-22 09:00',
        'out of time, notice was due by 2025-01-21 23:59',
        'nothing',
      ],
      [
        'obligation.access.INC2',
        'Schedule 7',
        'obligation access',
        '',
        '',
        'given by the terms',
        '2025-01-07 13:00 to 2025-01-07 17:00, ticket INC2',
      ],
    ]);
    expect(section.notes).toEqual([
      'R1: granted by provider at 2025-01-20 10:00 counts for nothing: the client decides.',
    ]);
  });

  test("in a ticket's report", () => {
    const known = scenario.knowledge(scenario.position, '2025-02-10T00:00:00Z');
    const clockOf = (key: string) =>
      [...ticketReports({ ...known, ticket: key })][0]!.clocks.find((one) => one.clock === 'resolution')!;
    expect(clockOf('INC1')).toMatchObject({
      elapsedSeconds: 4 * 3600,
      met: true,
      due: '2025-01-06T14:00:00Z',
      reliefs: [
        {
          relief: 'R1',
          from: '2025-01-06T09:00:00Z',
          until: '2025-01-06T11:00:00Z',
          counted: true,
          reason: null,
        },
      ],
    });
    // From eight to one and from five to six: over the four hours by two.
    expect(clockOf('INC2')).toMatchObject({
      elapsedSeconds: 6 * 3600,
      met: false,
      reliefs: [{ relief: 'obligation.access.INC2', running: false, counted: true }],
    });
  });
});

describe('adjustments', () => {
  const missed = [...ticket('INC1', '2025-01-06T08:00:00Z', 360)];
  const claimed = claim('R1', '2025-01-06T09:00:00Z', '2025-01-06T11:00:00Z');
  const adjustmentsOf = (recorded: readonly FactLine[], later: readonly FactLine[], recordedAt: string) => {
    const scenario = scenarioOf(terms, recorded);
    expect(scenario.issue('2025-01', '2025-02-05T00:00:00Z').settlement.total).toBe('100.00');
    scenario.record(...later);
    return scenario
      .statement('2025-02', recordedAt)
      .adjustments.map(({ difference, causes }) => [
        difference,
        ...causes.map((cause) => ({ ...cause, facts: undefined })),
      ]);
  };

  test('relief granted after the statement is their cause', () => {
    const later = [grant('R1', { effectiveAt: '2025-02-10T09:00:00Z' })];
    expect(adjustmentsOf([...missed, claimed], later, '2025-02-10T09:00:00Z')).toEqual([
      ['-100.00', { kind: 'facts', subject: 'relief', key: 'R1', serviceLevels: ['p1'], facts: undefined }],
    ]);
  });

  test('so is silence, by time alone', () => {
    expect(adjustmentsOf([...missed, claimed], [], '2025-03-21T23:59:59Z')).toEqual([]);
    expect(adjustmentsOf([...missed, claimed], [], '2025-03-22T00:00:00Z')).toEqual([
      [
        '-100.00',
        { kind: 'due-passed', subject: 'relief', key: 'R1', serviceLevels: ['p1'], facts: undefined },
      ],
    ]);
  });

  test("and the client's lateness that was recorded later", () => {
    const later: readonly FactLine[] = [
      {
        type: 'TicketTransitioned',
        effectiveAt: '2025-01-06T08:00:00Z',
        recordedAt: '2025-02-10T09:00:00Z',
        ticket: 'INC1',
        status: 'waiting-client',
      },
    ];
    const found = adjustmentsOf(missed, later, '2025-02-10T09:00:00Z');
    expect(found).toEqual([
      [
        '-100.00',
        { kind: 'facts', subject: 'obligation', key: 'access INC1', serviceLevels: ['p1'], facts: undefined },
        { kind: 'facts', subject: 'ticket', key: 'INC1', serviceLevels: ['p1'], facts: undefined },
      ],
    ]);
  });
});
