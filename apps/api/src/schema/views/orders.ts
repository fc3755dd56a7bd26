import { Field, InputType, type ReturnTypeFunc } from '@nestjs/graphql';
import type { Order, ViewName } from '@tallystick/read-models';
import { type EnumOf, enumOf } from '../enums/enum-of.js';
import { fieldOf, type ViewDefinition } from './column.js';
import { columnsOfView } from './row-type.js';

const Direction = enumOf('Direction', 'Which way an order goes.', {
  ascending: 'From the least or earliest on; null comes first.',
  descending: 'From the greatest or latest on; null comes last.',
});

type Word = 'ascending' | 'descending';

/** One column of an order as a client writes it. */
export interface OrderInput {
  readonly by: string;
  /** Compiled queries know no defaults of inputs, so that this stays absent where the client leaves it out. */
  readonly direction?: Word | null;
}

/** The columns of a view by which rows can be put in order, as an enum: `TicketOrderBy`. Its values are columns. */
function orderColumns<View extends ViewName>(definition: ViewDefinition<View>): EnumOf<string> {
  return columnEnum(
    `${definition.typeName}OrderBy`,
    `What rows of ${definition.typeName}Row are put in order by.`,
    definition,
    () => true,
  );
}

/** An enum of columns, written as GraphQL writes their fields; inside the server a value is the field's name. */
export function columnEnum<View extends ViewName>(
  name: string,
  description: string,
  definition: ViewDefinition<View>,
  isOne: (column: ReturnType<typeof columnsOfView<View>>[number][1]) => boolean,
): EnumOf<string> {
  const fields = columnsOfView(definition).filter(
    ([, described]) => described.shownOnly !== true && isOne(described),
  );
  return enumOf(
    name,
    description,
    Object.fromEntries(
      fields.map(([column, described]) => [fieldOf(column, described), described.description]),
    ),
  );
}

/** The column that a value of `columnEnum` stands for. */
export function columnOfField<View extends ViewName>(
  definition: ViewDefinition<View>,
  field: string,
): string {
  return columnsOfView(definition).find(([column, described]) => fieldOf(column, described) === field)![0];
}

/** The input type of a view's order: `TicketOrder`. */
export function orderTypeOf<View extends ViewName>(
  definition: ViewDefinition<View>,
): abstract new () => OrderInput {
  const name = `${definition.typeName}Order`;
  const columns = orderColumns(definition);
  class RowOrder implements OrderInput {
    readonly by!: string;
    readonly direction?: Word | null;
  }
  Object.defineProperty(RowOrder, 'name', { value: name });
  Field((() => columns) as ReturnTypeFunc, { description: 'The column.' })(RowOrder.prototype, 'by');
  Field((() => Direction) as ReturnTypeFunc, {
    nullable: true,
    description: 'Which way; absent: ascending.',
  })(RowOrder.prototype, 'direction');
  InputType(name, { description: 'One column to put rows in order by.' })(RowOrder);
  return RowOrder;
}

export function readOrder<View extends ViewName>(
  definition: ViewDefinition<View>,
  order: readonly OrderInput[] | null | undefined,
): readonly Order<View>[] | undefined {
  return order?.map(
    ({ by, direction }) =>
      ({ by: columnOfField(definition, by), direction: direction ?? 'ascending' }) as Order<View>,
  );
}
