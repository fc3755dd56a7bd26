import { TallyError } from '@tallystick/errors';
import { mendUnknownName } from '@tallystick/documents';
import type { SourceRow } from '../input/source-row.js';
import { RowProblem } from '../row-problem.js';
import { parseColumnPath, valuesAt } from './column-path.js';

/** The text of one column of a row; nothing where it is empty or one of the words that mean empty. */
export type Column = (row: SourceRow) => string | undefined;
/** All texts of a path that goes into a list; empty ones are left out. */
type ListColumn = (row: SourceRow) => readonly string[];

/** How rows of one input give their columns. Made once an input's header is known. */
export interface RowColumns {
  column(name: string): Column;
  list(name: string): ListColumn;
  /** The lists of objects at a path, each to be read like a row; for JSON only. */
  objects(name: string): (row: SourceRow) => readonly SourceRow[];
  /** The row as it is written to the rejects file. */
  asRead(row: SourceRow): unknown;
}

/** What a decoder puts in the place of bytes that it cannot read. */
const replacement = '\uFFFD';

function textOf(raw: string, empty: ReadonlySet<string>, name: string): string | undefined {
  const text = raw.trim();
  if (text === '' || empty.has(text)) return undefined;
  if (text.includes(replacement) || !text.isWellFormed()) {
    throw new RowProblem(
      `Column \`${name}\` has bytes that are no text in the encoding of the mapping.`,
      'Set `format.encoding` to the encoding of the export.',
    );
  }
  return text;
}

/** Columns of CSV rows by the names of the header. */
export function csvColumns(header: readonly string[], empty: ReadonlySet<string>, input: string): RowColumns {
  const indexes = new Map<string, number>();
  header.forEach((name, index) => {
    // The first of two columns with one name counts; exports of joined tables repeat their key.
    if (!indexes.has(name.trim())) indexes.set(name.trim(), index);
  });
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index !== undefined) return index;
    const mend = mendUnknownName(name, [...indexes.keys()], 'column');
    const problem = `The mapping names a column \`${name}\` that the export does not have.`;
    throw new TallyError('mapping-invalid', `${input}: ${problem} ${mend}`, [
      { place: input, problem, mend },
    ]);
  };
  const column = (name: string): Column => {
    const index = indexOf(name);
    return (row) => textOf((row.value as readonly string[])[index]!, empty, name);
  };
  return {
    column,
    list: (name) => {
      const read = column(name);
      return (row) => {
        const text = read(row);
        return text === undefined ? [] : [text];
      };
    },
    objects: (name) => {
      const problem = `\`${name}\` is to be a list of objects, which a CSV file cannot hold.`;
      const mend = 'Map columns instead.';
      throw new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: input, problem, mend }]);
    },
    asRead: (row) =>
      Object.fromEntries(
        (row.value as readonly string[]).map((field, index) => [header[index] ?? `#${index + 1}`, field]),
      ),
  };
}

/** Columns of JSON rows by their paths. A path that a row does not have is an empty column. */
export function jsonColumns(empty: ReadonlySet<string>, precise: (row: SourceRow) => SourceRow): RowColumns {
  const values = (name: string): ((row: SourceRow) => readonly unknown[]) => {
    const path = parseColumnPath(name);
    if (path === undefined) {
      const problem = `\`${name}\` is not a path.`;
      const mend = 'Write keys parted by dots, e.g. `assignee.name`, `updates[0].at` or `["a.b"]`.';
      throw new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: name, problem, mend }]);
    }
    const start = (row: SourceRow): unknown =>
      path.from === 'row' ? row.value : path.from === 'parent' ? row.parent : row.root;
    return (row) => {
      const found = valuesAt(start(row), path.steps);
      // JSON.parse rounds whole numbers beyond 2^53, and two keys could become one: their own digits are read instead.
      return found.some(
        (value) => typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value),
      )
        ? valuesAt(start(precise(row)), path.steps)
        : found;
    };
  };
  const list = (name: string): ListColumn => {
    const read = values(name);
    return (row) =>
      read(row).flatMap((value) => {
        const text = scalarText(value, name);
        const read = text === undefined ? undefined : textOf(text, empty, name);
        return read === undefined ? [] : [read];
      });
  };
  return {
    list,
    column: (name) => {
      const read = list(name);
      return (row) => {
        const texts = read(row);
        if (texts.length > 1) {
          throw new RowProblem(
            `Column \`${name}\` has ${texts.length} values where one is expected.`,
            'Name one item, e.g. `[0]`, or use a rule that takes a list.',
          );
        }
        return texts[0];
      };
    },
    objects: (name) => {
      const read = values(name);
      return (row) =>
        read(row)
          .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
          .filter((value) => value !== null)
          .map((value) => ({
            line: row.line,
            value,
            parent: row.value,
            ...(row.root && { root: row.root }),
          }));
    },
    asRead: (row) => row.value,
  };
}

function scalarText(value: unknown, name: string): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RowProblem(
    `Column \`${name}\` holds ${Array.isArray(value) ? 'a list' : 'an object'}, not a value.`,
    'Name one value inside it, e.g. `column.name` or `column[0]`.',
  );
}
