import { CalendarClause } from '../../clauses/calendar.js';
import { PeriodTerms } from '../../clauses/period.js';
import { AgreementDocument, PartiesTerms, TermTerms } from '../../loading/agreement-document.js';
import { wholeAgreement } from '../example-agreement.js';
import { table, yaml } from './helpers.js';

export function frameSection(): string {
  return `A terms document says what an agreement promises, as plain data in YAML or JSON: no expressions, no code. The schemas for
editors are [terms.schema.json](terms.schema.json) and [amendment.schema.json](amendment.schema.json); \`tally terms schema\` prints
them, \`tally terms check\` finds everything that is wrong with a document, and \`tally terms show\` says it in words.

- Every clause has an \`id\`. Figures cite it, other clauses refer to it, amendments replace the clause by it.
- An unknown key is an error that names the nearest known one. A key without any effect beside the others is an error as well.
- Numbers are exact decimals, quoted or not: \`99.9\` never becomes a float. Exponents, hexadecimal and octal forms are refused.
- Dates are local dates in the agreement's time zone.
- YAML anchors, aliases, tags, duplicate keys and several documents in one file are refused: what is signed reads one way.

A whole document:

${yaml(wholeAgreement)}

## The agreement

${table(AgreementDocument)}

### \`parties\`

${table(PartiesTerms)}

### \`term\`

${table(TermTerms)}

### \`period\`

${table(PeriodTerms)}

Windows and runs count periods. The first and the last are cut by the term. A period of the calendar is called \`2025-03\`,
\`2025-Q1\` or \`2025\`; one with an anchor by the month that it begins in (\`2025-01\` is 16 January to 15 February), a year by the
year that it begins in, and \`2025-Q1\` is the first quarter of the anchored year that begins in 2025.

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
clause a limit: what is missing is an error, not an exclusion.`;
}

export function calendarsSection(): string {
  return `## Calendars

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
  - { id: nights, hours: { "sun,mon-thu": ["22:00-06:00"] } }`)}`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const frameDifferences = `| \`priorities\` | whatever priorities come along | a misspelt priority is an error, and \`highest\` has a meaning |`;
