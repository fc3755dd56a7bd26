import { ClockClause, PauseTerms } from '../../clauses/clock.js';
import { AllowMisses, NotMeasuredWhenLow } from '../../clauses/low-volume.js';
import { MeasuredTo, ServiceLevelClause } from '../../clauses/service-level.js';
import { AtLeastTarget, AtMostTarget, LessThanTarget, MoreThanTarget } from '../../clauses/target.js';
import { AvailabilityTerms } from '../../measures/availability.js';
import { BreachesCounted, ChangesCounted, CountTerms, OutagesCounted } from '../../measures/count.js';
import { ScopeTerms } from '../../measures/population.js';
import { ReportedTerms } from '../../measures/reported.js';
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
  - { id: first-answer, from: reported, to: responded, calendar: office, outOfHoursAllowance: 30m, responseEvidence: [public-reply] }`)}`;
}

export function serviceLevelsSection(): string {
  return `## Service levels

${table(ServiceLevelClause)}

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

### \`measure: { kind: availability }\`

${table(AvailabilityTerms)}

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
    target: { atLeast: 4.2 }`)}

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

### \`measure: { kind: reported }\`

${table(ReportedTerms)}

${yaml(`serviceLevels:
  - id: backups
    measure: { kind: reported, unit: percent, reportedBy: agreed, whenNotReported: missed }
    target: { atLeast: 99 }`)}

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

One of the two. Only what has a volume can have a low one: \`ticket-share\`, \`statistic\`, and \`reported\` percentages that come as
numerator and denominator.

${table(AllowMisses)}

${table(NotMeasuredWhenLow)}

${yaml(`serviceLevels:
  - id: request-resolution
    measure: { kind: ticket-share, where: { type: request }, clock: resolution, within: 16h }
    measuredTo: { places: 1, rounding: truncate }
    target: { atLeast: 90 }
    lowVolume: { fewerThan: 5, then: not-measured }
    whenEmpty: met
    notMeasuredInARun: skipped`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const measuresDifferences = `| \`lowVolume: { fewerThan, then: not-measured }\` | a second clause | the other thing that contracts do with low volume |`;
