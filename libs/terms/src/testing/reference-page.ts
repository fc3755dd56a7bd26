import { type DocumentClass, referenceTable } from '@tallystick/documents';
import {
  AmendmentDocument,
  ChangeTerms,
  PartiesChange,
  RemoveTerms,
  TermChange,
} from '../amendments/amendment-document.js';
import { CalendarClause } from '../clauses/calendar.js';
import { ChargeClause } from '../clauses/charge.js';
import { ClockClause, PauseTerms } from '../clauses/clock.js';
import { AmountCap, CreditRulesClause, PercentCap } from '../clauses/credits.js';
import { ExitClause } from '../clauses/exit.js';
import { AllowMisses, NotMeasuredWhenLow } from '../clauses/low-volume.js';
import { PriceTerms } from '../clauses/price.js';
import { MeasuredTo, ServiceLevelClause } from '../clauses/service-level.js';
import { AtLeastTarget, AtMostTarget, LessThanTarget, MoreThanTarget } from '../clauses/target.js';
import { BandsCredit, BandTerms } from '../credit-rules/bands.js';
import { RepeatTerms } from '../credit-rules/credit-terms.js';
import { FixedCredit, FixedTerms } from '../credit-rules/fixed.js';
import { PerUnitCredit, PerUnitTerms } from '../credit-rules/per-unit.js';
import { InARowTerms } from '../exits/in-a-row.js';
import { SumOverTerms } from '../exits/sum-over.js';
import { TimesOfTerms } from '../exits/times-of.js';
import { AgreementDocument, PartiesTerms, PeriodTerms, TermTerms } from '../loading/agreement-document.js';
import { AvailabilityTerms } from '../measures/availability.js';
import { BreachesCounted, ChangesCounted, CountTerms, OutagesCounted } from '../measures/count.js';
import { ScopeTerms } from '../measures/population.js';
import { ReportedTerms } from '../measures/reported.js';
import { OfClock, OfOutages, OfSurvey, StatisticTerms } from '../measures/statistic.js';
import { TicketShareTerms } from '../measures/ticket-share.js';
import { exampleAgreement } from './example-agreement.js';

/** Every class whose table stands on the page; a test holds it against what the documents can reach. */
export const classesOnThePage = new Set<DocumentClass>();

function table(documentClass: DocumentClass): string {
  classesOnThePage.add(documentClass);
  return referenceTable(documentClass);
}

function yaml(text: string): string {
  return ['```yaml', text.trim(), '```'].join('\n');
}

/** The page docs/reference/terms.md: prose and examples by hand, every table from the declarations. */
export function termsReferencePage(): string {
  return `# The contract language

<!-- Rendered from the declarations in libs/terms. To refresh: npx vitest run libs/terms/src/reference-page -u -->

A terms document says what an agreement promises, as plain data in YAML or JSON: no expressions, no code. The schemas for
editors are [terms.schema.json](terms.schema.json) and [amendment.schema.json](amendment.schema.json); \`tally terms schema\` prints
them, \`tally terms check\` finds everything that is wrong with a document, and \`tally terms show\` says it in words.

- Every clause has an \`id\`. Figures cite it, other clauses refer to it, amendments replace the clause by it.
- An unknown key is an error that names the nearest known one. A key of the language that this version does not evaluate yet
  is an error that says so; it is never passed over.
- Numbers are exact decimals, quoted or not: \`99.9\` never becomes a float. Exponents, hexadecimal and octal forms are refused.
- Dates are local dates in the agreement's time zone.
- YAML anchors, aliases, tags, duplicate keys and several documents in one file are refused: what is signed reads one way.

A whole document:

${yaml(exampleAgreement)}

## The agreement

${table(AgreementDocument)}

### \`parties\`

${table(PartiesTerms)}

### \`term\`

${table(TermTerms)}

### \`period\`

${table(PeriodTerms)}

The period, its windows and its runs count by the calendar: months, quarters or years. The first and the last are cut by the term.

## How things are written

| what | written | meaning |
|---|---|---|
| a time | \`4h\`, \`90m\`, \`1h30m\`, \`45s\` | hours, minutes, seconds |
| a limit | a time | working time of the clock's calendar |
| | \`2d\`, \`1d4h\` | days are the calendar's own \`day\`, for each priority that of its calendar; never 24 hours unless the calendar says so |
| | \`30 calendar days\` | so many times 24 hours, whatever the calendar says |
| | \`end of same business day\`, \`end of next business day\`, \`end of 2nd business day\` | the closing time of that business day after the local date on which the clock starts |
| a length of time | \`72h\`, \`2 calendar days\` | on the instant line; no calendar is looked at |
| a window | \`1 period\`, \`3 periods\` | measurement periods, the current one among them |
| one value or several | \`P1\` or \`[P1, P2]\` | any of them |
| by priority | \`4h\` or \`{ P1: 4h, P2: 8h, else: 2d }\` | one value for all, or one for each with \`else\` for all others |

A limit is met at equality and is more than nothing. Where a clause counts a priority, its clock needs a calendar for it and the
clause a limit: what is missing is an error, not an exclusion.

## Charges

${table(ChargeClause)}

${yaml(`charges:
  - { id: hosting, clause: Schedule 6, amount: "4000.00", per: quarter, prorate: none }
  - { id: onboarding, title: Onboarding, amount: 12000, per: once, on: 2025-02-01 }`)}

## Calendars

${table(CalendarClause)}

A holiday wins over an override, an override over the weekday. Two shifts may not overlap, and a night must end before the next day
opens.

${yaml(`calendars:
  - id: support
    timezone: Europe/Berlin
    day: 8h
    hours: { mon-thu: ["08:00-12:00", "13:00-17:00"], fri: ["08:00-14:00"] }
    holidays: [2025-05-01]
    overrides: { 2025-12-24: ["08:00-12:00"], 2025-12-31: [] }
    breaks: { 2025-06-10: ["10:00-11:00"] }
  - { id: nights, hours: { "sun,mon-thu": ["22:00-06:00"] } }`)}

## Clocks

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
  - { id: first-answer, from: reported, to: responded, calendar: office, outOfHoursAllowance: 30m, responseEvidence: [public-reply] }`)}

## Service levels

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
    notMeasuredInARun: skipped`)}

## Credits of a service level

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

${table(RepeatTerms)}

## How credits come together

${table(CreditRulesClause)}

### \`cap\`

One of the two.

${table(PercentCap)}

${table(AmountCap)}

Comparisons come first, on exact figures; then prices are multiplied, added up and capped; money is rounded last.

## Exit

${table(ExitClause)}

### \`when: { inARow }\`

${table(InARowTerms)}

### \`when: { times }\`

${table(TimesOfTerms)}

### \`when: { sumOf }\`

${table(SumOverTerms)}

${yaml(`exit:
  - { id: repeated, clause: "12.4", when: { serviceLevel: p1-resolution, below: minimum, times: 3, of: 6 periods }, scope: [email] }
  - { id: many-points, when: { sumOf: points, atLeast: 50 points, over: 3 periods } }
  - { id: much-money, text: The client may leave., when: { sumOf: credits, moreThan: "9000.00", over: 12 periods } }`)}

## Amendments

An amendment is a document of its own. Clauses are written whole and replace those of their id.

${table(AmendmentDocument)}

### \`change\`

${table(ChangeTerms)}

#### \`change.term\`

${table(TermChange)}

#### \`change.parties\`

${table(PartiesChange)}

### \`remove\`

${table(RemoveTerms)}

${yaml(`amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-07-01
executedAt: 2025-06-12
clause: Amendment 1, 2
change:
  charges:
    - { id: managed, amount: "19250.00", per: month, prorate: days }
  serviceLevels:
    - id: email-availability
      clause: Schedule 2, 4 as amended
      measure: { kind: availability, service: email, calendar: always, exclude: [maintenance] }
      target: { atLeast: 99.95 }
      credit: { perUnit: { each: 0.05, round: ceil, percent: 2 }, of: [managed] }
remove:
  exit: [credits-heavy]`)}

A correction says that the terms never meant what they said; it is in force from the start of what it corrects:

${yaml(`amendment: C1
agreement: acme-northwind
kind: correction
corrects: agreement
executedAt: 2025-06-12
change:
  charges:
    - { id: internet, amount: "1150.00", per: month, passThrough: true }`)}

On a local date the terms are those signed, then every amendment whose \`effectiveFrom\` has come, in the order of their
\`effectiveFrom\`, and those of one day in the order in which they were recorded. A rescission takes an amendment out from a date
on, or altogether, and with it what corrects that amendment. The id of the agreement, its semantics, time zone, currency,
period and parties cannot change, and the term can be extended but not cut short: periods that have been stated would have no
meaning any more.

## Where this goes further than the first sketch of the language

| here | instead of | why |
|---|---|---|
| bands may also say \`upTo\`, \`from\`, \`above\` | \`below\` only | a printed band says which edge it holds, in both directions |
| \`beyond: lost-time\` for a time in \`perUnit\` | guessing from the unit | lost time beyond an allowance and points of a percentage are different rules |
| \`lowVolume: { fewerThan, then: not-measured }\` | a second clause | the other thing that contracts do with low volume |
| \`times\` with \`of: 6 periods\` | two bare numbers | a window is always written with its unit |
| thresholds \`30 percent\`, \`50 points\`, \`9000.00\` | a number whose unit follows from elsewhere | what is added up and what it is compared with must be alike, and can be checked |
| \`priorities\` | whatever priorities come along | a misspelt priority is an error, and \`highest\` has a meaning |
| \`kind: amendment\` or \`correction\` with \`corrects\` | a back-dated amendment | a correction follows what it corrects, also when that is rescinded |
`;
}
