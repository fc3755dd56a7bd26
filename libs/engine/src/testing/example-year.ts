import { type FactLine, Scenario } from './scenario.js';

/** An agreement with every kind of measure, price and exit that semantics 1 has. */
const exampleTerms = (midPeriod: 'start' | 'segment'): string => `
semantics: 1
agreement: acme-northwind
title: Managed IT services
parties: { client: Acme, provider: Northwind, others: { fastfibre: FastFibre } }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-13, to: 2027-12-31 }
period: { every: month }
midPeriod: ${midPeriod}
priorities: [P1, P2, P3]
charges:
  - { id: managed, clause: "Schedule 1, 1", amount: "18500.00", per: month }
  - { id: internet, clause: "Schedule 1, 2", amount: "1200.00", per: month, passThrough: true }
calendars:
  - id: office
    hours: { mon-fri: ["08:30-12:30", "13:30-18:00"] }
    day: 8h30m
    holidays: [2025-02-14]
  - { id: always, hours: 24x7 }
  - { id: support, hours: { mon-sat: ["07:00-22:00"] }, timezone: Europe/Dublin }
clocks:
  - { id: response, from: opened, to: responded, calendar: { P1: always, else: office } }
  - id: resolution
    from: opened
    to: resolved
    calendar: { P1: always, else: office }
    pause: { statuses: [waiting-client], evidence: required }
serviceLevels:
  - id: p1-resolution
    clause: Schedule 2, 3.1
    measure: { kind: ticket-share, where: { type: incident, priority: P1 }, clock: resolution, within: 4h, countIn: due }
    target: { atLeast: 95, minimum: 60 }
    lowVolume: { fewerThan: 3, allowMisses: 1 }
    credit:
      bands: [ { below: 60, percent: 10 }, { below: 95, percent: 5, clause: "Schedule 2, 3.2" } ]
      of: [managed]
      repeat: { factor: 2, inARow: 2 }
  - id: email-availability
    clause: Schedule 2, 4
    measure:
      kind: availability
      service: email
      calendar: support
      ignoreShorterThan: 2m
      exclude: [maintenance, relief]
      maintenanceNotice: 48h
      weight: by-share
    target: { atLeast: "99.5" }
    credit: { perUnit: { each: "0.1", round: ceil, percent: "0.5" }, of: [managed], atMost: { percent: 4 } }
  - id: slowest-response
    measure: { kind: statistic, statistic: percentile, percentile: 75, of: { clock: response }, countIn: opened }
    target: { atMost: 1h }
    credit: { fixed: { points: 2 } }
  - id: failed-changes
    measure: { kind: count, of: { changes: [failed, backed-out, unauthorised] } }
    target: { atMost: 0 }
    credit: { fixed: { amount: "125.00", per: event } }
  - id: satisfaction
    measure: { kind: statistic, statistic: mean, of: { survey: csat } }
    target: { atLeast: 4 }
    notMeasuredInARun: skipped
  - id: patching
    measure: { kind: reported, unit: percent, reportedBy: agreed, whenNotReported: missed }
    target: { atLeast: 98 }
    credit: { fixed: "250.00" }
credits: { clause: "Schedule 3, 1", combine: sum, cap: { percent: 12, of: [managed, internet], clause: "Schedule 3, 2" } }
exit:
  - { id: p1-chronic, clause: "Schedule 6, 1", when: { serviceLevel: p1-resolution, below: minimum, inARow: 3 } }
  - { id: patching-often, clause: "Schedule 6, 2", when: { serviceLevel: patching, times: 2, of: 4 periods } }
  - { id: costly, clause: "Schedule 6, 3", when: { sumOf: credits, atLeast: 20 percent, of: [managed], over: 3 periods } }
`;

const exampleAmendment = `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-17
executedAt: 2025-02-10
change:
  charges:
    - { id: managed, clause: "Schedule 1, 1", amount: "19000.00", per: month }
  serviceLevels:
    - id: p1-resolution
      clause: Schedule 2, 3.1 as amended
      measure: { kind: ticket-share, where: { type: incident, priority: P1 }, clock: resolution, within: 2h, countIn: due }
      target: { atLeast: 90, minimum: 60 }
      credit:
        bands: [ { below: 60, percent: 10 }, { below: 90, percent: 5 } ]
        of: [managed]
        repeat: { factor: 2, inARow: 2 }
`;

/** A ticket with its marks; those left out did not happen. */
function ticket(
  key: string,
  priority: string,
  opened: string,
  marks: {
    readonly responded?: string;
    readonly waits?: readonly [string, string];
    readonly resolved?: string;
  },
): FactLine[] {
  const lines: FactLine[] = [
    {
      type: 'TicketOpened',
      effectiveAt: opened,
      ticket: key,
      ticketType: 'incident',
      priority,
      service: 'email',
    },
  ];
  if (marks.responded !== undefined) {
    lines.push({
      type: 'TicketResponded',
      effectiveAt: marks.responded,
      ticket: key,
      evidence: 'public-reply',
    });
  }
  if (marks.waits !== undefined) {
    const [from, until] = marks.waits;
    const transition = { type: 'TicketTransitioned', ticket: key };
    lines.push(
      { ...transition, effectiveAt: from, status: 'waiting-client', evidence: 'asked for the log file' },
      { ...transition, effectiveAt: until, status: 'in-progress' },
    );
  }
  if (marks.resolved !== undefined) {
    lines.push({ type: 'TicketResolved', effectiveAt: marks.resolved, ticket: key });
  }
  return lines;
}

/** January 2025 to March 2025, with January and February issued, late facts, a correction and an open contest. */
export function exampleYear(midPeriod: 'start' | 'segment' = 'start'): Scenario {
  const scenario = new Scenario();
  scenario.sign(exampleTerms(midPeriod), '2024-12-20T10:00:00Z');
  scenario.record(
    ...ticket('INC-1', 'P1', '2025-01-14T09:00:00Z', {
      responded: '2025-01-14T09:10:00Z',
      waits: ['2025-01-14T10:00:00Z', '2025-01-14T13:00:00Z'],
      resolved: '2025-01-14T16:00:00Z',
    }),
    ...ticket('INC-2', 'P1', '2025-01-20T22:00:00Z', {
      responded: '2025-01-20T23:30:00Z',
      resolved: '2025-01-21T04:00:00Z',
    }),
    ...ticket('INC-3', 'P1', '2025-01-25T08:00:00Z', { resolved: '2025-01-25T12:00:00Z' }),
    ...ticket('INC-4', 'P2', '2025-01-27T17:00:00Z', { responded: '2025-01-28T09:00:00Z' }),
  );
  scenario.record(
    { type: 'TicketCancelled', effectiveAt: '2025-01-28T10:00:00Z', ticket: 'INC-4', reason: 'opened twice' },
    { type: 'TicketResolved', effectiveAt: '2025-01-28T11:00:00Z', ticket: 'INC-0' },
    { type: 'OutageBegan', effectiveAt: '2025-01-16T20:00:00Z', outage: 'OUT-1', service: 'email' },
    {
      type: 'ServiceDegraded',
      effectiveAt: '2025-01-16T21:00:00Z',
      outage: 'OUT-1',
      service: 'email',
      shareAffected: '0.4',
    },
    { type: 'OutageEnded', effectiveAt: '2025-01-17T08:00:00Z', outage: 'OUT-1' },
    { type: 'OutageBegan', effectiveAt: '2025-01-18T10:00:00Z', outage: 'OUT-2', service: 'email' },
    { type: 'OutageEnded', effectiveAt: '2025-01-18T10:01:59Z', outage: 'OUT-2' },
    {
      type: 'MaintenanceAnnounced',
      effectiveAt: '2025-01-20T10:00:00Z',
      maintenance: 'MNT-1',
      service: 'email',
      from: '2025-01-25T07:00:00Z',
      until: '2025-01-25T09:00:00Z',
    },
    { type: 'OutageBegan', effectiveAt: '2025-01-25T07:30:00Z', outage: 'OUT-3', service: 'email' },
    { type: 'OutageEnded', effectiveAt: '2025-01-25T09:30:00Z', outage: 'OUT-3' },
    { type: 'ChangeFinished', effectiveAt: '2025-01-22T03:00:00Z', change: 'CHG-1', outcome: 'backed-out' },
    { type: 'SurveyAnswered', effectiveAt: '2025-01-29T12:00:00Z', survey: 'csat', score: '4' },
    { type: 'SurveyAnswered', effectiveAt: '2025-01-30T12:00:00Z', survey: 'csat', score: '3' },
    report('2025-01', 'provider', '98.5', '2025-02-03T09:00:00Z'),
    report('2025-01', 'client', '97.5', '2025-02-04T09:00:00Z'),
  );
  scenario.issue('2025-01', '2025-02-05T09:00:00Z');

  scenario.amend(exampleAmendment, '2025-02-10T15:00:00Z');
  const [late] = scenario.record({
    type: 'TicketOpened',
    effectiveAt: '2025-01-30T08:00:00Z',
    recordedAt: '2025-02-12T08:00:00Z',
    ticket: 'INC-5',
    ticketType: 'incident',
    priority: 'P1',
  });
  scenario.record(
    {
      type: 'TicketResolved',
      effectiveAt: '2025-01-30T13:00:00Z',
      recordedAt: '2025-02-12T08:00:00Z',
      ticket: 'INC-5',
    },
    ...ticket('INC-6', 'P1', '2025-02-12T09:00:00Z', { resolved: '2025-02-12T12:00:00Z' }),
    ...ticket('INC-7', 'P1', '2025-02-20T09:00:00Z', { resolved: '2025-02-20T12:00:00Z' }),
    ...ticket('INC-8', 'P1', '2025-02-21T09:00:00Z', { resolved: '2025-02-21T10:00:00Z' }),
    { ...report('2025-02', 'provider', '99', '2025-03-03T09:00:00Z'), agreed: true },
    {
      type: 'FactContested',
      effectiveAt: '2025-03-04T09:00:00Z',
      assertedBy: 'provider',
      fact: late!,
      reason: 'it was a request',
    },
  );
  scenario.issue('2025-02', '2025-03-05T09:00:00Z');

  scenario.record(
    ...ticket('INC-9', 'P1', '2025-03-28T09:00:00Z', { resolved: '2025-03-28T10:00:00Z' }),
    ...ticket('INC-10', 'P1', '2025-03-31T21:30:00Z', {}),
    {
      type: 'FactRetracted',
      effectiveAt: '2025-03-29T09:00:00Z',
      fact: scenario.facts[6]!.id,
      reason: 'wrong time',
    },
    {
      type: 'TicketResolved',
      effectiveAt: '2025-01-20T23:55:00Z',
      recordedAt: '2025-03-29T09:00:00Z',
      ticket: 'INC-2',
    },
    report('2025-03', 'provider', '120', '2025-04-02T09:00:00Z'),
  );
  return scenario;
}

function report(period: string, party: string, value: string, effectiveAt: string): FactLine {
  return {
    type: 'MeasurementReported',
    effectiveAt,
    assertedBy: party,
    serviceLevel: 'patching',
    period,
    value,
  };
}

/** When the statement of March is looked at. */
export const exampleEnd = '2025-04-03T09:00:00Z';
