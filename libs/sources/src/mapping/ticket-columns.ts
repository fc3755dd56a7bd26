import { Field } from '@tallystick/documents';
import { type TimeRule, timeOrColumn } from './time-rule.js';
import { keyColumns, type ValueRule, valueOrColumn } from './value-rule.js';

export const responseEvidences = [
  'public-reply',
  'private-note',
  'assignment',
  'status-change',
  'automatic',
] as const;
export type ResponseEvidence = (typeof responseEvidences)[number];

/** What a ticket is, whatever its rows are. */
export class TicketColumns {
  @Field(keyColumns, {
    meaning:
      "The column with the ticket's key in the system, or several that make it together, joined by `/`.",
  })
  ticket!: string | string[];

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

  @Field(valueOrColumn, {
    meaning: 'The person who works on it, by a key rather than a name; it is sealed as personal text.',
    optional: true,
  })
  assignee?: string | ValueRule;

  @Field(valueOrColumn, {
    meaning: 'The party that works on it: `client`, `provider`, a third party.',
    optional: true,
  })
  party?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'How the ticket came: phone, mail, portal, monitoring.', optional: true })
  channel?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The party that opened it.', optional: true })
  openedBy?: string | ValueRule;

  @Field(valueOrColumn, {
    meaning: 'Its title, which is sealed as personal text.',
    optional: true,
  })
  title?: string | ValueRule;

  @Field(valueOrColumn, {
    meaning:
      'The person that the ticket is about or comes from, by a key. No fact holds it; the title is sealed under the key of this person and erased with it. Default: under a key of the ticket.',
    optional: true,
  })
  reporter?: string | ValueRule;

  @Field(valueOrColumn, {
    meaning: 'The resolution or closure code, for the facts that resolve or close.',
    optional: true,
  })
  code?: string | ValueRule;

  @Field(timeOrColumn, {
    meaning: 'When the client reported it, where that was before it was opened.',
    optional: true,
  })
  reported?: string | TimeRule;
}
