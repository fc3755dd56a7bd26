import { ClockClause, PauseTerms } from '../../clauses/clock.js';
import { AboveForecastTerms } from '../../clauses/above-forecast.js';
import { FirstPeriodsBaseline, PeriodsAgoBaseline, ValueBaseline } from '../../clauses/baseline.js';
import {
  ForEachCategory,
  ForEachConfigurationItem,
  ForEachPriority,
  ForEachService,
  ForEachSite,
} from '../../clauses/for-each.js';
import { AllowMisses, NotMeasuredWhenLow } from '../../clauses/low-volume.js';
import { QualifyingLevel, QualifyingObligation, QualifyingTerms } from '../../clauses/qualifying.js';
import { MeasuredTo, ServiceLevelClause } from '../../clauses/service-level.js';
import {
  AtLeast,
  AtLeastTarget,
  AtMost,
  AtMostTarget,
  LessThan,
  LessThanTarget,
  MoreThan,
  MoreThanTarget,
} from '../../clauses/target.js';
import { AnyWindow, EveryWindow, FromFirstWindow, LastWindow } from '../../clauses/window.js';
import { AvailabilityTerms } from '../../measures/availability.js';
import { ChangeScopeTerms, ChangeShareTerms } from '../../measures/change-share.js';
import { BreachesCounted, ChangesCounted, CountTerms, OutagesCounted } from '../../measures/count.js';
import { ObligationMeasureTerms } from '../../measures/obligation.js';
import { ScopeTerms } from '../../measures/population.js';
import { RecurrenceTerms } from '../../measures/recurrence.js';
import { ReportedTerms } from '../../measures/reported.js';
import { ResultTerms } from '../../measures/result.js';
import { SmoothedTerms } from '../../measures/smoothed.js';
import { OfClock, OfOutages, OfSurvey, StatisticTerms } from '../../measures/statistic.js';
import { TicketShareTerms } from '../../measures/ticket-share.js';
import { table, yaml } from './helpers.js';

export function clocksSection(): string {
  return `## Clocks

A clock counts working time between two marks of a ticket's life. What ticketing systems decide silently is a term here.

${table(ClockClause)}

### \`pause\`

${table(PauseTerms)}

${yaml(`clocks:
  - id: fix
    clause: Schedule 3, 2
    from: opened
    to: resolved
    calendar: { P1: always, else: office }
    pause: { statuses: [waiting-client, waiting-third-party], evidence: required, eachAtMost: 8h }
    onReprioritise: segment-by-priority
    onDowngradeAfterBreach: keep-breach
    onReopen: continue
    reopenWithin: 5 calendar days
    pauseAfterBreach: count-overrun
    relief: counts
  - { id: first-answer, from: reported, to: responded, calendar: office, outOfHoursAllowance: 30m, responseEvidence: [public-reply] }`)}`;
}

export function serviceLevelsSection(): string {
  return `## Service levels

${table(ServiceLevelClause)}

A period of a level is worked out in this order: it is measured over its window; held against its baseline; not measured, not
reported in time and not qualified decide before anything is compared; then come volume above forecast, low volume, and the
comparison with the target. What is missed has its price, then come gate, repeat and \`atMost\`.

Levels may read each other's results, in whatever order they are written: \`result\` and \`smoothed\` measures and \`qualifying\`. A level
is worked out after those it reads. A circle is an error that names its members, e.g. \`a → b → a\`. Bonuses read results too, after
all levels.

### \`measure: { kind: ticket-share }\`

${table(TicketShareTerms)}

### \`where\`

${table(ScopeTerms)}

${yaml(`serviceLevels:
  - id: incident-resolution
    measure:
      kind: ticket-share
      where: { type: incident, service: [email, files] }
      clock: resolution
      within: { P1: 4h, P2: 8h, P3: 30 calendar days, else: end of 2nd business day }
      countIn: due
      judgedBy: highest
      exclude: [cancelled, duplicate, child, no-limit]
    target: { atLeast: 95 }`)}

The value is 100 × met / counted. What is still running and within its limit is neither.

### \`measure: { kind: availability }\`

${table(AvailabilityTerms)}

The value is 100 × (service time − downtime) / service time, in whole seconds.

${yaml(`serviceLevels:
  - id: files-availability
    measure: { kind: availability, service: files, calendar: office, ignoreShorterThan: 5m, exclude: [maintenance], maintenanceNotice: 48h, weight: by-share }
    target: { atLeast: 99.5 }
    credit: { perUnit: { each: 1h, beyond: lost-time, round: floor, percent: 5 }, of: [managed] }`)}

### \`measure: { kind: statistic }\`

${table(StatisticTerms)}

Its \`of\` has one of these keys:

${table(OfClock)}

${table(OfOutages)}

${table(OfSurvey)}

${yaml(`serviceLevels:
  - id: resolution-p90
    measure: { kind: statistic, statistic: percentile, percentile: 90, of: { clock: resolution }, where: { priority: P2 } }
    target: { atMost: 8h, minimum: 12h }
  - id: longest-outage
    measure: { kind: statistic, statistic: max, of: { outages: email } }
    target: { atMost: 2h }
  - id: satisfaction
    measure: { kind: statistic, statistic: mean, of: { survey: csat } }
    target: { atLeast: 4.2 }
  - id: satisfied
    measure: { kind: statistic, statistic: share, share: { atLeast: 4 }, of: { survey: csat } }
    target: { atLeast: 90 }`)}

With \`statistic: share\` the value is 100 × readings that keep \`share\` / all readings. \`share\` is one of the four:

${table(AtLeast)}

${table(MoreThan)}

${table(AtMost)}

${table(LessThan)}

### \`measure: { kind: count }\`

${table(CountTerms)}

Its \`of\` is \`tickets\`, or has the first of the keys of one of these:

${table(BreachesCounted)}

${table(OutagesCounted)}

${table(ChangesCounted)}

${yaml(`serviceLevels:
  - id: security-incidents
    measure: { kind: count, of: tickets, where: { category: security } }
    target: { atMost: 0 }
    credit: { fixed: { amount: 100, per: event } }
  - id: late-p1
    measure: { kind: count, of: { breachesOf: resolution, within: { P1: 4h } } }
    target: { lessThan: 2 }
  - id: long-outages
    measure: { kind: count, of: { outages: email, longerThan: 30m } }
    target: { atMost: 1 }
  - id: failed-changes
    measure: { kind: count, of: { changes: [failed, backed-out] } }
    target: { atMost: 3 }`)}

### \`measure: { kind: change-share }\`

${table(ChangeShareTerms)}

The value is 100 × good / all that finished or were found unauthorised. A change that is both counts once, and is good only if both
are called good. Its \`where\`:

${table(ChangeScopeTerms)}

${yaml(`serviceLevels:
  - id: changes-done-well
    measure: { kind: change-share, good: [successful, backed-out], where: { changeType: [standard, normal] } }
    target: { atLeast: 97 }
    credit: { fixed: { amount: 200, per: event } }`)}

### \`measure: { kind: recurrence }\`

${table(RecurrenceTerms)}

With \`times: 3\` and \`within: 30 calendar days\` a service recurs where three of its tickets were opened on local days of which the
last is at most 29 after the first. Tickets that were cancelled, or that repeat another, do not count.

${yaml(`serviceLevels:
  - id: recurring-incidents
    measure: { kind: recurrence, by: configurationItem, times: 3, within: 30 calendar days, where: { type: incident } }
    target: { atMost: 0 }
    credit: { fixed: { amount: 150, per: event } }`)}

### \`measure: { kind: obligation }\`

${table(ObligationMeasureTerms)}

What is not due yet is not counted, nor what was waived or excused. With nothing due there is no share, and the two others are 0.

${yaml(`obligations:
  - { id: service-report, owedBy: provider, due: { each: period, within: 10 business days after end } }
serviceLevels:
  - id: reports-in-time
    measure: { kind: obligation, obligation: service-report, figure: days-late }
    target: { atMost: 0 }
    credit: { perUnit: { each: 1, round: exact, amount: 50, atMostUnits: 20 } }
  - id: reports-of-the-year
    measure: { kind: obligation, obligation: service-report, figure: share-met }
    window: { last: 12 periods }
    target: { atLeast: 90 }`)}

### \`measure: { kind: reported }\`

${table(ReportedTerms)}

A figure is of the period that it names, else of the one in which it happened. Over a \`window\` of several periods figures that come
as numerator and denominator are added up; of others the value is the mean.

${yaml(`serviceLevels:
  - id: backups
    measure: { kind: reported, unit: percent, reportedBy: agreed, whenNotReported: missed, within: 10th business day after end, calendar: office }
    target: { atLeast: 99 }`)}

### \`measure: { kind: result }\`

${table(ResultTerms)}

Levels that are not measured count in none of the figures. \`share-met\` is 100 × met / measured, \`credit-percent\` is
100 × credit / charges of the period.

${yaml(`serviceLevels:
  - id: key-levels
    measure: { kind: result, figure: missed-levels, of: [p1-resolution, email-availability] }
    target: { atMost: 0 }
    credit: { fixed: "500.00" }
  - id: heavy-month
    measure: { kind: result, figure: credit-percent, base: [managed] }
    target: { lessThan: 10 }`)}

### \`measure: { kind: smoothed }\`

${table(SmoothedTerms)}

The value is the mean of the values, each counted once whatever its volume. In the first period it is that period's value alone.

${yaml(`serviceLevels:
  - id: email-availability-smoothed
    measure: { kind: smoothed, of: email-availability, previous: 1 period }
    target: { atLeast: 99.9 }`)}

### \`window\`

One of the four. Every measure can be measured over \`last\` and \`every\`, but \`reported\` figures over no days, and \`result\` and \`smoothed\`
over no window. A window reaches back no further than the level's own history.

${table(LastWindow)}

${table(AnyWindow)}

${table(FromFirstWindow)}

${table(EveryWindow)}

${yaml(`serviceLevels:
  - id: outages-of-90-days
    measure: { kind: count, of: { outages: email } }
    window: { last: 90 calendar days }
    target: { atMost: 2 }
  - id: outages-in-any-30-days
    measure: { kind: count, of: { outages: email, longerThan: 30m } }
    window: { any: 30 calendar days }
    target: { lessThan: 3 }
  - id: complaints-from-the-first-on
    measure: { kind: count, of: tickets, where: { type: complaint } }
    window: { fromFirst: 30 calendar days }
    target: { atMost: 5 }
  - id: quarterly-requests
    measure: { kind: ticket-share, where: { type: request }, clock: resolution, within: 16h }
    window: { every: quarter }
    target: { atLeast: 90 }`)}

Thirty days that end on 30 January begin on 1 January.

### \`forEach\`

One of the five. Each value has its own result and its own credit; what names the level (a \`result\`, \`qualifying\`, a cap) means all of
them. What is measured on tickets can be told apart by each of the five keys, what is measured on outages by service and site, on
changes and surveys by service. Where a service has to be named, \`each\` stands for that of \`forEach\`; in \`where\` the key is left out.

${table(ForEachService)}

${table(ForEachSite)}

${table(ForEachPriority)}

${table(ForEachCategory)}

${table(ForEachConfigurationItem)}

${yaml(`serviceLevels:
  - id: each-service-up
    forEach: { service: all }
    measure: { kind: availability, service: each, calendar: always }
    target: { atLeast: 99.5 }
  - id: centres
    forEach: { site: [madrid, sevilla] }
    measure: { kind: ticket-share, clock: resolution, within: { P1: 2h, else: 8h } }
    target: { atLeast: 90 }
    credit: { fixed: { percent: 2 }, of: [managed] }`)}

### \`baseline\`

One of the three. The value becomes 100 × value / baseline, so that target and bands are plain numbers: with \`atMost: 110\` a value up
to a tenth above its baseline is met.

${table(ValueBaseline)}

${table(FirstPeriodsBaseline)}

${table(PeriodsAgoBaseline)}

${yaml(`serviceLevels:
  - id: latency
    measure: { kind: reported, unit: number }
    baseline: { value: 2 }
    target: { lessThan: 110 }
    credit: { bands: [ { from: 110, percent: 10 }, { from: 125, percent: 20 }, { from: 150, percent: 30 } ], of: [managed] }
  - id: fewer-incidents
    measure: { kind: count, of: tickets, where: { type: incident } }
    baseline: { periodsAgo: 12 }
    target: { atMost: 90 }`)}

### \`target\`

One of the four. A value is written in the unit of the measure: a percentage as \`99.9\`, a time as \`4h\`, a count or a score as
\`4.2\`. A target that no value can meet, and a minimum that is not worse than the expected level, are errors.

${table(AtLeastTarget)}

${table(MoreThanTarget)}

${table(AtMostTarget)}

${table(LessThanTarget)}

### \`measuredTo\`

Values are never rounded before they are compared, unless the terms say so here.

${table(MeasuredTo)}

### \`lowVolume\`

One of the two. Only what has a volume can have a low one: \`ticket-share\`, \`statistic\`, \`change-share\`, the \`share-met\` of an
\`obligation\`, and \`reported\` percentages that come as numerator and denominator.

${table(AllowMisses)}

${table(NotMeasuredWhenLow)}

${yaml(`serviceLevels:
  - id: request-resolution
    measure: { kind: ticket-share, where: { type: request }, clock: resolution, within: 16h }
    measuredTo: { places: 1, rounding: truncate }
    target: { atLeast: 90 }
    lowVolume: { fewerThan: 5, then: not-measured }
    whenEmpty: met
    notMeasuredInARun: skipped`)}

### \`aboveForecast\`

${table(AboveForecastTerms)}

It applies where the volume is more than forecast × (100 + tolerance) / 100. With a forecast of 120 and 10 percent tolerance 132 are
still within it; of 140 tickets eight misses are forgiven, which counts them as met.

${yaml(`serviceLevels:
  - id: calls-answered
    measure: { kind: reported, unit: percent }
    target: { atLeast: 97 }
    aboveForecast: { forecast: { 2025-12: 900, else: 600 }, tolerance: 10 percent, then: allow-excess }`)}

### \`qualifying\`

${table(QualifyingTerms)}

A condition is one of the two:

${table(QualifyingLevel)}

${table(QualifyingObligation)}

${yaml(`serviceLevels:
  - id: satisfaction-when-up
    measure: { kind: statistic, statistic: mean, of: { survey: csat } }
    target: { atLeast: 4 }
    qualifying: { when: [ { serviceLevel: email-availability, is: not-missed } ], else: not-measured }`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const measuresDifferences = `| \`lowVolume: { fewerThan, then: not-measured }\` | a second clause | the other thing that contracts do with low volume |
| \`service: each\` with \`forEach: { service: … }\` | leaving the service out | a measure always says what it looks at |
| \`baseline\` makes target and bands plain numbers | percentages of another unit | 110 percent is no share, and is not held to 100 |
| levels that only bonuses tie together | a circle | nothing reads a bonus, so that two levels may each forfeit the other's |`;
