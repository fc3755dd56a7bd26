import type { Scenario } from './scenario.js';
import { outage, scenarioOf, termsAround, ticket } from './levels.js';

const clauses = `
accountability: { recurring: { times: 2, within: 10 calendar days } }
responsibilities:
  - { area: email, clause: "7.1", owner: provider, coordinatedBy: client }
serviceLevels:
  - { id: p1, clause: "2.1", measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }, target: { atLeast: 50 } }
  - { id: email, title: Email, measure: { kind: availability, service: email, calendar: always }, target: { atLeast: "99.9" } }
obligations:
  - { id: report, clause: "5", title: The monthly report, owedBy: provider, due: { each: period, within: 5 calendar days after end } }
`;

/** January and February 2025 with something of everything that accountability shows in February. */
export function accountableMonths(): Scenario {
  return scenarioOf(termsAround(clauses), [
    ...ticket('T1', '2025-01-10T10:00:00Z', 60, { service: 'email' }),
    ...ticket('T2', '2025-02-03T10:00:00Z', 60, { service: 'email' }),
    ...ticket('T3', '2025-02-05T10:00:00Z', 600, { service: 'email' }),
    ...ticket('T4', '2025-02-06T10:00:00Z', 600, { service: 'vpn' }),
    ...ticket('T5', '2025-02-07T10:00:00Z', undefined, {}),
    {
      type: 'TicketTransitioned',
      effectiveAt: '2025-02-14T10:00:00Z',
      ticket: 'T5',
      status: 'waiting-third-party',
    },
    ...outage('O1', '2025-02-11T10:00:00Z', 120),
    {
      type: 'ProblemIdentified',
      effectiveAt: '2025-02-12T10:00:00Z',
      problem: 'PRB1',
      service: 'email',
      owner: 'Acme',
    },
    { type: 'RiskRaised', effectiveAt: '2025-01-05T00:00:00Z', risk: 'R1', reviewBy: '2025-02-28' },
    { type: 'RecommendationMade', effectiveAt: '2025-02-05T00:00:00Z', recommendation: 'A1' },
    { type: 'ResponsibilityAssigned', effectiveAt: '2025-02-20T00:00:00Z', area: 'email', owner: 'client' },
  ]);
}
