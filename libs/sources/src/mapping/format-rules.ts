import { Choice, ListOf, shape, Text, WholeNumber } from '@tallystick/documents';
import { columnName } from './value-rule.js';

const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-15',
  'shift_jis',
  'gb18030',
] as const;

class AnyFormat {
  @Choice(encodings, {
    meaning: 'How characters are written as bytes. A byte-order mark is skipped.',
    optional: true,
    default: '`utf-8`',
  })
  encoding?: string;
}

/** A table of text: one record a line, fields parted by a delimiter, RFC 4180 quoting. */
export class CsvFormat extends AnyFormat {
  @Choice(['csv'], { meaning: 'A table of text.' })
  kind!: 'csv';

  @Choice(['comma', 'semicolon', 'tab', 'pipe'], {
    meaning: 'What parts the fields.',
    optional: true,
    default: '`comma`',
  })
  delimiter?: 'comma' | 'semicolon' | 'tab' | 'pipe';

  @Choice(['double', 'single'], {
    meaning: 'The quotes around fields; inside one they are doubled.',
    optional: true,
    default: '`double`',
  })
  quote?: 'double' | 'single';

  @WholeNumber({
    meaning: 'How many lines stand before the header, such as the title of a report.',
    optional: true,
    default: '0',
    max: 1000,
  })
  skipLines?: number;

  @ListOf(columnName, {
    meaning: 'The names of the columns, where the file has no header line.',
    min: 1,
    max: 2000,
    optional: true,
  })
  header?: string[];
}

/** One JSON value a line. */
export class NdjsonFormat extends AnyFormat {
  @Choice(['ndjson'], { meaning: 'One JSON value a line.' })
  kind!: 'ndjson';

  @Text({
    meaning:
      'Where the rows stand in a list inside each value; columns of the value itself are then `^.name`.',
    optional: true,
    maxLength: 200,
    example: 'changelog.histories',
  })
  each?: string;
}

/** One JSON document that holds a list. */
export class JsonFormat extends AnyFormat {
  @Choice(['json'], { meaning: 'One JSON document that holds a list.' })
  kind!: 'json';

  @Text({
    meaning:
      'The keys that lead to the list. Without it the document is the list. Columns of the document itself that stand before the list are `$.name`.',
    optional: true,
    maxLength: 200,
    example: 'result.incidents',
  })
  list?: string;

  @Text({
    meaning: 'Where the rows stand in a list inside each item; columns of the item itself are then `^.name`.',
    optional: true,
    maxLength: 200,
    example: 'incident_updates',
  })
  each?: string;
}

export const formatShape = shape.oneOf({
  by: 'kind',
  kinds: { csv: () => CsvFormat, ndjson: () => NdjsonFormat, json: () => JsonFormat },
});
export type FormatRule = CsvFormat | NdjsonFormat | JsonFormat;
