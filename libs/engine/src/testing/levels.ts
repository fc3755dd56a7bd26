import { type FactLine, Scenario } from './scenario.js';
import type { ServiceLevelPart, ServiceLevelStatement, Statement } from '../statement/statement.js';

/** A terms document in YAML around the clauses that a test is about; a fee of 1,000.00 a month is called `fee`. */
export function termsAround(clauses: string, head: Readonly<Record<string, string>> = {}): string {
  const { timezone = 'UTC', midPeriod = 'start', from = '2025-01-01', to } = head;
  return `
semantics: 1
agreement: acme-northwind
title: Under test
parties: { client: Acme, provider: Northwind }
timezone: ${timezone}
currency: GBP
term: { from: ${from}${to === undefined ? '' : `, to: ${to}`} }
period: { every: month }
midPeriod: ${midPeriod}
priorities: [P1, P2, P3]
charges: [ { id: fee, amount: "1000.00", per: month } ]
calendars:
  - { id: always, hours: 24x7 }
  - { id: office, hours: { mon-fri: ["09:00-17:00"] }, day: 8h }
clocks:
  - { id: resolution, from: opened, to: resolved, calendar: always }
${clauses}
`;
}

export function scenarioOf(terms: string, facts: readonly FactLine[]): Scenario {
  const scenario = new Scenario();
  scenario.sign(terms, '2024-12-01T00:00:00Z');
  scenario.record(...[...facts].sort((a, b) => Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt)));
  return scenario;
}

/** The statement of January 2025, known well after it. */
export function january(
  clauses: string,
  facts: readonly FactLine[],
  recordedAt = '2025-03-01T00:00:00Z',
): Statement {
  return scenarioOf(termsAround(clauses), facts).statement('2025-01', recordedAt);
}

export function firstLevel(
  statement: Statement,
): ServiceLevelStatement & { readonly part: ServiceLevelPart } {
  const level = statement.serviceLevels[0]!;
  return { ...level, part: level.parts[0]! };
}

/** A ticket opened at an instant and resolved so many minutes later, or not at all. */
export function ticket(
  key: string,
  opened: string,
  minutes: number | undefined,
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  const open = {
    type: 'TicketOpened',
    effectiveAt: opened,
    ticket: key,
    ticketType: 'incident',
    priority: 'P1',
    ...more,
  };
  if (minutes === undefined) return [open];
  return [open, { type: 'TicketResolved', effectiveAt: later(opened, minutes), ticket: key }];
}

export function outage(
  key: string,
  from: string,
  minutes: number | undefined,
  more: Readonly<Record<string, unknown>> = {},
): FactLine[] {
  const began = { type: 'OutageBegan', effectiveAt: from, outage: key, service: 'email', ...more };
  if (minutes === undefined) return [began];
  return [began, { type: 'OutageEnded', effectiveAt: later(from, minutes), outage: key }];
}

export function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}
