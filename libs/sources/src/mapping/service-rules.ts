import { Choice, Field, ListOf, MapOf, Nested, shape, Text } from '@tallystick/documents';
import { TimeRule, timeOrColumn } from './time-rule.js';
import { columnName, keyColumns, ValueRule, valueOrColumn } from './value-rule.js';

/** The services that an outage concerns: each gets an outage of its own. */
export class ServicesRule {
  @ListOf(columnName, {
    meaning: 'Columns, or JSON paths into lists such as `components[].name`; every value is a service.',
    min: 1,
    max: 100,
    optional: true,
  })
  columns?: string[];

  @MapOf(shape.text({ called: 'a service', maxLength: 200 }), {
    meaning: 'Columns that are set (`1`, `true`, `yes`, `x`) where the service of that name is concerned.',
    min: 1,
    optional: true,
  })
  flags?: Map<string, string>;

  @MapOf(shape.text({ called: 'a service', maxLength: 200 }), {
    meaning: "The export's names and the services of the terms that they are; `ignore` leaves one out.",
    min: 1,
    optional: true,
  })
  words?: Map<string, string>;

  @Text({
    meaning:
      'What a name that `words` does not have becomes: `reject` (the row), `as-written`, `ignore`, or a service.',
    optional: true,
    default: '`reject` where there are `words`, else `as-written`',
    maxLength: 200,
  })
  else?: string;

  @Nested(() => ValueRule, {
    meaning: 'The service where the row names none; without it such a row is rejected.',
    optional: true,
  })
  none?: ValueRule;
}

/** One row per outage or incident of a status page. A later export with another end supersedes the earlier fact. */
export class OutagesRule {
  @Choice(['outages'], { meaning: 'A row is an outage, as it is known at the time of the export.' })
  kind!: 'outages';

  @Field(keyColumns, {
    meaning:
      "The column with the outage's key in the system, or several that make it together, joined by `/`.",
  })
  outage!: string | string[];

  @Text({
    meaning: "The column with the row's own revision or time of change.",
    optional: true,
    maxLength: 200,
  })
  revision?: string;

  @Field(timeOrColumn, { meaning: 'When it began.' })
  began!: string | TimeRule;

  @Field(timeOrColumn, { meaning: 'When it ended; without a value it lasts.', optional: true })
  ended?: string | TimeRule;

  @Field(shape.either({ text: columnName, object: shape.nested(() => ServicesRule) }), {
    meaning: 'The services it concerns.',
  })
  services!: string | ServicesRule;

  @Field(valueOrColumn, {
    meaning:
      'The share of the service that is down, more than 0 and at most 1, e.g. by the impact; `ignore` says that the row is no outage.',
    optional: true,
    default: 'the whole service',
  })
  share?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The site concerned.', optional: true })
  site?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The cause, as far as known.', optional: true })
  cause?: string | ValueRule;
}

const checkWords = ['up', 'down', 'unchanged'] as const;
export type CheckWord = (typeof checkWords)[number];

/** One row per check of a monitor. */
export class ChecksRule {
  @Choice(['checks'], {
    meaning: 'A row is a check: a monitor was up or down. An outage begins and ends where that changes.',
  })
  kind!: 'checks';

  @ListOf(columnName, {
    meaning: 'The columns that together name the monitor; one name may be shared by two of them.',
    min: 1,
    max: 10,
  })
  monitor!: string[];

  @Field(timeOrColumn, { meaning: 'When the check was made.' })
  time!: string | TimeRule;

  @ListOf(columnName, {
    meaning: 'Columns that order checks of one instant.',
    min: 1,
    max: 5,
    optional: true,
  })
  order?: string[];

  @Choice(['as-in-file', 'reversed'], {
    meaning: 'The order of checks of one instant where `order` does not tell.',
    optional: true,
    default: '`as-in-file`',
  })
  sameInstant?: 'as-in-file' | 'reversed';

  @Text({ meaning: 'The column that says whether it was up.', maxLength: 200 })
  status!: string;

  @MapOf(shape.choice(checkWords), {
    meaning: "The export's words: `up`, `down`, or `unchanged` for what says neither.",
    min: 1,
  })
  words!: Map<string, CheckWord>;

  @Choice(['reject', ...checkWords], {
    meaning: 'What a word that `words` does not have means.',
    optional: true,
    default: '`reject`',
  })
  else?: 'reject' | CheckWord;

  @Field(valueOrColumn, {
    meaning: 'The service that the monitor watches.',
    optional: true,
    default: 'the name of the monitor',
  })
  service?: string | ValueRule;

  @Field(valueOrColumn, { meaning: 'The site that the monitor watches.', optional: true })
  site?: string | ValueRule;
}
