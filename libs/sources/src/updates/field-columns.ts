import type { Column, RowColumns } from '../columns/row-columns.js';

/**
 * Columns of a history in which each row changes one field: the names of the fields are the columns, and a row has a
 * value only in the one that it changes.
 */
export function fieldColumns(rows: RowColumns, field: string, value: string): RowColumns {
  const fieldOf = rows.column(field);
  const valueOf = rows.column(value);
  const column =
    (name: string): Column =>
    (row) =>
      fieldOf(row) === name ? valueOf(row) : undefined;
  return {
    ...rows,
    column,
    list: (name) => {
      const read = column(name);
      return (row) => {
        const text = read(row);
        return text === undefined ? [] : [text];
      };
    },
  };
}
