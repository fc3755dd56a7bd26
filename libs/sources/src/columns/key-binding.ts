import type { SourceRow } from '../input/source-row.js';
import { RowProblem } from '../row-problem.js';
import type { RowColumns } from './row-columns.js';

/** A key of a fact takes 200 characters; what is appended to it needs some. */
const longestKey = 150;

/** Binds the key of what a row is about; a row without it, or without a part of it, is about nothing. */
export function bindKey(names: string | readonly string[], columns: RowColumns): (row: SourceRow) => string {
  const parts = [names].flat().map((name) => ({ name, read: columns.column(name) }));
  return (row) => {
    const key = parts
      .map(({ name, read }) => {
        const part = read(row);
        if (part !== undefined) return part;
        throw new RowProblem(`Column \`${name}\`, the key, is empty.`, 'Correct the row.');
      })
      .join('/');
    if (key.length <= longestKey) return key;
    throw new RowProblem(
      `The key of the row has ${key.length} characters.`,
      'Map a column with a shorter key.',
    );
  };
}

const longestOrder = 60;

/** Binds the columns that order rows of one instant; nothing where the mapping has none. */
export function bindOrder(
  names: readonly string[] | undefined,
  columns: RowColumns,
): (row: SourceRow) => readonly string[] | undefined {
  if (names === undefined) return () => undefined;
  const parts = names.map((name) => ({ name, read: columns.column(name) }));
  return (row) =>
    parts.map(({ name, read }) => {
      const text = read(row) ?? '';
      if (text.length <= longestOrder) return text;
      throw new RowProblem(`Column \`${name}\` is too long to order by.`, 'Map a column with a number.');
    });
}
