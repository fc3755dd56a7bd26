import { Choice, Either, Field, ListOf, MapOf, Nested, shape, Text } from '@tallystick/documents';
import { ticketStatuses } from '@tallystick/facts';
import { LengthRule, markOrColumn, MarkRule, TimeRule, timeOrColumn } from './time-rule.js';
import { columnName, Condition, conditions, ValueRule, valueOrColumn } from './value-rule.js';


/** What a word of the export says of a ticket's status; `unchanged` says nothing. */
export const statusWords = [...ticketStatuses, 'unchanged'] as const;
export type StatusWord = (typeof statusWords)[number];

/** A canonical status together with who must act next. */
export class StatusMeaning {
  @Choice(statusWords, { meaning: 'The canonical status.' })
  status!: StatusWord;

  @Text({
    meaning: 'Who must act next, where the status does not say so: `client`, `provider` or a third party.',
    optional: true,
    maxLength: 200,
  })
  ball?: string;
}
const statusMeaning = shape.either({
  text: shape.choice(statusWords),
  object: shape.nested(() => StatusMeaning),
});

/** The status of a ticket: one column, or several that say it together, and what each word means. */
export class StateRule {
  @Text({ meaning: 'The column.', optional: true, maxLength: 200 })
  column?: string;

  @ListOf(columnName, {
    meaning: 'Several columns, whose words are joined by ` / `; empty ones are left out.',
    min: 2,
    max: 5,
    optional: true,
  })
  columns?: string[];

  @MapOf(statusMeaning, {
    meaning:
      "The export's words and the canonical status of each, or `unchanged`. The last of joined words may be `*` for any. The fact keeps the export's word.",
    min: 1,
  })
  words!: Map<string, StatusWord | StatusMeaning>;

  @Either({
    text: shape.choice(['reject', ...statusWords]),
    object: shape.nested(() => StatusMeaning),
    meaning: 'What a word that `words` does not have means; `reject` rejects the row.',
    optional: true,
    default: '`reject`',
  })
  else?: 'reject' | StatusWord | StatusMeaning;

  @Choice(['reject', 'unchanged'], {
    meaning: 'What an empty status means; `unchanged` leaves the ticket as it was.',
    optional: true,
    default: '`reject` for audited updates, `unchanged` else',
  })
  empty?: 'reject' | 'unchanged';
}

export const responseEvidences = [
  'public-reply',
  'private-note',
  'assignment',
  'status-change',
  'automatic',
] as const;
export type ResponseEvidence = (typeof responseEvidences)[number];

/** What counts as the first response, where updates do not name it. Give one of `status`, `assignment` and `when`. */
export class ResponseRule {
  @Either({
    text: shape.choice(ticketStatuses),
    list: shape.list(shape.choice(ticketStatuses), { min: 1 }),
    meaning: 'The first update that puts the ticket into one of these statuses.',
    optional: true,
  })
  status?: string | string[];

  @Choice(['group', 'assignee'], {
    meaning: 'The first update that gives the ticket to a group, or to a person.',
    optional: true,
  })
  assignment?: 'group' | 'assignee';

  @conditions('The first update for which all of these hold.')
  when?: Condition[];

  @Choice(responseEvidences, {
    meaning: 'What shows the response; the terms say which kinds count.',
    optional: true,
    default: '`status-change` for `status`, `assignment` for `assignment`, else none',
  })
  evidence?: ResponseEvidence;
}

/** What a ticket is, whatever its rows are. */
export class TicketColumns {
  @Text({ meaning: "The column with the ticket's key in the system.", maxLength: 200 })
  ticket!: string;

  @Field(valueOrColumn, {
    meaning: 'The type: incident, request, problem, change, question, task, or a word of yours.',
  })
  ticketType!: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The priority, in the words of the terms.' })
  priority!: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The service, in the words of the terms.', optional: true })
  service?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The category.', optional: true })
  category?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The configuration item.', optional: true })
  configurationItem?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The site.', optional: true })
  site?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The group that works on it.', optional: true })
  group?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The person who works on it, by a key rather than a name.', optional: true })
  assignee?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The party that works on it: `client`, `provider`, a third party.', optional: true })
  party?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'How the ticket came: phone, mail, portal, monitoring.', optional: true })
  channel?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The party that opened it.', optional: true })
  openedBy?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'Its title. Titles may name persons; leave it out where they do.', optional: true })
  title?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The resolution or closure code, for the facts that resolve or close.', optional: true })
  code?: string | ValueRule;

  @Field(timeOrColumn, { meaning: 'When the client reported it, where that was before it was opened.', optional: true })
  reported?: string | TimeRule;
}

class HistoryColumns extends TicketColumns {
  @Field(timeOrColumn, { meaning: 'When the row happened.' })
  time!: string | TimeRule;

  @ListOf(columnName, {
    meaning: 'Columns that number the rows of a ticket; they order rows of one instant. Gaps do not matter.',
    min: 1,
    max: 5,
    optional: true,
  })
  order?: string[];

  @Choice(['as-in-file', 'reversed'], {
    meaning: 'The order of rows of one instant where `order` does not tell: `reversed` where the newest stand first.',
    optional: true,
    default: '`as-in-file`',
  })
  sameInstant?: 'as-in-file' | 'reversed';

  @Field(timeOrColumn, {
    meaning: 'When the ticket was opened, where every row says so; else the ticket opens with its first row.',
    optional: true,
  })
  opened?: string | TimeRule;

  @Choice(['keep', 'opens', 'reject'], {
    meaning:
      'A row before `opened`: `keep` it at its time (clocks start at the opening), let the earliest row be what `opens` the ticket, or `reject` it.',
    optional: true,
    default: '`keep`',
  })
  beforeOpening?: 'keep' | 'opens' | 'reject';

  @Field(valueOrColumn, { meaning: 'The request that justifies a wait; the terms may ask for one.', optional: true })
  waitEvidence?: string | ValueRule;

  @Nested(() => StateRule, { meaning: 'The status.' })
  state!: StateRule;

  @Nested(() => ResponseRule, { meaning: 'What counts as the first response.', optional: true })
  response?: ResponseRule;
}

/** Each row is one audited update and shows the ticket as it was then. */
export class UpdatesRule extends HistoryColumns {
  @Choice(['updates'], { meaning: 'A row is an audited update: the ticket as it was then.' })
  kind!: 'updates';
}

/** Each row is the change of one field; columns of the rule are then words of the `field` column. */
export class ChangesRule extends HistoryColumns {
  @Choice(['changes'], {
    meaning:
      'A row is the change of one field. The columns of ticketType, priority, state and so on are then names of fields, as the column `field` has them; `ticket`, `time`, `order` and `opened` stay columns.',
  })
  kind!: 'changes';

  @Text({ meaning: 'The column that names the field.', maxLength: 200 })
  field!: string;

  @Text({ meaning: 'The column with the new value of the field.', maxLength: 200 })
  value!: string;
}

/** A wait of a ticket of which the export has one row: from and until, in a list or not, or only how long. */
export class WaitRule {
  @Choice(['waiting-client', 'waiting-third-party', 'waiting-change'], {
    meaning: 'The canonical status of the wait.',
    optional: true,
    default: '`waiting-client`',
  })
  status?: 'waiting-client' | 'waiting-third-party' | 'waiting-change';

  @Text({
    meaning: 'A JSON path to a list of waits; `from` and `until` are then columns of its items.',
    optional: true,
    maxLength: 200,
  })
  list?: string;

  @Field(timeOrColumn, { meaning: 'When the wait began.', optional: true })
  from?: string | TimeRule;

  @Field(timeOrColumn, { meaning: 'When it ended; without a value it lasts.', optional: true })
  until?: string | TimeRule;

  @Nested(() => LengthRule, {
    meaning:
      'How long the ticket waited in all, where the export says no more. The wait is then placed right before the resolution (or the closing), which leaves the time worked exact and says so in the fact.',
    optional: true,
  })
  length?: LengthRule;
}

/** One row per ticket, with the instants of its marks. A later export with another instant supersedes the earlier fact. */
export class TicketsRule extends TicketColumns {
  @Choice(['tickets'], { meaning: 'A row is a whole ticket, as it is at the time of the export.' })
  kind!: 'tickets';

  @Text({ meaning: "The column with the row's own revision or time of change.", optional: true, maxLength: 200 })
  revision?: string;

  @Field(timeOrColumn, { meaning: 'When it was opened.' })
  opened!: string | TimeRule;

  @Field(markOrColumn, { meaning: 'When the provider first responded.', optional: true })
  responded?: string | MarkRule;

  @Choice(responseEvidences, { meaning: 'What shows the response.', optional: true })
  responseEvidence?: ResponseEvidence;

  @Field(markOrColumn, { meaning: 'When it was given to `group`, `assignee` or `party`.', optional: true })
  assigned?: string | MarkRule;

  @Field(markOrColumn, { meaning: 'When work on it began.', optional: true })
  started?: string | MarkRule;

  @ListOf(
    shape.nested(() => WaitRule),
    { meaning: 'When it waited.', min: 1, max: 20, optional: true },
  )
  waits?: WaitRule[];

  @Field(markOrColumn, { meaning: 'When it was resolved.', optional: true })
  resolved?: string | MarkRule;

  @Field(markOrColumn, { meaning: 'When it was closed.', optional: true })
  closed?: string | MarkRule;

  @Field(markOrColumn, { meaning: 'When it was cancelled.', optional: true })
  cancelled?: string | MarkRule;
}
