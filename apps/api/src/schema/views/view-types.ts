import { ArgsType, Field, Int, type ReturnTypeFunc } from '@nestjs/graphql';
import { viewLimits, type ViewName } from '@tallystick/read-models';
import {
  connectionOf,
  KnownAtArguments,
  pageLimits,
  type ClassOf,
  type ConnectionShape,
} from '../common/index.js';
import { type AggregateTypes, aggregateTypesOf } from './aggregates.js';
import { viewDefinitions } from './catalogue.js';
import type { ViewDefinition } from './column.js';
import { type FilterInput, filterTypeOf } from './filters.js';
import { type OrderInput, orderTypeOf } from './orders.js';
import { type RowNode, type RowType, rowTypeOf } from './row-type.js';

/** What every question to a view may be given. */
export interface ViewArguments {
  readonly agreements?: readonly string[] | null;
  readonly filter?: FilterInput | null;
  readonly knownAt?: string | null;
  readonly waitFor?: number | null;
}

export interface PageOfViewArguments extends ViewArguments {
  readonly orderBy?: readonly OrderInput[] | null;
  readonly first: number;
  readonly after?: string | null;
}

export interface AggregateArguments extends ViewArguments {
  readonly groupBy: readonly string[];
  readonly first: number;
}

/** The GraphQL types of a view. Arguments come twice: across agreements, and below one agreement. */
export interface ViewTypes<View extends ViewName> {
  readonly definition: ViewDefinition<View>;
  readonly row: RowType<View>;
  readonly connection: ClassOf<ConnectionShape<RowNode>>;
  readonly pageArguments: abstract new () => PageOfViewArguments;
  readonly pageArgumentsWithin: abstract new () => PageOfViewArguments;
  readonly aggregate: AggregateTypes;
  readonly aggregateArguments: abstract new () => AggregateArguments;
  readonly aggregateArgumentsWithin: abstract new () => AggregateArguments;
}

@ArgsType()
class AcrossArguments extends KnownAtArguments {
  @Field(() => [String], {
    nullable: true,
    description:
      'The agreements to look at, by name; absent: all that you may see. With more than one of them `knownAt` is an instant or a ' +
      'date, and `waitFor` cannot be given.',
  })
  readonly agreements?: string[];
}

const kept = new Map<ViewName, unknown>();

/** The types of a view; made once. */
export function viewTypes<View extends ViewName>(view: View): ViewTypes<View> {
  const existing = kept.get(view);
  if (existing !== undefined) return existing as ViewTypes<View>;
  const made = makeTypes(viewDefinitions[view] as unknown as ViewDefinition<View>);
  kept.set(view, made);
  return made;
}

function makeTypes<View extends ViewName>(definition: ViewDefinition<View>): ViewTypes<View> {
  const row = rowTypeOf(definition);
  const filter = filterTypeOf(definition);
  const order = orderTypeOf(definition);
  const aggregate = aggregateTypesOf(definition);
  const filterField = Field(() => filter, {
    nullable: true,
    description: 'Which rows; absent: all of them.',
  });

  const pageOf = (Base: abstract new () => object): abstract new () => PageOfViewArguments => {
    @ArgsType()
    class PageArguments extends (Base as new () => object) {
      readonly filter?: FilterInput | null;

      @Field((() => [order]) as ReturnTypeFunc, {
        nullable: true,
        description: `Up to ${viewLimits.orderColumns} columns; rows that are equal in them stand in the order of their keys, as all do where it is absent.`,
      })
      readonly orderBy?: readonly OrderInput[] | null;

      @Field(() => Int, {
        defaultValue: pageLimits.usual,
        description: `How many rows to give at most: 1 to ${pageLimits.most}.`,
      })
      readonly first!: number;

      @Field(() => String, {
        nullable: true,
        description: 'The cursor after which to go on, of the same question; absent: from the beginning.',
      })
      readonly after?: string | null;
    }
    filterField(PageArguments.prototype, 'filter');
    return PageArguments;
  };
  const aggregateOf = (Base: abstract new () => object): abstract new () => AggregateArguments => {
    @ArgsType()
    class AggregateOfViewArguments extends (Base as new () => object) {
      readonly filter?: FilterInput | null;

      @Field((() => [aggregate.groupBy]) as ReturnTypeFunc, {
        defaultValue: [],
        description: `What to group by: up to ${viewLimits.groupColumns} columns; none: one group of all rows.`,
      })
      readonly groupBy!: readonly string[];

      @Field(() => Int, {
        defaultValue: 100,
        description: `How many groups to give at most: 1 to ${mostGroups}, in the order of their keys.`,
      })
      readonly first!: number;
    }
    filterField(AggregateOfViewArguments.prototype, 'filter');
    return AggregateOfViewArguments;
  };
  return {
    definition,
    row,
    connection: connectionOf(row.type, `${definition.typeName}Row`, `rows of ${definition.typeName}Row`),
    pageArguments: pageOf(AcrossArguments),
    pageArgumentsWithin: pageOf(KnownAtArguments),
    aggregate,
    aggregateArguments: aggregateOf(AcrossArguments),
    aggregateArgumentsWithin: aggregateOf(KnownAtArguments),
  };
}

/** Groups of one answer. */
export const mostGroups = 1_000;
