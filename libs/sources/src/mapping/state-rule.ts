import { Choice, Either, ListOf, MapOf, shape, Text } from '@tallystick/documents';
import { ticketStatuses } from '@tallystick/facts';
import { columnName } from './value-rule.js';

/** What a word of the export says of a ticket's status; `unchanged` says nothing. */
const statusWords = [...ticketStatuses, 'unchanged'] as const;
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
