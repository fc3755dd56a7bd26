import { Rational } from '@tallystick/quantities';
import type { StoredValue } from '../store/row-writer.js';
import { comparedColumn, quoted } from '../store/schema.js';
import { hasMonths } from '../store/months.js';
import {
  type ColumnKind,
  columnKind,
  columnsOf,
  type IndexDeclaration,
  viewCatalogue,
  type ViewDeclaration,
  viewLimits,
} from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { AggregateAnswer, AggregateGroup, AggregateQuery, Measure } from '../views/view-query.js';
import { columnsIn, compileFilter, type Sql } from './compile-filter.js';
import { checkFirst } from './page.js';
import { compareStored } from './placing.js';
import { type MonthOfRows, type Plan, withinMonth } from './plan.js';
import { refuse } from './refuse.js';
import { type Source, within } from './source.js';

/** A value that rows of a group have, by what it is compared by, and how many have it. */
interface Tally {
  readonly value: StoredValue;
  readonly comparedBy: StoredValue;
  count: number;
}

type Tallies = Map<StoredValue, Tally>;

interface Group {
  /** As it is shown; of decimals that are equal, the text that comes first. */
  readonly key: StoredValue[];
  readonly comparedBy: readonly StoredValue[];
  count: number;
  /** For each measured column: how often each value stands there. */
  readonly tallies: readonly Tallies[];
}

/** The groups of one part, by their names. */
type Groups = ReadonlyMap<string, Group>;

/**
 * Groups and figures over several agreements. SQL counts how often each value stands in each group; what follows from
 * that is worked out in exact numbers.
 *
 * @throws TallyError `view-query-invalid`.
 */
export function planAggregate<View extends ViewName>(
  view: View,
  query: AggregateQuery<View>,
): Plan<Groups, Pick<AggregateAnswer, 'groups' | 'more'>> {
  check(view, query);
  const filter = compileFilter(view, query.filter);
  const by: readonly string[] = query.groupBy;
  const columns = [
    ...new Set<string>(query.measures.flatMap((measure) => ('column' in measure ? [measure.column] : []))),
  ];
  const read = groupReader(view, by, columns, filter);
  // What a group came to, for as long as it is put together from the same parts.
  let shaped = new Map<string, { readonly of: readonly Group[]; readonly shape: AggregateGroup }>();
  return {
    view,
    byMonth: isCovered(view, [...by, ...columns, ...columnsIn(query.filter)]),
    read,
    weigh(groups) {
      let weight = 0;
      for (const { key, tallies } of groups.values()) {
        weight += key.length + tallies.reduce((sum, { size }) => sum + size, 1);
      }
      return weight;
    },
    join(parts) {
      const found = new Map<string, Group[]>();
      for (const part of parts) {
        for (const [name, group] of part) {
          const same = found.get(name);
          if (same === undefined) found.set(name, [group]);
          else same.push(group);
        }
      }
      // Without columns to group by there is one group, also of no agreement at all.
      if (by.length === 0 && found.size === 0) found.set('[]', [emptyGroup([], [], columns.length)]);
      const ordered = [...found].sort(([, [a]], [, [b]]) => inOrder(a!, b!));
      const fresh: typeof shaped = new Map();
      const groups = ordered.slice(0, query.first).map(([name, of]) => {
        const before = shaped.get(name);
        const same = before?.of.length === of.length && before.of.every((group, at) => group === of[at]);
        const shape = same ? before.shape : shapeOf(view, query, columns, together(of));
        fresh.set(name, { of, shape });
        return shape;
      });
      shaped = fresh;
      return { groups, more: ordered.length > query.first };
    },
  };
}

function emptyGroup(key: StoredValue[], comparedBy: readonly StoredValue[], columns: number): Group {
  return { key, comparedBy, count: 0, tallies: Array.from({ length: columns }, () => new Map()) };
}

/** Reads the groups of a source in one statement: rows that agree in all that is asked for are counted together. */
function groupReader(view: ViewName, by: readonly string[], columns: readonly string[], filter: Sql) {
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
function together(groups: readonly Group[]): Group {
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

/** Whether an index that begins with the month holds all these columns, so that a month is read without its rows. */
function isCovered(view: ViewName, columns: readonly string[]): boolean {
  const { key, indexes } = viewCatalogue[view] as ViewDeclaration;
  if (!hasMonths(view)) return false;
  return indexes.some((declared: IndexDeclaration<string>) => {
    if ('only' in declared || declared[0] !== 'month') return false;
    return columns.every(
      (column) => declared.includes(column) || (key as readonly string[]).includes(column),
    );
  });
}

function inOrder(a: Group, b: Group): number {
  for (const [index, value] of a.comparedBy.entries()) {
    const order = compareStored(value, b.comparedBy[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

function shapeOf<View extends ViewName>(
  view: View,
  query: AggregateQuery<View>,
  columns: readonly string[],
  group: Group,
): AggregateGroup {
  const measured = new Map<string, Measured>();
  const measuredOf = (column: string): Measured => {
    let found = measured.get(column);
    if (found === undefined) {
      found = new Measured(columnKind(view, column)!, group.tallies[columns.indexOf(column)]!);
      measured.set(column, found);
    }
    return found;
  };
  return {
    key: group.key.map((value, index) =>
      columnKind(view, query.groupBy[index]!) === 'truth' && value !== null ? value === 1 : value,
    ),
    figures: query.measures.map((measure) =>
      measure.kind === 'count' ? String(group.count) : measuredOf(measure.column).figure(measure),
    ),
  };
}

/** The values of one column in one group. */
class Measured {
  private readonly tallies: readonly Tally[];
  private inOrder: readonly Tally[] | undefined;
  private readonly count: number;

  constructor(
    private readonly kind: ColumnKind,
    tallies: Tallies,
  ) {
    this.tallies = [...tallies.values()];
    this.count = this.tallies.reduce((sum, one) => sum + one.count, 0);
  }

  figure<View extends ViewName>(measure: Exclude<Measure<View>, { kind: 'count' }>): string | null {
    if (measure.kind === 'countDistinct') return String(this.tallies.length);
    if (this.tallies.length === 0) return null;
    const { count, kind } = this;
    switch (measure.kind) {
      case 'sum':
        return sumOf(this.tallies).toDecimal();
      case 'mean':
        return sumOf(this.tallies).dividedBy(Rational.of(count)).toString();
      case 'share': {
        const yes = this.tallies.reduce((sum, one) => (one.value === 1 ? sum + one.count : sum), 0);
        return Rational.of(100 * yes, count).toString();
      }
      case 'minimum':
        return textOf(kind, this.sorted()[0]!.value);
      case 'maximum':
        return textOf(kind, this.sorted().at(-1)!.value);
      case 'percentile': {
        // Nearest rank: the least value that so many percent of the rows do not exceed.
        let left = Math.ceil((measure.rank * count) / 100);
        for (const { value, count: times } of this.sorted()) {
          left -= times;
          if (left <= 0) return textOf(kind, value);
        }
        return null;
      }
    }
  }

  private sorted(): readonly Tally[] {
    this.inOrder ??= this.tallies.toSorted((a, b) => compareStored(a.comparedBy, b.comparedBy));
    return this.inOrder;
  }
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
