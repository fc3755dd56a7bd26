import { AccountabilityClause, RecurringTerms } from '../../clauses/accountability.js';
import { ConsequenceTerms, OccurrenceCreditTerms } from '../../clauses/consequence.js';
import { EscalationClause, EscalationLevelTerms, MissedStepTerms } from '../../clauses/escalation.js';
import { ObligationClause } from '../../clauses/obligation.js';
import { ReliefClause, UndecidedTerms } from '../../clauses/relief.js';
import { ResponsibilityClause } from '../../clauses/responsibility.js';
import { ReviewClause } from '../../clauses/review.js';
import { AfterEventTerms, BeforeDateTerms, EachTerms, MilestonesTerms } from '../../clauses/schedule.js';
import { table, yaml } from './helpers.js';

export function obligationsSection(): string {
  return `## Obligations

What either party owes the other beside the service levels: reports, tests, answers, access. Each time that it is owed is an
occurrence; one that is done by its due instant, to the second, is in time. The ids of obligations, reviews and escalation ladders
are different from each other, because service levels, exits and conditions refer to the misses of any of them.

${table(ObligationClause)}

${schedules()}

${consequences()}

${reviews()}

${escalation()}

${relief()}

${accountability()}`;
}

function schedules(): string {
  return `### Times after an event

\`10 business days\`, \`10th business day\` (the same), \`same business day\`, \`next business day\`: the closing time of that day of
the calendar; the day of the event itself is day 0, and days on which the calendar is closed do not count. \`5 calendar days\`,
\`same day\`: the end of that local day. \`4h\`, \`2d\`: working time of the calendar. Business days and working time are of the calendar
in the key \`calendar\` beside them, by default of the one listed first. After the end of a period it may say so:
\`10th business day after end\`; day 0 is then the last day of the period.

What is due after the last day of the term counts in its last period.

### \`due: { each }\`

${table(EachTerms)}

### \`due: { within, of }\`

${table(AfterEventTerms)}

### \`due: { before }\`

${table(BeforeDateTerms)}

### \`due: { milestones }\`

${table(MilestonesTerms)}

${yaml(`obligations:
  - id: quarterly-plan
    title: Plan for the next quarter
    clause: Schedule 4, 2
    owedBy: provider
    due: { each: 3 periods, on: 10th business day after end, calendar: office }
    acceptance: required
  - { id: root-cause, owedBy: provider, due: { within: 5 business days, of: ticket-resolved, where: { type: incident, priority: P1 } }, evidence: required }
  - { id: approve-change, owedBy: client, due: { within: 2 business days, of: change-requested, where: { service: email } }, whenLate: relief }
  - { id: exit-plan, owedBy: provider, due: { before: 2025-06-30 }, missedAfter: 10 business days }
  - { id: project-steps, owedBy: provider, due: { milestones: migration }, whenLate: { credit: { percent: 1, of: [managed] } } }`)}`;
}

function consequences(): string {
  return `### \`whenLate\` and \`whenMissed\`

An occurrence not done in time is late, and missed once \`missedAfter\` is over as well. \`whenLate\` applies to both, \`whenMissed\` to
missed ones, beside it. A credit counts in the period in which lateness or miss became certain.

${table(ConsequenceTerms)}

### The credit of an occurrence

Exactly one price.

${table(OccurrenceCreditTerms)}

${yaml(`serviceLevels:
  - id: backups
    measure: { kind: reported, unit: percent, reportedBy: provider, whenNotReported: missed }
    target: { atLeast: 99 }
obligations:
  - id: backup-report
    owedBy: provider
    due: { each: period, within: 5 business days after end }
    acceptedAfter: 5 business days
    missedAfter: 10 business days
    whenLate: { credit: { amount: "50.00" } }
    whenMissed: { levels: [backups], credit: { days: 1, of: [managed] } }
  - { id: site-access, owedBy: fastfibre, due: { within: 4h, of: outage-began, calendar: always }, whenLate: { relief: true } }`)}`;
}

function reviews(): string {
  return `## Reviews

A review is an obligation that is done when the meeting was held with everybody in \`with\`.

${table(ReviewClause)}

${yaml(`reviews:
  - { id: quarterly-review, each: 3 months, within: 15 business days after end, with: [client, provider, fastfibre], whenMissed: { credit: { points: 2 } } }`)}`;
}

function escalation(): string {
  return `## Escalation

Each step of a ladder is owed by the provider on each ticket in scope whose clock still runs by then. It is done when the ticket is
escalated to that level in time.

${table(EscalationClause)}

A step:

${table(EscalationLevelTerms)}

### \`whenMissed\` of a ladder

${table(MissedStepTerms)}

${yaml(`serviceLevels:
  - id: p2-resolution
    measure: { kind: ticket-share, where: { type: incident, priority: P2 }, clock: resolution, within: 8h }
    target: { atLeast: 90 }
escalation:
  - { id: p2-ladder, where: { priority: P2 }, levels: [ { after: 75 percent, to: team lead }, { after: breach, to: duty manager, within: 15m } ] }
  - id: request-ladder
    where: { type: request }
    clock: response
    within: { P1: 1h, else: 4h }
    levels: [ { after: 2h, to: team lead }, { after: breach, to: duty manager } ]
    whenMissed: { credit: { fixed: "25.00" } }`)}`;
}

function relief(): string {
  return `## Relief

How the provider claims that something else delayed it, and who decides. Relief that is granted counts to the extent granted: clocks
stand still for it, and availability leaves it out, where they say so.

${table(ReliefClause)}

### \`undecided\`

${table(UndecidedTerms)}

${yaml(`relief:
  clause: "9.3"
  claimWithin: 5 business days
  outOfTime: may-be-granted
  decidedBy: both
  undecided: { after: 10 business days, counts: granted }`)}`;
}

function accountability(): string {
  return `## Responsibilities

Who answers for what. A service or category that no area holds is owned by nobody, and statements show it; one that two areas hold is
an error.

${table(ResponsibilityClause)}

${yaml(`responsibilities:
  - { area: networks, owner: fastfibre, coordinatedBy: provider, services: [vpn, wifi], categories: [network] }
  - { area: desktops, owner: provider, note: including the spare pool }`)}

## Accountability

${table(AccountabilityClause)}

### \`recurring\`

${table(RecurringTerms)}

${yaml(`accountability: { recurring: { times: 4, within: 60 calendar days }, trend: 12 periods }`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const obligationsDifferences = `| \`missedAfter\` with \`whenLate\` and \`whenMissed\` | \`whenMissed\` alone | contracts tell a late report from one that never comes |
| \`within\` beside \`on\` for the same time | one of them | contracts say "within 10 business days" and "on the 10th business day", and mean the same instant |
| \`serviceLevel\`, or \`clock\` and \`within\`, of a ladder | a ladder without limits | percentages and breaches need a limit; it is taken from the service level only where there is exactly one |
| \`acceptance: required\` beside \`acceptedAfter\` | silence that always accepts | some contracts have no deemed acceptance |`;
