/** A small agreement for end-to-end tests, and facts for it that need no import. */
export const sampleTerms = `
semantics: 1
agreement: sample
title: Sample services
parties: { client: The client, provider: The provider }
timezone: Europe/Berlin
currency: EUR
term: { from: 2025-01-01, to: 2026-12-31 }
period: { every: month }
priorities: [P1, P2]
charges:
  - { id: fee, amount: "10000.00", per: month }
calendars:
  - { id: office, hours: { mon-fri: ["08:00-12:00", "13:00-17:00"] }, day: 8h, holidays: [2025-01-01] }
  - { id: always, hours: 24x7 }
clocks:
  - id: resolution
    from: opened
    to: resolved
    calendar: { P1: always, else: office }
    pause: { statuses: [waiting-client], evidence: required }
serviceLevels:
  - id: solved
    clause: "3.1"
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: { P1: 4h, else: 8h }, countIn: opened }
    target: { atLeast: 90, minimum: 70 }
    credit: { bands: [{ below: 70, percent: 10 }, { below: 90, percent: 4 }], of: [fee], repeat: { factor: 2, inARow: 3 } }
  - id: mail
    clause: "3.2"
    measure: { kind: availability, service: mail, calendar: always, exclude: [maintenance] }
    target: { atLeast: "99.9" }
    credit: { perUnit: { each: "0.1", round: ceil, percent: 1 }, of: [fee] }
credits:
  cap: { percent: 20, of: [fee], over: 1 period, excess: lost }
exit:
  - { id: chronic, clause: "9.1", when: { serviceLevel: solved, below: expected, inARow: 3 } }
`;

/** Back-dated: agreed in winter, in force from the first of June on. */
export const backDatedAmendment = `
amendment: A1
agreement: sample
kind: amendment
effectiveFrom: 2025-06-01
executedAt: 2025-12-15
change:
  charges:
    - { id: fee, amount: "12000.00", per: month }
  serviceLevels:
    - id: solved
      clause: "A1, 3.1"
      measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: { P1: 3h, else: 6h }, countIn: opened }
      target: { atLeast: 90, minimum: 70 }
      credit: { bands: [{ below: 70, percent: 10 }, { below: 90, percent: 4 }], of: [fee], repeat: { factor: 2, inARow: 3 } }
`;

export type SampleFact = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly effectiveAt: string;
};

const two = (number: number) => String(number).padStart(2, '0');

/** What happens in one month of 2025: tickets of which some are late, a wait, an outage, a maintenance. */
export function sampleMonth(month: number): SampleFact[] {
  const facts: SampleFact[] = [];
  const provider = { assertedBy: 'provider' };
  for (let number = 1; number <= 12; number += 1) {
    const ticket = `T-${two(month)}-${two(number)}`;
    const day = `2025-${two(month)}-${two(2 + number * 2)}`;
    const at = (hour: number, minute = 0) => `${day}T${two(hour)}:${two(minute)}:00Z`;
    const priority = number % 4 === 0 ? 'P1' : 'P2';
    facts.push({
      type: 'TicketOpened',
      effectiveAt: at(8),
      ticket,
      ticketType: 'incident',
      priority,
      ...provider,
    });
    if (number % 3 === 0) {
      facts.push(
        {
          ...{ type: 'TicketTransitioned', effectiveAt: at(9), ticket, status: 'waiting-client' },
          ...{ evidence: 'Which room is it?', ...provider },
        },
        { type: 'TicketTransitioned', effectiveAt: at(10, 30), ticket, status: 'in-progress', ...provider },
      );
    }
    // Every fifth ticket, and more of them in some months, is solved too late.
    const late = number % 5 === 0 || (month % 3 === 0 && number % 4 === 1);
    const resolved = late ? `2025-${two(month)}-${two(3 + number * 2)}T19:00:00Z` : at(11, 45);
    facts.push({ type: 'TicketResolved', effectiveAt: resolved, ticket, ...provider });
  }
  const outage = `O-${two(month)}`;
  facts.push(
    {
      type: 'OutageBegan',
      effectiveAt: `2025-${two(month)}-10T06:00:00Z`,
      outage,
      service: 'mail',
      ...provider,
    },
    {
      type: 'OutageEnded',
      effectiveAt: `2025-${two(month)}-10T07:${two(month * 4)}:00Z`,
      outage,
      ...provider,
    },
  );
  return facts;
}

export function factLines(facts: readonly SampleFact[]): string {
  return facts.map((fact) => `${JSON.stringify(fact)}\n`).join('');
}
