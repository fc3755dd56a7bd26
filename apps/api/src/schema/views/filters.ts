import { Field, InputType, Int, type ReturnTypeFunc } from '@nestjs/graphql';
import type { Condition, Filter, ViewName } from '@tallystick/read-models';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import { Decimal, Digest, Duration, Instant, LocalDate, Period, Position } from '../scalars/index.js';
import { type ColumnKind, fieldOf, type ViewColumn, type ViewDefinition } from './column.js';
import { columnsOfView } from './row-type.js';

type InputClass = abstract new () => object;

/** How GraphQL calls the conditions, and how the read models do. */
const conditions = {
  equals: ['eq', 'It is this.'],
  notEquals: ['ne', 'It is not this, or null.'],
  in: ['in', 'It is one of these.'],
  notIn: ['notIn', 'It is none of these.'],
  lessThan: ['lt', 'It is less, or earlier, than this.'],
  atMost: ['lte', 'It is this, or less or earlier.'],
  moreThan: ['gt', 'It is more, or later, than this.'],
  atLeast: ['gte', 'It is this, or more or later.'],
  contains: ['contains', 'The text has this in it, without regard to the case of ASCII letters.'],
  startsWith: ['startsWith', 'The text begins with this.'],
  isNull: ['isNull', 'True: it is null. False: it is not.'],
} as const satisfies Readonly<Record<string, readonly [keyof Condition, string]>>;

type ConditionName = keyof typeof conditions;

const equality = ['equals', 'notEquals', 'in', 'notIn', 'isNull'] as const;
const order = ['lessThan', 'atMost', 'moreThan', 'atLeast'] as const;

/** A filter on one column: all of its conditions are to hold. */
function filterType(name: string, what: string, type: unknown, names: readonly ConditionName[]): InputClass {
  class ColumnFilter {}
  Object.defineProperty(ColumnFilter, 'name', { value: name });
  for (const condition of names) {
    const listed = condition === 'in' || condition === 'notIn';
    const own = condition === 'isNull' ? Boolean : type;
    Field((() => (listed ? [own] : own)) as ReturnTypeFunc, {
      nullable: true,
      description: conditions[condition][1],
    })(ColumnFilter.prototype, condition);
  }
  InputType(name, { description: `Conditions on ${what}; all that are given are to hold.` })(ColumnFilter);
  return ColumnFilter;
}

const ordered = [...equality, ...order] as const;
const byKind: Readonly<Record<ColumnKind, InputClass>> = {
  text: filterType('TextFilter', 'a text', String, [...equality, 'contains', 'startsWith']),
  decimal: filterType('DecimalFilter', 'an exact number', Decimal, ordered),
  instant: filterType('InstantFilter', 'an instant', Instant, ordered),
  date: filterType('LocalDateFilter', 'a local day', LocalDate, ordered),
  month: filterType('MonthFilter', 'a local month such as 2025-03', String, ordered),
  period: filterType('PeriodFilter', 'a measurement period', Period, ordered),
  duration: filterType('DurationFilter', 'a length of time', Duration, ordered),
  count: filterType('CountFilter', 'a whole number', Int, ordered),
  position: filterType('PositionFilter', 'a place in the ledger', Position, ordered),
  boolean: filterType('BooleanFilter', 'what is true or false', Boolean, ['equals', 'isNull']),
  digest: filterType('DigestFilter', 'a digest', Digest, equality),
};
const byEnumeration = new Map<string, InputClass>();

function filterOfColumn({ kind }: ViewColumn): InputClass {
  if (typeof kind === 'string') return byKind[kind];
  const { name, enumeration } = kind;
  const existing = byEnumeration.get(name);
  if (existing !== undefined) return existing;
  const made = filterType(`${name}Filter`, `a value of ${name}`, enumeration, equality);
  byEnumeration.set(name, made);
  return made;
}

/** A filter as a client writes it. */
export interface FilterInput {
  readonly and?: readonly FilterInput[] | null;
  readonly or?: readonly FilterInput[] | null;
  readonly not?: FilterInput | null;
  readonly [field: string]: unknown;
}

/** The input type of a view's filter: `TicketFilter`. */
export function filterTypeOf<View extends ViewName>(definition: ViewDefinition<View>): InputClass {
  const name = `${definition.typeName}Filter`;
  class RowFilter {}
  Object.defineProperty(RowFilter, 'name', { value: name });
  const { prototype } = RowFilter;
  for (const [column, described] of columnsOfView(definition)) {
    if (described.shownOnly === true) continue;
    const type = filterOfColumn(described);
    Field(() => type, { nullable: true, description: described.description })(
      prototype,
      fieldOf(column, described),
    );
  }
  const several = { nullable: true } as const;
  Field(() => [RowFilter], { ...several, description: 'All of these are to hold.' })(prototype, 'and');
  Field(() => [RowFilter], { ...several, description: 'At least one of these is to hold.' })(prototype, 'or');
  Field(() => RowFilter, { ...several, description: 'This is not to hold.' })(prototype, 'not');
  InputType(name, {
    description: `Which rows of ${definition.typeName}Row; everything that is given is to hold.`,
  })(RowFilter);
  return RowFilter;
}

/** A client's filter as the read models take it. What is null counts as not given. */
export function readFilter<View extends ViewName>(
  definition: ViewDefinition<View>,
  input: FilterInput | null | undefined,
): Filter<View> | undefined {
  if (input === null || input === undefined) return undefined;
  const { and, or, not, ...fields } = input;
  const filter: Record<string, unknown> = {};
  for (const [column, described] of columnsOfView(definition)) {
    const given = fields[fieldOf(column, described)];
    if (given !== null && given !== undefined) filter[column] = readCondition(described, given);
  }
  if (and !== null && and !== undefined) filter['and'] = and.map((each) => readFilter(definition, each));
  if (or !== null && or !== undefined) filter['or'] = or.map((each) => readFilter(definition, each));
  if (not !== null && not !== undefined) filter['not'] = readFilter(definition, not);
  return filter as Filter<View>;
}

function readCondition({ kind }: ViewColumn, given: object): Condition {
  const condition: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    const [own] = conditions[name as ConditionName];
    condition[own] = kind === 'instant' ? canonicalInstants(value) : value;
  }
  return condition;
}

/** Rows hold instants as canonical UTC text, which sorts by time; clients may write another offset. */
function canonicalInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalInstants);
  return typeof value === 'string' ? formatInstant(parseInstant(value)) : value;
}
