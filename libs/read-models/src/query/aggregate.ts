import { Rational } from '@tallystick/quantities';
import type { StoredValue } from '../store/row-writer.js';
import { quoted } from '../store/schema.js';
import { type ColumnKind, columnKind, columnsOf, viewLimits } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { AggregateAnswer, AggregateGroup, AggregateQuery, Measure } from '../views/view-query.js';
import { compileFilter } from './compile-filter.js';
import { checkFirst } from './page.js';
import { compareStored } from './placing.js';
import { refuse } from './refuse.js';
import { type Source, within } from './source.js';
import { comparedColumn } from '../store/schema.js';

/** A value that rows of a group have, by what it is compared by, and how many have it. */
interface Tally {
  readonly value: StoredValue;
  readonly comparedBy: StoredValue;
  count: number;
}

interface Group {
  readonly key: readonly StoredValue[];
  readonly comparedBy: readonly StoredValue[];
  count: number;
  /** By column: how often each value stands there. */
  readonly tallies: Map<string, Map<StoredValue, Tally>>;
}

/**
 * Groups and figures over several agreements. SQL counts how often each value stands in each group; what follows from
 * that is worked out in exact numbers.
 *
 * @throws TallyError `view-query-invalid`.
 */
export function aggregateRows<View extends ViewName>(
  view: View,
  query: AggregateQuery<View>,
  sources: readonly Source[],
): Pick<AggregateAnswer, 'groups' | 'more'> {
  check(view, query);
  const filter = compileFilter(view, query.filter);
  const by: readonly string[] = query.groupBy;
  const shown = by.map(quoted);
  const compared = by.map((column) => comparedColumn(view, column));
  const groups = new Map<string, Group>();
  const groupOf = (row: readonly StoredValue[]): Group => {
    const comparedBy = row.slice(by.length, 2 * by.length);
    const name = JSON.stringify(comparedBy);
    let group = groups.get(name);
    if (group === undefined) {
      group = { key: row.slice(0, by.length), comparedBy, count: 0, tallies: new Map() };
      groups.set(name, group);
    }
    return group;
  };
  const columns = new Set(query.measures.flatMap((measure) => ('column' in measure ? [measure.column] : [])));
  for (const source of sources) {
    const { text, values } = within(view, source, filter);
    const from = `FROM ${quoted(view)} WHERE ${text}`;
    const grouped = (more: readonly string[]): string =>
      by.length + more.length === 0 ? '' : `GROUP BY ${[...compared, ...more].join(', ')}`;
    const selectedKeys = [...shown.map((column) => `min(${column})`), ...compared];
    const counts = source.database.rows(
      `SELECT ${[...selectedKeys, 'count(*)'].join(', ')} ${from} ${grouped([])}`,
      values,
    );
    for (const row of counts) groupOf(row).count += Number(row[2 * by.length]);
    for (const column of columns) {
      const own = comparedColumn(view, column);
      const rows = source.database.rows(
        `SELECT ${[...selectedKeys, `min(${quoted(column)})`, own, 'count(*)'].join(', ')} ${from} ` +
          `AND ${own} IS NOT NULL ${grouped([own])}`,
        values,
      );
      for (const row of rows) {
        const [value, comparedBy, count] = row.slice(2 * by.length) as [StoredValue, StoredValue, number];
        add(groupOf(row), column, value, comparedBy, count);
      }
    }
  }
  // Without columns to group by there is one group, also of no agreement at all.
  if (by.length === 0 && groups.size === 0) groupOf([]);
  const ordered = [...groups.values()].sort(inOrder);
  return {
    groups: ordered.slice(0, query.first).map((group) => shape(view, query, group)),
    more: ordered.length > query.first,
  };
}

function add(group: Group, column: string, value: StoredValue, comparedBy: StoredValue, count: number): void {
  let tally = group.tallies.get(column);
  if (tally === undefined) {
    tally = new Map();
    group.tallies.set(column, tally);
  }
  const found = tally.get(comparedBy);
  if (found === undefined) tally.set(comparedBy, { value, comparedBy, count });
  else found.count += count;
}

function inOrder(a: Group, b: Group): number {
  for (const [index, value] of a.comparedBy.entries()) {
    const order = compareStored(value, b.comparedBy[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

function shape<View extends ViewName>(view: View, query: AggregateQuery<View>, group: Group): AggregateGroup {
  return {
    key: group.key.map((value, index) =>
      columnKind(view, query.groupBy[index]!) === 'truth' && value !== null ? value === 1 : value,
    ),
    figures: query.measures.map((measure) => figureOf(view, measure, group)),
  };
}

function figureOf<View extends ViewName>(view: View, measure: Measure<View>, group: Group): string | null {
  if (measure.kind === 'count') return String(group.count);
  const tallies = [...(group.tallies.get(measure.column)?.values() ?? [])];
  if (measure.kind === 'countDistinct') return String(tallies.length);
  if (tallies.length === 0) return null;
  const kind = columnKind(view, measure.column)!;
  const count = tallies.reduce((sum, one) => sum + one.count, 0);
  switch (measure.kind) {
    case 'sum':
      return sumOf(tallies).toDecimal();
    case 'mean':
      return sumOf(tallies).dividedBy(Rational.of(count)).toString();
    case 'share': {
      const yes = tallies.reduce((sum, { value, count: times }) => (value === 1 ? sum + times : sum), 0);
      return Rational.of(100 * yes, count).toString();
    }
    case 'minimum':
      return textOf(kind, sorted(tallies)[0]!.value);
    case 'maximum':
      return textOf(kind, sorted(tallies).at(-1)!.value);
    case 'percentile': {
      // Nearest rank: the least value that so many percent of the rows do not exceed.
      let left = Math.ceil((measure.rank * count) / 100);
      for (const { value, count: times } of sorted(tallies)) {
        left -= times;
        if (left <= 0) return textOf(kind, value);
      }
      return null;
    }
  }
}

function sorted(tallies: readonly Tally[]): readonly Tally[] {
  return tallies.toSorted((a, b) => compareStored(a.comparedBy, b.comparedBy));
}

function textOf(kind: ColumnKind, value: StoredValue): string {
  return kind === 'decimal' ? Rational.parse(String(value)).toDecimal() : String(value);
}

/** Whole numbers are added as such; only amounts need more. */
function sumOf(tallies: readonly Tally[]): Rational {
  let whole = 0n;
  let rest = Rational.zero;
  for (const { value, count } of tallies) {
    if (typeof value === 'number') whole += BigInt(value) * BigInt(count);
    else rest = rest.plus(Rational.parse(String(value)).times(Rational.of(count)));
  }
  return rest.plus(Rational.of(whole));
}

function check<View extends ViewName>(view: View, query: AggregateQuery<View>): void {
  checkFirst(query.first, viewLimits.groups);
  if (query.groupBy.length > viewLimits.groupColumns) {
    refuse('groupBy', `Rows are grouped by at most ${viewLimits.groupColumns} columns.`);
  }
  if (new Set(query.groupBy).size < query.groupBy.length) refuse('groupBy', 'A column is named twice.');
  for (const [index, column] of query.groupBy.entries()) known(view, column, `groupBy.${index}`);
  if (query.measures.length === 0 || query.measures.length > viewLimits.measures) {
    refuse('measures', `There are 1 to ${viewLimits.measures} measures.`);
  }
  for (const [index, measure] of query.measures.entries()) {
    const place = `measures.${index}`;
    if (measure.kind === 'count') continue;
    const kind = known(view, measure.column, `${place}.column`);
    const isNumber = kind === 'whole' || kind === 'decimal';
    if (['sum', 'mean', 'percentile'].includes(measure.kind) && !isNumber) {
      refuse(`${place}.column`, `A ${measure.kind} is of numbers; "${measure.column}" holds none.`);
    }
    if (measure.kind === 'share' && kind !== 'truth') {
      refuse(`${place}.column`, `A share is of a column that is true or false; "${measure.column}" is not.`);
    }
    if (['minimum', 'maximum'].includes(measure.kind) && kind === 'truth') {
      refuse(`${place}.column`, 'True and false have no order.');
    }
    if (measure.kind === 'percentile') checkRank(measure.rank, place);
  }
}

function checkRank(rank: number, place: string): void {
  if (!Number.isInteger(rank) || rank < 1 || rank > 100) {
    refuse(`${place}.rank`, `${rank} is not a whole number from 1 to 100.`);
  }
}

function known(view: ViewName, column: string, place: string): ColumnKind {
  const kind = columnKind(view, column);
  if (kind !== undefined) return kind;
  return refuse(
    place,
    `The view ${view} has no column "${column}".`,
    `Name one of ${columnsOf(view).join(', ')}.`,
  );
}
