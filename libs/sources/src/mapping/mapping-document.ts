import { Either, Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { ChangesRule, UpdatesRule } from './history-rules.js';
import { formatShape, type FormatRule } from './format-rules.js';
import { ChecksRule, OutagesRule } from './service-rules.js';
import { TicketsRule } from './ticket-rules.js';
import { InstantsRule, WorkingTimeRule } from './time-rule.js';
import { Condition, conditions } from './value-rule.js';

/** Who asserts the facts of an export. */
export class AssertedByRule {
  @Text({
    meaning: 'The party, as the terms name it: `client`, `provider` or a third party.',
    maxLength: 200,
  })
  party!: string;

  @Text({ meaning: 'The person or program that speaks for it.', optional: true, maxLength: 200 })
  actor?: string;
}

const rowKinds = {
  updates: () => UpdatesRule,
  changes: () => ChangesRule,
  tickets: () => TicketsRule,
  outages: () => OutagesRule,
  checks: () => ChecksRule,
} as const;
export type RowsRule = UpdatesRule | ChangesRule | TicketsRule | OutagesRule | ChecksRule;

/** A mapping: how the export of one system becomes facts. It is data; no code knows a file. */
export class MappingDocument {
  @Text({
    meaning: 'The name of the mapping.',
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    called: 'a name of lower-case letters, digits and hyphens',
    example: 'servicenow-audit-log',
    maxLength: 100,
  })
  mapping!: string;

  @Text({ meaning: 'What it maps, for people.', optional: true })
  title?: string;

  @Text({
    meaning:
      'The system that the export comes from. It is part of the identity of every fact: two mappings of one system keep it the same, two systems with the same keys differ in it.',
    example: 'servicenow',
    maxLength: 100,
  })
  system!: string;

  @Either({
    text: shape.text({ called: 'a party', maxLength: 200 }),
    object: shape.nested(() => AssertedByRule),
    meaning: 'Who asserts what the export says.',
    optional: true,
    default: '`provider`',
  })
  assertedBy?: string | AssertedByRule;

  @Field(formatShape, { meaning: 'The form of the file.' })
  format!: FormatRule;

  @ListOf(shape.text({ called: 'a word', maxLength: 200 }), {
    meaning:
      'Words that mean that a column has no value, such as `?` or `NULL`. An empty column always means that.',
    optional: true,
  })
  empty?: string[];

  @Nested(() => InstantsRule, { meaning: 'How times are written.', optional: true })
  instants?: InstantsRule;

  @Nested(() => WorkingTimeRule, {
    meaning:
      'The hours in which the system measures lengths, where the mapping uses lengths in working time.',
    optional: true,
  })
  workingTime?: WorkingTimeRule;

  @conditions('Only rows for which all of these hold are looked at; the others bring nothing.')
  where?: Condition[];

  @Field(shape.oneOf({ by: 'kind', kinds: rowKinds }), {
    meaning: 'What a row is, and where its parts stand.',
  })
  rows!: RowsRule;
}
