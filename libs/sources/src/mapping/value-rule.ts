import { Either, Flag, ListOf, MapOf, shape, Text } from '@tallystick/documents';

/** A column of a CSV header, or a path into a JSON row. */
export const columnName = shape.text({ called: 'a column', example: 'assignment_group', maxLength: 200 });

/** The key of what a row is about: one column, or several. */
export const keyColumns = shape.either({
  text: columnName,
  list: shape.list(columnName, { min: 1, max: 5 }),
});

const word = shape.text({ called: 'a word', maxLength: 200 });
const words = shape.list(word, { min: 1, max: 1000 });

/** Where a text of a fact comes from: one column, several joined by ` / `, or a constant; then the words it becomes. */
export class ValueRule {
  @Text({ meaning: 'The column.', optional: true, maxLength: 200 })
  column?: string;

  @ListOf(columnName, {
    meaning: 'Several columns, whose words are joined by ` / `; empty ones are left out.',
    min: 2,
    max: 10,
    optional: true,
  })
  columns?: string[];

  @Text({ meaning: 'The same text for every row.', optional: true, maxLength: 200 })
  constant?: string;

  @MapOf(word, {
    meaning: "The export's words and what each becomes. The last of joined words may be `*` for any.",
    min: 1,
    optional: true,
  })
  words?: Map<string, string>;

  @Text({
    meaning:
      'What a word that `words` does not have becomes: `reject` (the row), `as-written`, or a text of your choice.',
    optional: true,
    default: '`reject` where there are `words`, else `as-written`',
    maxLength: 200,
  })
  else?: string;

  @Text({
    meaning: 'What an empty column becomes: `none`, `reject` (the row), or a text of your choice.',
    optional: true,
    default: '`reject` where a fact cannot be without it, else `none`',
    maxLength: 200,
  })
  empty?: string;
}

/** A value rule by itself; where a plain text stands, it is the name of the column. */
export const valueOrColumn = shape.either({ text: columnName, object: shape.nested(() => ValueRule) });

/** Looks at a column to say whether something holds for a row. All that is said must hold. */
export class Condition {
  @Text({ meaning: 'The column.', maxLength: 200 })
  column!: string;

  @Either({
    text: word,
    list: words,
    meaning: 'It holds where the column has this word, or one of these.',
    optional: true,
  })
  is?: string | string[];

  @Either({
    text: word,
    list: words,
    meaning: 'It holds where the column has none of these words.',
    optional: true,
  })
  isNot?: string | string[];

  @Flag({ meaning: 'true: it holds where the column is empty. false: where it has a value.', optional: true })
  empty?: boolean;
}
export const conditions = (meaning: string) =>
  ListOf(
    shape.nested(() => Condition),
    { meaning, min: 1, max: 50, optional: true },
  );
