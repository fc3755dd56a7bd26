import type { StoredValue } from '../store/row-writer.js';
import { comparedColumn, quoted } from '../store/schema.js';
import { columnKind } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { Sql } from './compile-filter.js';
import { type MonthOfRows, withinMonth } from './plan.js';
import { type Source, within } from './source.js';

/** A value that rows of a group have, by what it is compared by, and how many have it. */
export interface Tally {
  readonly value: StoredValue;
  readonly comparedBy: StoredValue;
  count: number;
}

export type Tallies = Map<StoredValue, Tally>;

export interface Group {
  /** As it is shown; of decimals that are equal, the text that comes first. */
  readonly key: StoredValue[];
  readonly comparedBy: readonly StoredValue[];
  count: number;
  /** For each measured column: how often each value stands there. */
  readonly tallies: readonly Tallies[];
}

/** The groups of one part, by their names. */
export type Groups = ReadonlyMap<string, Group>;

export function emptyGroup(key: StoredValue[], comparedBy: readonly StoredValue[], columns: number): Group {
  return { key, comparedBy, count: 0, tallies: Array.from({ length: columns }, () => new Map()) };
}

/** Reads the groups of a source in one statement: rows that agree in all that is asked for are counted together. */
export function groupReader(view: ViewName, by: readonly string[], columns: readonly string[], filter: Sql) {
  const compared = [...by, ...columns].map((column) => comparedColumn(view, column));
  // Of a decimal, what is shown stands beside what it is compared by.
  const shown = [...by, ...columns].flatMap((column, index) =>
    columnKind(view, column) === 'decimal' ? [{ index, sql: `min(${quoted(column)})` }] : [],
  );
  const shownKeys = shown.filter(({ index }) => index < by.length);
  const select = [...compared, 'count(*)', ...shown.map(({ sql }) => sql)].join(', ');
  const grouped = compared.length === 0 ? '' : ` GROUP BY ${compared.join(', ')}`;
  const countAt = compared.length;

  return (source: Source, month?: MonthOfRows): Groups => {
    const { text, values } = withinMonth(within(view, source, filter), month);
    const rows = source.database.rows(
      `SELECT ${select} FROM ${quoted(view)} WHERE ${text}${grouped}`,
      values,
    );
    const groups = new Map<string, Group>();
    let last: Group | undefined;
    for (const row of rows) {
      const count = Number(row[countAt]);
      // Without columns to group by, SQL counts no rows too.
      if (count === 0) continue;
      const shownValues = row.slice(0, countAt);
      for (const [at, { index }] of shown.entries()) shownValues[index] = row[countAt + 1 + at]!;
      // Rows of a group mostly come one after the other.
      if (last === undefined || by.some((_, at) => last!.comparedBy[at] !== row[at])) {
        const comparedBy = row.slice(0, by.length);
        const name = JSON.stringify(comparedBy);
        last = groups.get(name);
        if (last === undefined) {
          last = emptyGroup(shownValues.slice(0, by.length), comparedBy, columns.length);
          groups.set(name, last);
        }
      }
      for (const { index } of shownKeys) {
        if (String(shownValues[index]) < String(last.key[index])) last.key[index] = shownValues[index]!;
      }
      last.count += count;
      for (const [at, tallies] of last.tallies.entries()) {
        const comparedBy = row[by.length + at]!;
        if (comparedBy !== null) add(tallies, shownValues[by.length + at]!, comparedBy, count);
      }
    }
    return groups;
  };
}

function add(tallies: Tallies, value: StoredValue, comparedBy: StoredValue, count: number): void {
  const found = tallies.get(comparedBy);
  if (found === undefined) tallies.set(comparedBy, { value, comparedBy, count });
  else found.count += count;
}

/** The rows of one group, of which each part holds some. */
export function together(groups: readonly Group[]): Group {
  const [first, ...others] = groups;
  if (others.length === 0) return first!;
  const sum = emptyGroup(first!.key, first!.comparedBy, first!.tallies.length);
  for (const { count, tallies } of groups) {
    sum.count += count;
    for (const [at, own] of tallies.entries()) {
      for (const tally of own.values()) add(sum.tallies[at]!, tally.value, tally.comparedBy, tally.count);
    }
  }
  return sum;
}
