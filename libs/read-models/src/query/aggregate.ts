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
import type { AggregateAnswer, AggregateGroup, AggregateQuery } from '../views/view-query.js';
import { columnsIn, compileFilter } from './compile-filter.js';
import { Measured } from './measured.js';
import { checkFirst } from './page.js';
import { compareStored } from './placing.js';
import type { Plan } from './plan.js';
import { emptyGroup, type Group, groupReader, type Groups, together } from './read-groups.js';
import { refuse } from './refuse.js';

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
