import { type DocumentClass, referenceTable } from '@tallystick/documents';
import { CsvFormat, JsonFormat, NdjsonFormat } from './format-rules.js';
import { ChangesRule, ResponseRule, UpdatesRule } from './history-rules.js';
import { AssertedByRule, MappingDocument } from './mapping-document.js';
import { ChecksRule, OutagesRule, ServicesRule } from './service-rules.js';
import { StateRule, StatusMeaning } from './state-rule.js';
import { TicketsRule, WaitRule } from './ticket-rules.js';
import { InstantsRule, LengthRule, MarkRule, TimeRule, WorkingTimeRule } from './time-rule.js';
import { Condition, ValueRule } from './value-rule.js';

/** The reference page of mappings, as docs/reference/mappings.md holds it. Refresh: `npx vitest run libs/sources -u`. */
export function renderMappingReference(
  shipped: readonly { readonly name: string; readonly title: string }[],
): string {
  return [
    guide,
    '## Shipped mappings',
    '',
    'Use one by its name (`tally import --mapping NAME`), or copy its file from `libs/sources/mappings` and change it.',
    '',
    '| name | maps |',
    '| --- | --- |',
    ...shipped.map(({ name, title }) => `| \`${name}\` | ${title} |`),
    '',
    '## Every key',
    '',
    'The same as a JSON Schema for editors: [mapping.schema.json](mapping.schema.json).',
    '',
    ...sections.flatMap(([title, documentClass]) => [`### ${title}`, '', referenceTable(documentClass), '']),
  ].join('\n');
}

const sections: readonly (readonly [title: string, documentClass: DocumentClass])[] = [
  ['The mapping', MappingDocument],
  ['`assertedBy` as an object', AssertedByRule],
  ['`format` of kind `csv`', CsvFormat],
  ['`format` of kind `ndjson`', NdjsonFormat],
  ['`format` of kind `json`', JsonFormat],
  ['`instants`', InstantsRule],
  ['A value', ValueRule],
  ['A time', TimeRule],
  ['A condition', Condition],
  ['`rows` of kind `updates`', UpdatesRule],
  ['`rows` of kind `changes`', ChangesRule],
  ['`state`', StateRule],
  ['A status with its ball holder', StatusMeaning],
  ['`response`', ResponseRule],
  ['`rows` of kind `tickets`', TicketsRule],
  ['A mark', MarkRule],
  ['A wait', WaitRule],
  ['A length', LengthRule],
  ['`workingTime`', WorkingTimeRule],
  ['`rows` of kind `outages`', OutagesRule],
  ['`services`', ServicesRule],
  ['`rows` of kind `checks`', ChecksRule],
];

const guide = `# Mappings

A mapping says how the export of a ticketing or monitoring system becomes facts. It is a YAML or JSON file; no code of
the importer knows a system. Every key is closed: a misspelt one is an error that names the nearest known one.

\`\`\`
tally import --agreement A --mapping our-tickets.yaml tickets-2025.csv.gz
\`\`\`

## A first mapping

An export with one row per update of a ticket needs this much:

\`\`\`yaml
mapping: our-tickets
system: our-desk
format: { kind: csv, delimiter: semicolon }
empty: ['NULL']
instants:
  zone: Europe/Paris
  formats: ['DD/MM/YYYY HH:mm']
rows:
  kind: updates
  ticket: Number
  time: Updated
  order: [Version]
  opened: Opened
  ticketType: { constant: incident }
  priority:
    column: Priority
    words: { 1 - High: P1, 2 - Normal: P2 }
  group: Team
  state:
    column: Status
    words:
      New: new
      Assigned: in-progress
      Pending user: waiting-client
      Pending supplier: { status: waiting-third-party, ball: Northwind Cables }
      Solved: resolved
      Closed: closed
  response: { status: in-progress }
\`\`\`

Wherever a value or a time is asked for, a plain text is the name of a column; an object says more.

## Choosing what a row is

| the export has one row for each | kind | facts |
| --- | --- | --- |
| update of a ticket, showing the ticket as it was then | \`updates\` | the opening, then only what a row changes |
| change of one field | \`changes\` | the same |
| ticket, with a time for each mark | \`tickets\` | one for each mark |
| outage or incident of a status page | \`outages\` | a beginning and an end for each service |
| check of a monitor | \`checks\` | a beginning and an end where up and down change |

Prefer a history (\`updates\`, \`changes\`) to a table: a table shows only the latest priority and category, and often only
the last resolution. **Leave out columns that look into the future**: many systems fill in the resolution, the closing or
the final priority on every row of the history, also on those from before it was known.

## Times

Name the forms in \`instants.formats\`; the first that fits counts. Tokens: \`YYYY YY M MM MMM MMMM D DD H HH h hh A m mm s ss
S Z\`; other letters go into square brackets, as in \`YYYY-MM-DD [at] HH:mm\`. \`iso\` takes a date, an optional time of day
after \`T\` or a blank, and an optional offset. A time without an offset counts in \`instants.zone\`; without a zone its row is
rejected rather than guessed. In the hour that a zone repeats in autumn the first occurrence counts, unless \`order\` puts
the row after a later one.

## Order

Rows may come in any order, with gaps in their numbering, and the newest first. They are put in order by time, then by
\`order\`, then as they stand in the file (\`sameInstant: reversed\` where the newest stand first). Several files in one
command are one export: pass last month's and this month's together, overlapping or not. Where each export holds only
the rows since the last one, pass the earlier files too: what is recorded already is not recorded again.

## Words

\`words\` maps the export's words; a word that is not there rejects its row, so that a new status never counts as something
that it is not. \`else\` says what other words mean: \`as-written\`, or a text of your choice. \`empty\` says what an empty
column means. Several columns that say a thing together are joined by \` / \`, and \`*\` takes any last part:

\`\`\`yaml
mapping: two-columns
system: our-desk
format: { kind: ndjson }
rows:
  kind: updates
  ticket: key
  time: at
  ticketType: { column: kind, words: { bug: incident, wish: request }, else: task }
  priority: { column: priority.name, else: as-written, empty: P4 }
  state:
    columns: [status, subStatus]
    words:
      Open / New: new
      Open / *: in-progress
      Pending / User: waiting-client
      Done / *: resolved
\`\`\`

## JSON

Columns are paths: \`assignee.name\`, \`tags[0]\`, \`["a.b"]\`, and \`components[].name\` where a list is asked for. Where the rows
stand in a list inside each item, \`format.each\` names it, \`^.\` reaches the item and \`$.\` the document:

\`\`\`yaml
mapping: nested-history
system: our-tracker
format: { kind: json, list: issues, each: changelog }
rows:
  kind: changes
  ticket: ^.key
  time: created
  opened: ^.created
  field: field
  value: toString
  ticketType: { column: issuetype, words: { Bug: incident }, else: request, empty: incident }
  priority: { column: priority, words: { Highest: P1, High: P2 }, else: P3, empty: P3 }
  state: { column: status, words: { To Do: new, In Progress: in-progress, Done: resolved }, else: in-progress }
\`\`\`

## Tables of tickets and outages

They show only the latest value. Each fact is kept under the key of its mark (\`4711#resolved\`); when a later export says
another time, the earlier fact is retracted and the new one recorded, and when it says none (the ticket is open again), the
earlier one is retracted. Where the system keeps only how long a ticket waited, the wait is placed right before the
resolution: the time worked is exact, the days on which it waited are not known, and the fact says so.

\`\`\`yaml
mapping: ticket-table
system: our-desk
format: { kind: csv }
instants: { zone: UTC }
workingTime: { zone: UTC, hours: { mon-fri: '08:00-12:00, 13:00-18:00' } }
rows:
  kind: tickets
  ticket: id
  revision: updated_at
  ticketType: { constant: incident }
  priority: priority
  opened: created_at
  responded: { afterOpening: { column: reply_minutes, unit: minutes, measuredIn: working } }
  waits:
    - length: { column: on_hold_minutes, unit: minutes, measuredIn: working }
  resolved: solved_at
  closed: { column: closed_at, when: [{ column: status, is: closed }] }
  cancelled: { column: closed_at, when: [{ column: status, is: [void, duplicate] }] }
\`\`\`

## What happens to each row

Every row gives facts, changes nothing, or is rejected: the three add up to the rows read. A rejected row goes to
\`FILE.rejects.ndjson\` with its line, the reason, the mend and the row as it was read; the other rows of its ticket are
imported all the same. Facts have ids that follow from the system, the ticket and the row, so importing again, or
importing a longer export, records only what is new. Files may be gzip; unpack others on the way:
\`xz -dc FILE.xz | tally import … -\`.
`;
