import { AtRiskTerms } from '../../clauses/at-risk.js';
import { ClaimTerms, LapsedClaimTerms } from '../../clauses/claim.js';
import { CombineGroupTerms } from '../../clauses/combine.js';
import { AmountCap, NamedAmountCap, NamedPercentCap, PercentCap } from '../../clauses/credit-cap.js';
import { AmountBonusCap, CreditRulesClause, PercentBonusCap } from '../../clauses/credits.js';
import { EarnBackAfter, EarnBackAtYearEnd } from '../../clauses/earn-back.js';
import { PayableAtLeast, PayableMoreThan } from '../../clauses/minimum-payable.js';
import { EachPoint, PointsBands } from '../../clauses/points-conversion.js';
import { table, yaml } from './helpers.js';

export function creditsSection(): string {
  return `## How credits come together

${table(CreditRulesClause)}

Comparisons come first, on exact figures; then prices are multiplied, combined and capped; money is rounded last.

${combining()}

${caps()}

${money()}

${claims()}

${settled()}

${earnBacks()}`;
}

function combining(): string {
  return `### \`combine\`, \`critical\` and \`groups\`

Groups come first, each by its own \`combine\`; what they come to combines with the credits of all other levels. A level that a
group or \`critical\` names has to have a credit.

${table(CombineGroupTerms)}

${yaml(`serviceLevels:
  - id: core-outage
    measure: { kind: availability, service: core, calendar: always }
    target: { atLeast: 99 }
    credit: { fixed: "5000.00" }
  - id: vrack
    measure: { kind: availability, service: vrack, calendar: always }
    target: { atLeast: 99.95 }
    credit: { bands: [ { below: 99, percent: 30 }, { below: 99.95, percent: 10 } ], of: [managed] }
credits:
  combine: critical-displaces
  critical: [core-outage]
  groups: [ { id: network, clause: "4.2", of: [vrack, email-availability], combine: highest } ]`)}`;
}

function caps(): string {
  return `### \`cap\` and \`caps\`

One of the two.

${table(PercentCap)}

${table(AmountCap)}

In \`caps\` each has an \`id\` besides:

${table(NamedPercentCap)}

${table(NamedAmountCap)}

What is left under a cap is base over the window × percent / 100 (or the amount) − what was payable in the earlier periods of
the window. For a window of several periods \`of.over\` is \`period\` (the charges of the window) or \`contract-year\`.

A cap is reached where the exact sum is more than what is left of it, or the lines as stated are more than what is left of the cap as
stated. What is paid is never more than either.

${yaml(`credits:
  caps:
    - { id: monthly, clause: "3.3", percent: 15, of: [managed], excess: carried }
    - { id: rolling, clause: "3.4", percent: 10, of: { charges: all }, over: 12 periods }
    - { id: yearly, amount: "20000.00", over: contract year, serviceLevels: [p1-resolution] }`)}`;
}

function money(): string {
  return `### \`minimumPayable\`

One of the two.

${table(PayableAtLeast)}

${table(PayableMoreThan)}

${yaml(`credits:
  cap: { percent: 15, of: [managed] }
  minimumPayable: { moreThan: 1, below: carried }`)}

### \`atRisk\`

${table(AtRiskTerms)}

A price in \`weight\` comes to base × at-risk percent / 100 × pool percent / 100 × weight / 100.

${yaml(`serviceLevels:
  - id: server-availability
    measure: { kind: availability, service: servers, calendar: always }
    target: { atLeast: 99.9 }
    credit: { fixed: { weight: 25 }, pool: servers }
credits:
  atRisk: { clause: "3-B", percent: 10, of: { charges: [managed], over: period }, pools: { network: 150, servers: 40 }, available: 200 }`)}

### \`points\`

One of the two.

${table(EachPoint)}

${table(PointsBands)}

\`each\`: points × price. \`bands\`: the price of the band that the sum of the points stands in. Terms in which nothing gives points
cannot say what points are worth.

${yaml(`serviceLevels:
  - id: answer-points
    measure: { kind: reported, unit: percent }
    target: { atLeast: 95 }
    credit: { bands: [ { below: 90, points: 10 }, { below: 95, points: 5 } ] }
credits:
  points:
    bands:
      - { from: 5, below: 10, percent: 0 }
      - { from: 10, percent: 2 }
      - { from: 15, percent: 4 }
      - { from: 20, percent: 10, clause: Table 2 }
    of: { charges: [managed], over: next-period }`)}

${yaml(`serviceLevels:
  - id: answer-points
    measure: { kind: reported, unit: percent }
    target: { atLeast: 95 }
    credit: { fixed: { points: 2 } }
credits:
  points: { each: { amount: 250 } }`)}

### \`bonusCap\`

One of the two.

${table(PercentBonusCap)}

${table(AmountBonusCap)}`;
}

function claims(): string {
  return `### \`claim\`

\`automatic\`, or:

${table(ClaimTerms)}

#### \`claim.lapsed\`

${table(LapsedClaimTerms)}

A credit that is claimed at the last instant of the limit is claimed in time.

With \`from: event\` or \`from: event-end\` the limit runs from what the credit is for. A late ticket happened when its limit ran out
(without a limit: when it was opened) and is over when it is resolved; an outage from its beginning to its end; a change when it finished or
was found to be unauthorised; the lateness of an obligation when it was due, its miss when it became certain. A price for each event
(\`per: event\`) and each occurrence of an obligation is claimed by itself: a claim takes up what had happened by then and is not too
long ago, the rest lapses. Any other credit is one figure for the period: a claim is for all of it, from the first event on until
the limit after the last. A credit of which no event is known (a reported figure, points) is claimed from the end of the period.

${yaml(`credits:
  claim: { clause: "9.4", within: 21 business days, calendar: office, from: statement, lapsed: { countsTowardsExit: false } }`)}

${yaml(`credits:
  claim: { within: 2 periods, from: event }`)}`;
}

function settled(): string {
  return `### \`settled\`

What the client is owed for a period (or owes: bonuses, earn-back, adjustments) is worked out every period. With \`settled\` it accrues,
and is paid with the statements that settle: every nth of the term, or those with the end of a contract year, and the last one. What later
knowledge changes in a period that is paid already is an adjustment of the next statement, and accrues with it.

${yaml(`credits: { settled: every 3 periods }`)}

${yaml(`credits: { settled: contract year end }`)}`;
}

function earnBacks(): string {
  return `## Earn-back

One clause, or a list of them, each with an \`id\`. A clause has \`after\` or \`when\`:

${table(EarnBackAfter)}

${table(EarnBackAtYearEnd)}

What comes back is credit × share / 100, of what was payable. A period in which the level is not measured counts as its
\`notMeasuredInARun\` says: it ends the run of periods (\`breaks\`), or it is passed over (\`skipped\`). For \`year-mean\` periods that are not
measured are left out of the mean.

${yaml(`earnBack: { share: 50, after: 6 periods met, of: each level }`)}

${yaml(`earnBack:
  - { id: half, clause: "7.1", share: 50, after: 6 periods met, of: [p1-resolution] }
  - { id: better, share: 100, after: 3 periods exceeded, by: "0.05", of: [email-availability], settledBy: bank }
  - { id: annual, share: 100, when: year-mean, of: [p1-resolution] }`)}`;
}
