import { ID, Int, ObjectType } from '@nestjs/graphql';
import { viewCatalogue, type ViewName, type ViewRows } from '@tallystick/read-models';
import { type ClassOf, globalId, Has, MayHave, Node } from '../common/index.js';
import { Decimal, Digest, Duration, Instant, LocalDate, Period, Position } from '../scalars/index.js';
import { type ColumnKind, fieldOf, type ViewColumn, type ViewDefinition } from './column.js';

const scalars: Readonly<Record<ColumnKind, unknown>> = {
  text: String,
  decimal: Decimal,
  instant: Instant,
  date: LocalDate,
  month: String,
  period: Period,
  duration: Duration,
  count: Int,
  position: Position,
  boolean: Boolean,
  digest: Digest,
};

/** The GraphQL type of a column. */
export function typeOfColumn({ kind }: ViewColumn): unknown {
  return typeof kind === 'string' ? scalars[kind] : kind.enumeration;
}

/** The columns of a view, each with its definition. */
export function columnsOfView<View extends ViewName>(
  definition: ViewDefinition<View>,
): readonly (readonly [column: keyof ViewRows[View] & string, definition: ViewColumn])[] {
  return Object.entries(definition.columns as Readonly<Record<string, ViewColumn>>) as never;
}

/** A row of a view as GraphQL gives it. */
export interface RowNode {
  readonly id: string;
  readonly agreement: string;
}

export interface RowType<View extends ViewName> {
  readonly type: ClassOf<RowNode>;
  /** A row under the names of GraphQL, for default resolvers. */
  readonly node: (row: ViewRows[View]) => RowNode;
}

/** The object type of a view's rows: `TicketRow`. */
export function rowTypeOf<View extends ViewName>(definition: ViewDefinition<View>): RowType<View> {
  const name = `${definition.typeName}Row`;
  class Row extends Node {}
  Object.defineProperty(Row, 'name', { value: name });
  const prototype = Row.prototype as object;
  const columns = columnsOfView(definition);
  const fields = columns.map(([column, described]) => [fieldOf(column, described), column] as const);
  Has(() => ID, 'The global id; opaque, and the same for as long as the row exists.')(prototype, 'id');
  for (const [column, described] of columns) {
    const declare = described.nullable === true ? MayHave : Has;
    declare(() => typeOfColumn(described) as never, described.description)(
      prototype,
      fieldOf(column, described),
    );
  }
  ObjectType(name, { description: definition.description, implements: () => [Node] })(Row);
  const key = viewCatalogue[definition.view].key.slice(1);
  const keyFields = key.map((column) => fields.find(([, own]) => own === column)![0]);
  // Most queries do not ask for the id, so that it is made when it is read.
  Object.defineProperty(prototype, 'id', {
    get(this: Readonly<Record<string, string | number>>) {
      return globalId(name, String(this['agreement']), ...keyFields.map((field) => this[field]!));
    },
  });
  return {
    type: Row as unknown as ClassOf<RowNode>,
    node: (row) => {
      const node = Object.create(prototype) as Record<string, unknown>;
      for (const [field, column] of fields) node[field] = row[column];
      return node as unknown as RowNode;
    },
  };
}
