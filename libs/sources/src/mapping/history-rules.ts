import { Choice, Either, Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { ticketStatuses } from '@tallystick/facts';
import { StateRule } from './state-rule.js';
import { type ResponseEvidence, responseEvidences, TicketColumns } from './ticket-columns.js';
import { type TimeRule, timeOrColumn } from './time-rule.js';
import { columnName, type Condition, conditions, type ValueRule, valueOrColumn } from './value-rule.js';

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
    meaning:
      'The order of rows of one instant where `order` does not tell: `reversed` where the newest stand first.',
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

  @Field(valueOrColumn, {
    meaning: 'The request that justifies a wait; the terms may ask for one.',
    optional: true,
  })
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
