/** The contract language's own example, without what is owed beside the service levels: what most tests build on. */
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

/** The whole of it. */
export const wholeAgreement = `${exampleAgreement}obligations:
  - id: monthly-report
    clause: Schedule 4, 1
    owedBy: provider
    due: { each: period, on: 10th business day after end, calendar: office }
    evidence: required
    acceptedAfter: 5 business days
    whenMissed: { levels: not-reported, credit: { fixed: "250.00" } }
  - { id: restore-test, owedBy: provider, due: { each: 3 months, within: 10 business days after end }, evidence: required }
  - { id: access-on-request, owedBy: client, due: { within: 1 business day, of: request }, whenLate: relief }
reviews:
  - { id: monthly-service-review, each: month, within: 10 business days after end, with: [client, provider] }
escalation:
  - id: p1-ladder
    clause: Schedule 5
    serviceLevel: p1-resolution
    levels: [ { after: 50 percent, to: duty manager }, { after: breach, to: service director } ]
earnBack: { share: 50, after: 6 periods met, of: each level }
responsibilities:
  - { area: email, owner: provider }
  - { area: internet line, owner: fastfibre, coordinatedBy: provider }
  - { area: legacy CRM, owner: client, note: the provider does not support it }
`;
