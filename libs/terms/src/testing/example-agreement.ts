/** The contract language's own example, as far as this version evaluates it. */
export const exampleAgreement = `semantics: 1
agreement: acme-northwind
title: Managed IT services, Acme and Northwind
parties: { client: Acme Manufacturing Ltd, provider: Northwind IT Ltd, others: { fastfibre: FastFibre (ISP) } }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01, to: 2027-12-31 }
period: { every: month }
midPeriod: start
charges:
  - { id: managed, amount: "18500.00", per: month, prorate: days }
  - { id: internet, amount: "1200.00", per: month, passThrough: true }
calendars:
  - { id: office, hours: { mon-fri: ["08:30-12:30", "13:30-18:00"] }, day: 8h30m, holidays: [2025-12-25, 2025-12-26] }
  - { id: always, hours: 24x7 }
clocks:
  - { id: response, from: opened, to: responded, calendar: { P1: always, else: office } }
  - id: resolution
    from: opened
    to: resolved
    calendar: { P1: always, else: office }
    pause: { statuses: [waiting-client], evidence: required }
    onReprioritise: retarget
    onReopen: continue
serviceLevels:
  - id: p1-resolution
    clause: Schedule 2, 3.1
    measure: { kind: ticket-share, where: { type: incident, priority: P1 }, clock: resolution, within: 4h, countIn: due }
    target: { atLeast: 95, minimum: 85 }
    lowVolume: { fewerThan: 10, allowMisses: 1 }
    whenEmpty: not-measured
    credit:
      bands: [ { below: 85, percent: 10 }, { below: 95, percent: 5 } ]
      of: [managed]
      repeat: { factor: 2, inARow: 2 }
  - id: email-availability
    clause: Schedule 2, 4
    measure: { kind: availability, service: email, calendar: always, ignoreShorterThan: 1m, exclude: [maintenance, relief] }
    target: { atLeast: "99.9" }
    credit: { perUnit: { each: "0.1", round: ceil, percent: 2 }, of: [managed] }
credits:
  cap: { percent: 15, of: [managed], over: 1 period, excess: lost }
  claim: automatic
exit:
  - { id: p1-chronic, clause: "12.3(a)", when: { serviceLevel: p1-resolution, below: minimum, inARow: 3 } }
  - { id: credits-heavy, clause: "12.3(b)", when: { sumOf: credits, atLeast: 30 percent, of: [managed], over: 3 periods } }
`;
