/** What may differ between random agreements. */
export interface RandomTerms {
  /** Credits have to be claimed; otherwise they are owed as they are. */
  readonly onClaim: boolean;
  /** The term ends with the last month of the histories, and with it the contract year. */
  readonly ends: boolean;
}

/** An agreement in which most things that can change a settlement play a part. */
export const randomTerms = ({ onClaim, ends }: RandomTerms): string => `
semantics: 1
agreement: acme-northwind
title: Managed IT services
parties: { client: Acme, provider: Northwind }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01${ends ? ', to: 2025-05-31' : ''} }
period: { every: month }
priorities: [P1, P2]
charges:
  - { id: managed, amount: "18500.00", per: month }
  - { id: internet, amount: "1200.00", per: month }
calendars:
  - { id: office, hours: { mon-fri: ["08:30-12:30", "13:30-18:00"] }, day: 8h30m }
  - { id: always, hours: 24x7 }
clocks:
  - id: resolution
    from: opened
    to: resolved
    calendar: { P1: always, else: office }
    pause: { statuses: [waiting-client] }
serviceLevels:
  - id: p1
    measure: { kind: ticket-share, where: { priority: P1 }, clock: resolution, within: 4h, countIn: due }
    target: { atLeast: 95, minimum: 60 }
    lowVolume: { fewerThan: 3, allowMisses: 1 }
    credit:
      bands: [ { below: 60, percent: "7.5" }, { below: 95, percent: "3.3" } ]
      of: [managed]
      repeat: { factor: 2, inARow: 2 }
  - id: p2-overdue
    measure: { kind: count, of: { breachesOf: resolution, within: 17h }, where: { priority: P2 }, countIn: each-period-overdue }
    target: { atMost: 1 }
    credit: { fixed: { amount: "75.25", per: event } }
  - id: email
    measure: { kind: availability, service: email, calendar: office, exclude: [maintenance] }
    target: { atLeast: "99.5" }
    credit: { perUnit: { each: "0.3", round: exact, percent: "0.7" }, of: [internet], atMost: { percent: 30 } }
    bonus:
      bands: [ { from: "99.9", percent: "12.5" } ]
      of: [internet]
      disqualifiedBy: [ { serviceLevel: p1, is: missed } ]
      settledBy: bank
  - id: csat
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 90 }
    notMeasuredInARun: skipped
    credit: { fixed: { percent: 1 }, of: [managed, internet], repeat: { factor: "1.5", inARow: 2 } }
    bonus: { bands: [ { from: 95, percent: 1 }, { from: 99, percent: "1.7" } ], of: [managed] }
credits:
  combine: sum
  caps:
    - { id: monthly, percent: 9, of: [managed, internet], excess: carried }
    - { id: rolling, percent: 8, of: [managed, internet], over: 3 periods }
  claim: ${onClaim ? '{ within: 20 calendar days }' : 'automatic'}
  bonusCap: { percent: "1.5", of: [managed] }
earnBack:
  - { id: soon, share: 30, after: 1 period met, settledBy: bank }
  - { id: later, share: 60, after: 2 periods met }
  - { id: better, share: 70, after: 1 period exceeded, by: 4, of: [csat] }
  - { id: annual, share: 100, when: year-mean }
exit:
  - { id: chronic, when: { serviceLevel: p1, inARow: 3 } }
  - { id: costly, when: { sumOf: credits, atLeast: 15 percent, of: [managed], over: 3 periods } }
`;
