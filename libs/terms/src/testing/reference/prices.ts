import { ChargeClause } from '../../clauses/charge.js';
import { PriceTerms } from '../../clauses/price.js';
import { BandTerms, BandsCredit } from '../../credit-rules/bands.js';
import { RepeatTerms } from '../../credit-rules/credit-terms.js';
import { FixedCredit, FixedTerms } from '../../credit-rules/fixed.js';
import { PerUnitCredit, PerUnitTerms } from '../../credit-rules/per-unit.js';
import { table, yaml } from './helpers.js';

export function chargesSection(): string {
  return `## Charges

${table(ChargeClause)}

${yaml(`charges:
  - { id: hosting, clause: Schedule 6, amount: "4000.00", per: quarter, prorate: none }
  - { id: onboarding, title: Onboarding, amount: 12000, per: once, on: 2025-02-01 }`)}`;
}

export function pricesSection(): string {
  return `## Credits of a service level

One of \`bands\`, \`perUnit\` and \`fixed\`.

### A price

Exactly one of the three keys. They stand in a band, in \`perUnit\`, in \`fixed\` and in \`atMost\`.

${table(PriceTerms)}

### \`bands\`

${table(BandsCredit)}

A band:

${table(BandTerms)}

Together the bands hold every value that misses the target, each once, and none that meets it. So the band nearest to the target
ends where the target begins: \`below: 95\` for \`atLeast: 95\`, \`upTo: 95\` for \`moreThan: 95\`, \`above: 5\` for \`atMost: 5\`, \`from: 5\` for
\`lessThan: 5\`. A grace is a band of its own with \`percent: 0\`. Bands that are printed on paper with gaps (\`98.0-98.9\`, then
\`99.0\`) are written with \`measuredTo\`, if values are rounded first, and else as half-open bands.

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
    credit: { bands: [ { above: 5, percent: 1.5 }, { above: 10, percent: 3 } ], of: [managed] }`)}

### \`perUnit\`

${table(PerUnitCredit)}

${table(PerUnitTerms)}

${yaml(`serviceLevels:
  - id: answer-time
    measure: { kind: statistic, statistic: mean, of: { clock: response } }
    target: { atMost: 30m }
    credit: { perUnit: { each: 15m, round: ceil, percent: 0.5, atMostUnits: 10 }, of: [managed] }`)}

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

### \`repeat\`

${table(RepeatTerms)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const pricesDifferences = `| bands may also say \`upTo\`, \`from\`, \`above\` | \`below\` only | a printed band says which edge it holds, in both directions |
| \`beyond: lost-time\` for a time in \`perUnit\` | guessing from the unit | lost time beyond an allowance and points of a percentage are different rules |`;
