import { Rational } from '@tallystick/quantities';
import { orderKeyOf } from '../store/order-key.js';
import { comparedColumn } from '../store/schema.js';
import type { StoredValue } from '../store/row-writer.js';
import { type ColumnKind, columnKind, columnsOf, viewLimits } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { Condition, Filter } from '../views/view-query.js';
import { refuse } from './refuse.js';

/** A piece of SQL and the values of its places; texts from outside are only ever values. */
export interface Sql {
  readonly text: string;
  readonly values: readonly StoredValue[];
}

export const always: Sql = { text: '1', values: [] };

/**
 * A filter as SQL. Every condition is either true or false of a row: a comparison with null is false, `ne` and `notIn`
 * are true of null.
 *
 * @throws TallyError `view-query-invalid`.
 */
export function compileFilter<View extends ViewName>(view: View, filter: Filter<View> | undefined): Sql {
  return filter === undefined ? always : new FilterCompiler(view).filter(filter, 'filter', 0);
}

/** The columns that a filter that compiles speaks of. */
export function columnsIn(filter: object | undefined): readonly string[] {
  return Object.entries(filter ?? {}).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return [];
    if (name === 'and' || name === 'or') return (value as readonly object[]).flatMap(columnsIn);
    return name === 'not' ? columnsIn(value as object) : [name];
  });
}

function joined(parts: readonly Sql[], by: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return by === 'AND' ? always : { text: '0', values: [] };
  if (parts.length === 1) return parts[0]!;
  return {
    text: parts.map(({ text }) => `(${text})`).join(` ${by} `),
    values: parts.flatMap(({ values }) => values),
  };
}

/** Signs of comparisons that need an order. */
const signs: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

class FilterCompiler {
  private conditions = 0;

  constructor(private readonly view: ViewName) {}

  filter(filter: object, place: string, depth: number): Sql {
    if (depth > viewLimits.filterDepth) {
      refuse(place, `The filter is nested more than ${viewLimits.filterDepth} deep.`);
    }
    const parts: Sql[] = [];
    for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
      if (value === undefined) continue;
      const here = `${place}.${name}`;
      if (name === 'and' || name === 'or') {
        if (!Array.isArray(value)) refuse(here, `"${name}" takes a list of filters.`);
        const each = (value as unknown[]).map((one, index) =>
          this.filter(objectOf(one, `${here}.${index}`), `${here}.${index}`, depth + 1),
        );
        parts.push(joined(each, name === 'and' ? 'AND' : 'OR'));
      } else if (name === 'not') {
        const inner = this.filter(objectOf(value, here), here, depth + 1);
        // Null is as good as false inside, so that what is not true is what `not` finds.
        parts.push({ text: `NOT coalesce((${inner.text}), 0)`, values: inner.values });
      } else {
        parts.push(this.column(name, objectOf(value, here), here));
      }
    }
    return joined(parts, 'AND');
  }

  private column(name: string, condition: object, place: string): Sql {
    const kind = columnKind(this.view, name);
    if (kind === undefined) {
      refuse(
        place,
        `The view ${this.view} has no column "${name}".`,
        `Name one of ${columnsOf(this.view).join(', ')}.`,
      );
    }
    const column = comparedColumn(this.view, name);
    const parts: Sql[] = [];
    // The few facts that something is known against have an index of their own, which has to be told of so.
    if (this.view === 'facts' && name === 'standing' && leavesOutWhatCounts(condition)) {
      parts.push({ text: `${column} <> 'counts'`, values: [] });
    }
    for (const [operator, value] of Object.entries(condition) as [string, unknown][]) {
      if (value === undefined) continue;
      this.conditions += 1;
      if (this.conditions > viewLimits.conditions) {
        refuse(place, `The filter has more than ${viewLimits.conditions} conditions.`);
      }
      parts.push(conditionOf(column, kind, operator, value, `${place}.${operator}`));
    }
    return joined(parts, 'AND');
  }
}

function leavesOutWhatCounts({ eq, ne, in: listed }: Condition): boolean {
  if (ne === 'counts') return true;
  if (typeof eq === 'string') return eq !== 'counts';
  return Array.isArray(listed) && !listed.includes('counts');
}

function conditionOf(column: string, kind: ColumnKind, operator: string, value: unknown, place: string): Sql {
  switch (operator) {
    case 'eq':
      if (value === null) return { text: `${column} IS NULL`, values: [] };
      return { text: `${column} = ?`, values: [storedOf(kind, value, place)] };
    case 'ne':
      if (value === null) return { text: `${column} IS NOT NULL`, values: [] };
      return { text: `${column} IS NOT ?`, values: [storedOf(kind, value, place)] };
    case 'in':
    case 'notIn':
      return listCondition(column, kind, operator, value, place);
    case 'isNull':
      if (typeof value !== 'boolean') refuse(place, '"isNull" takes true or false.');
      return { text: `${column} IS ${value ? '' : 'NOT '}NULL`, values: [] };
    case 'contains':
    case 'startsWith':
      return textCondition(column, kind, operator, value, place);
    default: {
      const sign = Object.hasOwn(signs, operator) ? signs[operator] : undefined;
      if (sign === undefined) refuse(place, `There is no condition "${operator}".`);
      if (kind === 'truth') refuse(place, 'True and false have no order.', 'Use "eq".');
      return { text: `${column} ${sign} ?`, values: [storedOf(kind, value, place)] };
    }
  }
}

function listCondition(
  column: string,
  kind: ColumnKind,
  operator: 'in' | 'notIn',
  value: unknown,
  place: string,
): Sql {
  if (!Array.isArray(value)) refuse(place, `"${operator}" takes a list of values.`);
  if (value.length > viewLimits.listedValues) {
    refuse(place, `"${operator}" lists more than ${viewLimits.listedValues} values.`);
  }
  const values = (value as unknown[]).map((one, index) => storedOf(kind, one, `${place}.${index}`));
  const list = `(${values.map(() => '?').join(', ')})`;
  if (operator === 'in') return { text: `${column} IN ${list}`, values };
  return { text: `${column} IS NULL OR ${column} NOT IN ${list}`, values };
}

function textCondition(
  column: string,
  kind: ColumnKind,
  operator: 'contains' | 'startsWith',
  value: unknown,
  place: string,
): Sql {
  if (kind !== 'text' || typeof value !== 'string') refuse(place, `"${operator}" is for texts.`);
  return operator === 'contains'
    ? { text: `instr(lower(${column}), lower(?)) > 0`, values: [value] }
    : { text: `substr(${column}, 1, length(?)) = ?`, values: [value, value] };
}

/** A value as the column holds it. @throws TallyError `view-query-invalid` for one that it cannot hold. */
function storedOf(kind: ColumnKind, value: unknown, place: string): string | number {
  switch (kind) {
    case 'text':
      if (typeof value === 'string') return value;
      return refuse(place, 'The column holds text.');
    case 'truth':
      if (typeof value === 'boolean') return value ? 1 : 0;
      return refuse(place, 'The column holds true or false.');
    case 'whole':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      return refuse(place, 'The column holds whole numbers.');
    case 'decimal': {
      const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
      if (typeof text === 'string' && Rational.isDecimal(text)) return orderKeyOf(text);
      return refuse(
        place,
        'The column holds exact decimal numbers.',
        'Write it plainly as text, e.g. "99.95".',
      );
    }
  }
}

function objectOf(value: unknown, place: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  return refuse(place, 'Conditions are an object.');
}
