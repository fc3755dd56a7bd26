import { Choice, Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { type ResponseEvidence, responseEvidences, TicketColumns } from './ticket-columns.js';
import { LengthRule, markOrColumn, type MarkRule, type TimeRule, timeOrColumn } from './time-rule.js';

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

  @Text({
    meaning: "The column with the row's own revision or time of change.",
    optional: true,
    maxLength: 200,
  })
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

  @ListOf(shape.nested(() => WaitRule), { meaning: 'When it waited.', min: 1, max: 20, optional: true })
  waits?: WaitRule[];

  @Field(markOrColumn, { meaning: 'When it was resolved.', optional: true })
  resolved?: string | MarkRule;

  @Field(markOrColumn, { meaning: 'When it was closed.', optional: true })
  closed?: string | MarkRule;

  @Field(markOrColumn, { meaning: 'When it was cancelled.', optional: true })
  cancelled?: string | MarkRule;
}
