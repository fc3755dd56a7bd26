import { ExitClause } from '../../clauses/exit.js';
import { CapReachedTerms } from '../../exits/cap-reached.js';
import { AllOfTerms, AnyOfTerms } from '../../exits/combined.js';
import { ChronicTerms } from '../../exits/chronic.js';
import { InARowTerms } from '../../exits/in-a-row.js';
import { ObligationMissedTerms } from '../../exits/obligation-missed.js';
import { PortfolioTerms } from '../../exits/portfolio.js';
import { RollingMeanTerms } from '../../exits/rolling-mean.js';
import { LateTicketTerms, LongOutageTerms } from '../../exits/single-event.js';
import { SumOverTerms } from '../../exits/sum-over.js';
import { TimesOfTerms } from '../../exits/times-of.js';
import { table, yaml } from './helpers.js';

export function exitsSection(): string {
  return `## Exit

A right to leave arises with the condition in \`when\`. The rest of the clause says how long each step may take.

${table(ExitClause)}

Without \`cure\` the right is open once it arises. With it, the client serves notice, and the provider has so many days from the
notice on; \`cureTest\` says what shows the cure. All days are local days of the agreement.

${yaml(`exit:
  - id: sites-down
    clause: "14.2"
    when: { serviceLevel: email-availability, below: 90, inARow: 3 }
    scope: [email]
    cure: 30 calendar days
    cureTest: measured
    noticeWithin: 30 calendar days
    exerciseWithin: 60 calendar days
    exerciseFrom: held
    notice: 30 calendar days`)}

Where a condition names a service level that a \`forEach\` tells apart, it holds as soon as it holds for one of them.

${verdicts()}

${sums()}

${events()}

${others()}

${combinations()}`;
}

function verdicts(): string {
  return `### \`when: { inARow }\`

The level was worse in each of the last n periods.

${table(InARowTerms)}

### \`when: { times }\`

The level was worse in at least k of the last n periods.

${table(TimesOfTerms)}

### \`when: { meanOver }\`

The sum of the values of the last n periods, divided by n, is worse than the level. There is no mean before there are n values; a
period that was not measured ends the look back, or is passed over where the level says \`notMeasuredInARun: skipped\`.

${table(RollingMeanTerms)}

${yaml(`exit:
  - { id: repeated, clause: "12.4", when: { serviceLevel: p1-resolution, below: minimum, times: 3, of: 6 periods }, scope: [email] }
  - { id: in-a-year, when: { serviceLevel: p1-resolution, below: 80, times: 2, of: contract year } }
  - { id: low-mean, when: { serviceLevel: email-availability, below: 99.5, meanOver: 3 periods } }`)}`;
}

function sums(): string {
  return `### \`when: { sumOf }\`

A sum over a window is compared with the threshold, exactly and before any rounding. A percentage is of the charges over the same
periods.

${table(SumOverTerms)}

${yaml(`exit:
  - { id: many-points, when: { sumOf: points, atLeast: 50 points, over: 3 periods, except: [email-availability] } }
  - { id: much-money, text: The client may leave., when: { sumOf: credits, moreThan: "9000.00", over: 12 periods } }
  - { id: much-of-the-fee, when: { sumOf: credits, atLeast: 30 percent, of: { charges: all, less: [internet] }, over: contract year } }
  - { id: long-down, when: { sumOf: downtime, service: [email, files], moreThan: 24h, over: 1 period } }
  - { id: many-levels, when: { sumOf: missed-levels, atLeast: 10, over: 6 periods } }
  - { id: many-tickets, when: { sumOf: misses, serviceLevels: [p1-resolution], atLeast: 20, over: 3 periods } }`)}`;
}

function events(): string {
  return `### \`when: { outage }\`

One outage, over all of its time.

${table(LongOutageTerms)}

### \`when: { breachOf }\`

One ticket: elapsed time of its clock less its limit.

${table(LateTicketTerms)}

### \`when: { chronic }\`

The window slides: it may begin on any local day. With \`within: 30 calendar days\` the first and the last outage begin on days 1 and
30 of it at the furthest.

${table(ChronicTerms)}

${yaml(`exit:
  - { id: one-day, when: { outage: email, longerThan: 24h } }
  - { id: far-too-late, when: { breachOf: p1-resolution, overLimitBy: 20h } }
  - { id: chronic-email, when: { chronic: [email], outages: 3, longerThan: 30m, within: 30 calendar days }, noticeWithin: 30 calendar days }`)}`;
}

function others(): string {
  return `### \`when: { obligation }\`

An occurrence counts in the period in which it became missed.

${table(ObligationMissedTerms)}

### \`when: { portfolio }\`

Of the levels that one \`forEach\` stands for, those that were worse, as a number or as a percentage of those that were measured.

${table(PortfolioTerms)}

### \`when: { capReached }\`

A period counts where its credits, before the cap, came to as much as the cap left room for, or to more. A period without credits
reaches no cap.

${table(CapReachedTerms)}

${yaml(`serviceLevels:
  - id: site-resolution
    measure: { kind: ticket-share, where: { type: incident, priority: P2 }, clock: resolution, within: 8h }
    forEach: { site: [leeds, york, hull] }
    target: { atLeast: 90, minimum: 75 }
exit:
  - { id: no-reports, when: { obligation: monthly-report, missed: 3, of: 12 periods } }
  - { id: half-the-sites, when: { portfolio: site-resolution, below: minimum, atLeast: 50 percent, inARow: 2 } }
  - { id: two-sites, when: { portfolio: site-resolution, below: 80, atLeast: 2 } }
  - { id: capped, when: { capReached: 2, of: 6 periods, cap: cap } }`)}

A condition on a result of other levels (their credits, points or misses together) is a condition on a level whose measure is
\`result\`.`;
}

function combinations(): string {
  return `### \`when: { anyOf }\` and \`when: { allOf }\`

Several conditions in one clause, "(a) … or (b) …", with one life: one notice, one cure, one right.

${table(AnyOfTerms)}

${table(AllOfTerms)}

With \`anyOf\` a single event opens the right on its day, whatever the others say. A statement says of each condition whether it is
fulfilled and how far it is from that. \`cureTest: measured\` needs a condition on one level, so it cannot stand beside them.

${yaml(`exit:
  - id: any-of-three
    when:
      anyOf:
        - { serviceLevel: p1-resolution, inARow: 3 }
        - { outage: email, longerThan: 24h }
        - { allOf: [ { serviceLevel: p1-resolution, times: 2, of: 6 periods }, { sumOf: credits, moreThan: "9000.00", over: 6 periods } ] }
    cure: 30 calendar days`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const exitsDifferences = `| \`times\` with \`of: 6 periods\` | two bare numbers | a window is always written with its unit |
| thresholds \`30 percent\`, \`50 points\`, \`9000.00\`, \`24h\` | a number whose unit follows from elsewhere | what is added up and what it is compared with must be alike, and can be checked |
| \`cureTest\`, \`noticeWithin\`, \`exerciseFrom\` | \`cure\` alone | contracts differ in what shows a cure, and in when a right lapses |
| \`below: default\`, \`below: 90\` | \`expected\` and \`minimum\` | a gate lets single misses pass, and exit clauses have thresholds of their own |`;
