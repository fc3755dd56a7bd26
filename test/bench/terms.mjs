/** The contract that the year is held against: two clocks, six service levels, a cap and an exit. */
export const benchTerms = `
semantics: 1
agreement: bench
title: Managed services under measurement
parties: { client: Client Ltd, provider: Provider Ltd }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01, to: 2026-12-31 }
period: { every: month }
priorities: [P1, P2, P3, P4]
charges:
  - { id: managed, amount: "250000.00", per: month }
calendars:
  - { id: office, hours: { mon-fri: ["08:30-12:30", "13:30-18:00"] }, day: 8h30m, holidays: [2025-12-25, 2025-12-26] }
  - { id: always, hours: 24x7 }
clocks:
  - { id: response, from: opened, to: responded, calendar: { P1: always, else: office } }
  - { id: resolution, from: opened, to: resolved, calendar: { P1: always, else: office }, pause: { statuses: [waiting-client] } }
serviceLevels:
  - id: p1-resolution
    measure: { kind: ticket-share, where: { priority: P1 }, clock: resolution, within: 32h, countIn: due }
    target: { atLeast: 95, minimum: 85 }
    credit: { bands: [{ below: 85, percent: 10 }, { below: 95, percent: 5 }], of: [managed], repeat: { factor: 2, inARow: 2 } }
  - id: p2-resolution
    measure: { kind: ticket-share, where: { priority: P2 }, clock: resolution, within: 16h, countIn: due }
    target: { atLeast: 90 }
    credit: { bands: [{ below: 90, percent: 3 }], of: [managed] }
  - id: p3-resolution
    measure: { kind: ticket-share, where: { priority: P3 }, clock: resolution, within: 30h, countIn: resolved }
    target: { atLeast: 80 }
  - id: p4-resolution
    measure: { kind: ticket-share, where: { priority: P4 }, clock: resolution, within: 60h, countIn: opened }
    target: { atLeast: 80 }
  - id: response
    measure: { kind: ticket-share, clock: response, within: { P1: 100m, P2: 100m, else: 4h }, countIn: opened }
    target: { atLeast: 90 }
    credit: { bands: [{ below: 90, percent: 2 }], of: [managed] }
  - id: mean-resolution
    measure: { kind: statistic, statistic: mean, of: { clock: resolution }, where: { priority: [P1, P2] }, countIn: resolved }
    target: { atMost: 20h }
credits:
  cap: { percent: 15, of: [managed], over: 1 period, excess: lost }
exit:
  - { id: p1-chronic, when: { serviceLevel: p1-resolution, below: minimum, inARow: 3 } }
`;

/** The fact that signs it, for an agreement of any name; recorded first. */
export async function signedFact(rooms, name = 'bench') {
  const { factIdOf, newFact } = await rooms.facts();
  const { readDocument } = await rooms.documents();
  return newFact('AgreementSigned', {
    id: factIdOf([name, 'signed'], 0),
    effectiveAt: '2025-01-01T00:00:00Z',
    assertedBy: { party: 'client' },
    terms: readDocument(benchTerms.replace('agreement: bench', `agreement: ${name}`), 'bench.yaml').value,
  });
}
