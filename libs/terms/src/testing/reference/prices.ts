import {
  AnyLevelMissed,
  BonusTerms,
  DisqualifyingLevel,
  DisqualifyingObligation,
} from '../../clauses/bonus.js';
import { ChargeBaseTerms } from '../../clauses/charge-base.js';
import {
  ChargeClause,
  ChargeForCategory,
  ChargeForConfigurationItem,
  ChargeForPriority,
  ChargeForService,
  ChargeForSite,
} from '../../clauses/charge.js';
import { PriceTerms } from '../../clauses/price.js';
import { BandTerms, BandsCredit } from '../../credit-rules/bands.js';
import { FixedCredit, FixedTerms } from '../../credit-rules/fixed.js';
import { InARowGate, TimesOfGate } from '../../credit-rules/gate.js';
import { PerUnitCredit, PerUnitTerms } from '../../credit-rules/per-unit.js';
import { RefundCredit, RefundTerms } from '../../credit-rules/refund.js';
import { RepeatEscalation, RepeatFactor, RepeatSurcharge } from '../../credit-rules/repeat.js';
import { table, yaml } from './helpers.js';

export function chargesSection(): string {
  return `## Charges

${table(ChargeClause)}

#### \`for\`

One of the five.

${table(ChargeForService)}

${table(ChargeForSite)}

${table(ChargeForPriority)}

${table(ChargeForCategory)}

${table(ChargeForConfigurationItem)}

${yaml(`charges:
  - { id: hosting, clause: Schedule 6, amount: "4000.00", per: quarter, prorate: none, tax: 20 percent }
  - { id: onboarding, title: Onboarding, amount: 12000, per: once, on: 2025-02-01 }`)}`;
}

export function pricesSection(): string {
  return `## Credits of a service level

${rules()}

${gates()}

${repeats()}

${bonuses()}`;
}

function rules(): string {
  return `One of \`bands\`, \`perUnit\`, \`fixed\` and \`refund\`.

### A price

Exactly one of the five keys. They stand in a band, in \`perUnit\`, in \`fixed\`, in a \`surcharge\` and in \`atMost\`.

${table(PriceTerms)}

| price | comes to |
|---|---|
| \`percent\` | base × percent / 100 |
| \`amount\` | the amount |
| \`points\` | points; no money by itself (\`credits.points\`) |
| \`days\` | base × days / days of the period |
| \`weight\` | base at risk × at-risk percent / 100 × pool percent / 100 × weight / 100 (\`credits.atRisk\`) |

Percentages, days and refunds need a base, weights a pool: where it is missing the terms do not load. Points are no money, so
\`atMost\` and \`surcharge\` are in points only where a price is, and in money only where one is.

${yaml(`serviceLevels:
  - id: portal-availability
    measure: { kind: availability, service: portal, calendar: always }
    target: { atLeast: 99 }
    credit: { bands: [ { below: 97, days: 3 }, { below: 99, days: 1 } ], of: [managed], atMost: { days: 5 } }`)}

### \`of\`

What percentages, days and refunds are of: a list of ids, which stands for the named charges with every default below, or an
object.

${table(ChargeBaseTerms)}

A base is the sum of its charges over the days that \`over\` says, each by its own \`per\` and \`prorate\`. A base that leaves no
charge is an error.

A level with \`forEach\` may be priced of what each of its values is charged for: a charge says \`for: { service: … }\`, and
\`charges: own\` is for each value the sum of the charges that are for it. A value that facts name and no charge is for has credits of 0. "The
highest circuit's own charge" is a group of that level with \`combine: highest\`.

${yaml(`charges:
  - { id: circuit-1, amount: 900, per: month, for: { service: line-1 } }
  - { id: circuit-2, amount: 400, per: month, for: { service: line-2 } }
serviceLevels:
  - id: circuits
    measure: { kind: availability, service: each, calendar: always }
    forEach: { service: [line-1, line-2] }
    target: { atLeast: 99.9 }
    credit: { fixed: { percent: 10 }, of: { charges: own } }
credits:
  groups: [ { id: one-circuit, of: [circuits], combine: highest } ]`)}

${yaml(`serviceLevels:
  - id: answers
    measure: { kind: reported, unit: percent }
    target: { atLeast: 90 }
    credit:
      fixed: { percent: 5 }
      of: { charges: all, less: [internet], over: previous-period, amounts: gross, prorated: false }
  - id: failures
    measure: { kind: count, of: tickets, where: { category: failure } }
    window: { last: 12 periods }
    target: { lessThan: 10 }
    credit:
      perUnit: { each: 10, beyond: zero, round: floor, percent: 5 }
      of: { charges: [managed], over: contract-year-of-first }
      counting: only-new`)}

### \`bands\`

${table(BandsCredit)}

A band:

${table(BandTerms)}

Together the bands hold every value that misses the target, each once, and none that meets it. So the band nearest to the target
ends where the target begins: \`below: 95\` for \`atLeast: 95\`, \`upTo: 95\` for \`moreThan: 95\`, \`above: 5\` for \`atMost: 5\`, \`from: 5\` for
\`lessThan: 5\`. A grace is a band of its own with \`percent: 0\`. Bands that are printed on paper with gaps (\`98.0-98.9\`, then
\`99.0\`) are written with \`measuredTo\`, if values are rounded first, and else as half-open bands.

A miss without a value (not reported, or nothing to measure where the terms call that missed) is priced at the band nearest to the
target. With \`notReported: worst-band\` a period that was not reported, not reported in time, or deemed not reported because of a missed
obligation, is priced at the band farthest from it.

${yaml(`serviceLevels:
  - id: points-ladder
    measure: { kind: reported, unit: percent }
    target: { atLeast: 99 }
    credit:
      bands:
        - { below: 96, points: 4 }
        - { below: 97, points: 3 }
        - { below: 98, points: 2 }
        - { from: 98, below: 98.5, points: 1, clause: "7.2" }
        - { below: 99, points: 0 }
      repeat: { factor: 2, inARow: 2 }
      atMost: { points: 6 }
  - id: reopened
    measure: { kind: reported, unit: percent }
    target: { atMost: 5 }
    credit: { bands: [ { above: 5, percent: 1.5 }, { above: 10, percent: 3 } ], notReported: worst-band, of: [managed] }`)}

### \`perUnit\`

${table(PerUnitCredit)}

${table(PerUnitTerms)}

price × round(distance / \`each\`). The distance is |value − target| for \`beyond: value\`, the value for \`beyond: zero\`, and downtime −
service time × (1 − target / 100) for \`beyond: lost-time\`.

${yaml(`serviceLevels:
  - id: answer-time
    measure: { kind: statistic, statistic: mean, of: { clock: response } }
    target: { atMost: 30m }
    credit: { perUnit: { each: 15m, round: ceil, percent: 0.5, atMostUnits: 10 }, of: [managed] }
  - id: late-tickets
    measure: { kind: count, of: { breachesOf: resolution, within: { P1: 4h } } }
    target: { atMost: 2 }
    credit: { perUnit: { each: 1, beyond: zero, round: exact, amount: 50 } }`)}

### \`fixed\`

${table(FixedCredit)}

${table(FixedTerms)}

${yaml(`serviceLevels:
  - id: p1-response
    measure: { kind: ticket-share, where: { priority: P1 }, clock: response, within: 30m }
    target: { atLeast: 100 }
    credit: { fixed: { percent: 5, per: event }, of: [managed], atMost: { percent: 20 } }
  - id: report-quality
    measure: { kind: reported, unit: number }
    target: { atLeast: 3 }
    credit: { fixed: "250.00" }`)}

### \`refund\`

${table(RefundCredit)}

${table(RefundTerms)}

base × lost seconds / service seconds × \`factor\`. Lost is all downtime, or for \`beyond-target\` downtime − service time × (1 −
target / 100).

${yaml(`serviceLevels:
  - id: line-availability
    measure: { kind: availability, service: line, calendar: always }
    target: { atLeast: 99.9 }
    credit: { refund: { lost: all, factor: 2 }, of: [internet] }`)}`;
}

function gates(): string {
  return `### \`gate\`

One of the two. A miss that its gate does not let through has no price; it counts in windows and runs all the same.

${table(TimesOfGate)}

${table(InARowGate)}

${yaml(`serviceLevels:
  - id: network-requests
    measure: { kind: reported, unit: percent }
    target: { atLeast: 95.95, minimum: 90.98 }
    credit:
      fixed: { weight: 40 }
      pool: network
      gate: { times: 4, of: 12 periods, belowMinimum: at-once }
  - id: third-in-a-row
    measure: { kind: reported, unit: percent }
    target: { atLeast: 90 }
    credit: { fixed: "100.00", gate: { inARow: 3 } }
credits:
  atRisk: { percent: 10, of: [managed], pools: { network: 50, servers: 40 } }`)}`;
}

function repeats(): string {
  return `### \`repeat\`

One of the three. A run is of misses, whether or not a gate let them through; a period that is not measured ends it, unless
\`notMeasuredInARun\` says otherwise.

${table(RepeatFactor)}

${table(RepeatSurcharge)}

${table(RepeatEscalation)}

\`factor\`: price × factor. \`surcharge\`: price + surcharge. \`escalate\`: price × the factor of the miss's place in the run. The price is
that of the period itself.

${yaml(`serviceLevels:
  - id: reopened-at-a-site
    measure: { kind: reported, unit: percent }
    target: { atMost: 1 }
    credit:
      bands: [ { above: 1, percent: 2 }, { above: 2, percent: 3 }, { above: 3, percent: 5 } ]
      of: [managed]
      repeat: { surcharge: { percent: "0.5" }, inARow: 2 }
  - id: escalating
    measure: { kind: reported, unit: percent }
    target: { atLeast: 98 }
    credit: { fixed: "500.00", repeat: { escalate: [1, "1.5", 2] } }`)}`;
}

function bonuses(): string {
  return `### \`bonus\`

${table(BonusTerms)}

What disqualifies is one of these:

${table(DisqualifyingLevel)}

${table(AnyLevelMissed)}

${table(DisqualifyingObligation)}

The price of the band that the value stands in, at most \`atMost\`; all bonuses of a period together at most \`credits.bonusCap\`.

${yaml(`serviceLevels:
  - id: core-availability
    measure: { kind: availability, service: core, calendar: always }
    target: { atLeast: 99.5 }
    credit: { fixed: "1000.00" }
    bonus:
      bands: [ { from: 99.95, percent: 1 }, { from: 99.99, percent: 2 } ]
      of: [managed]
      disqualifiedBy: [ { serviceLevel: p1-resolution, is: missed }, { anyLevel: missed } ]
      atMost: { amount: 300 }
      settledBy: bank
  - id: quick-answers
    measure: { kind: statistic, statistic: mean, of: { clock: response } }
    target: { atMost: 1h }
    bonus: { bands: [ { upTo: 30m, above: 15m, amount: 100 }, { upTo: 10m, amount: 250 } ] }
credits:
  bonusCap: { percent: 5, of: [managed] }`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const pricesDifferences = `| bands may also say \`upTo\`, \`from\`, \`above\` | \`below\` only | a printed band says which edge it holds, in both directions |
| \`beyond: lost-time\` for a time in \`perUnit\` | guessing from the unit | lost time beyond an allowance and points of a percentage are different rules |
| \`of\` as a list or an object | a list | previous period, contract year, tax, pass-through and whole periods are all said in one place |
| \`weight\` with \`pool\` and \`credits.atRisk\` | one percentage, multiplied by hand | paper states three percentages; figures cite each of them, and their sums are checked |`;
