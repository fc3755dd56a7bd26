import { Inject, type Type } from '@nestjs/common';
import {
  Args,
  Context,
  Info,
  Int,
  Parent,
  Query,
  ResolveField,
  Resolver,
  type ReturnTypeFunc,
} from '@nestjs/graphql';
import { invariant } from '@tallystick/errors';
import type { Filter, ViewName } from '@tallystick/read-models';
import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../../graphql/request-context.js';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import type { ClassOf } from '../common/index.js';
import type { EnumOf } from '../enums/enum-of.js';
import { Decimal } from '../scalars/index.js';
import { type AggregateGroupNode, figureKey, type FigureField } from './aggregates.js';
import { agreementsAsked, answerAggregate, answerPage } from './answer-view.js';
import type { AggregateArguments, PageOfViewArguments, ViewTypes } from './view-types.js';

const seconds = 'Lengths of time are in seconds.';

/** A way into a view: the name of its query, and what holds of every row that it gives. */
export interface ViewEntry<View extends ViewName> {
  readonly name: string;
  readonly description: string;
  readonly within?: Filter<View>;
}

/** `tickets(…)` and `ticketsAggregate(…)` across agreements. */
export function viewResolver<View extends ViewName>(
  types: ViewTypes<View>,
  { name, description, within }: ViewEntry<View>,
): Type {
  @Resolver()
  class ViewResolver {
    constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

    @Query(() => types.connection, {
      name,
      description: `${description} Across agreements; a page of rows.`,
    })
    page(@Context() { principal }: RequestContext, @Args({ type: () => types.pageArguments }) asked: object) {
      const given = asked as PageOfViewArguments;
      const agreements = agreementsAsked(principal, given.agreements);
      return answerPage(this.surroundings.readModels, types, agreements, given, within);
    }

    @Query(() => types.aggregate.aggregate, {
      name: `${name}Aggregate`,
      description: `${description} Across agreements; figures by group.`,
    })
    aggregate(
      @Context() { principal }: RequestContext,
      @Args({ type: () => types.aggregateArguments }) asked: object,
      @Info() info: GraphQLResolveInfo,
    ) {
      const given = asked as AggregateArguments;
      const agreements = agreementsAsked(principal, given.agreements);
      return answerAggregate(this.surroundings.readModels, types, agreements, given, info, within);
    }
  }
  Object.defineProperty(ViewResolver, 'name', { value: `${name}Resolver` });
  return ViewResolver;
}

/** The figures of a view's groups. What they are was worked out with the groups; see `figuresAsked`. */
export function figureResolvers<View extends ViewName>({
  aggregate,
  definition,
}: ViewTypes<View>): readonly Type[] {
  const { group, groupBy, measured, truths } = aggregate;
  const resolvers = [
    countResolver(group, groupBy),
    ...(measured === undefined ? [] : [measuredResolver(group, measured)]),
    ...(truths === undefined ? [] : [shareResolver(group, truths)]),
  ];
  resolvers.forEach((resolver, index) =>
    Object.defineProperty(resolver, 'name', { value: `${definition.typeName}Figures${index}Resolver` }),
  );
  return resolvers;
}

function figureOf(
  group: AggregateGroupNode,
  field: FigureField,
  given: { readonly of?: string; readonly rank?: number },
): string | null {
  const found = group.figures.get(figureKey(field, given));
  invariant(found !== undefined, 'a figure that is asked for was looked ahead at');
  return found;
}

function ofOneOf(columns: EnumOf<string>) {
  return { type: (() => columns) as ReturnTypeFunc, description: 'The field of the rows.' };
}

function countResolver(group: ClassOf<AggregateGroupNode>, groupBy: EnumOf<string>): Type {
  @Resolver(() => group)
  class CountResolver {
    @ResolveField(() => Int, { description: 'How many rows there are.' })
    count(@Parent() parent: AggregateGroupNode): number {
      return Number(figureOf(parent, 'count', {}));
    }

    @ResolveField(() => Int, { description: 'How many different values there are; null is none.' })
    countDistinct(@Parent() parent: AggregateGroupNode, @Args('of', ofOneOf(groupBy)) of: string): number {
      return Number(figureOf(parent, 'countDistinct', { of }));
    }
  }
  return CountResolver;
}

function measuredResolver(group: ClassOf<AggregateGroupNode>, measured: EnumOf<string>): Type {
  const nullable = { nullable: true } as const;
  const of = ofOneOf(measured);

  @Resolver(() => group)
  class MeasuredResolver {
    @ResolveField(() => Decimal, {
      ...nullable,
      description: `Their sum; null where all are null. ${seconds}`,
    })
    sum(@Parent() parent: AggregateGroupNode, @Args('of', of) field: string) {
      return figureOf(parent, 'sum', { of: field });
    }

    @ResolveField(() => Decimal, {
      ...nullable,
      description: `Their mean over the rows in which they are not null, to 12 places. ${seconds}`,
    })
    mean(@Parent() parent: AggregateGroupNode, @Args('of', of) field: string) {
      return figureOf(parent, 'mean', { of: field });
    }

    @ResolveField(() => Decimal, { ...nullable, description: `The least of them. ${seconds}` })
    minimum(@Parent() parent: AggregateGroupNode, @Args('of', of) field: string) {
      return figureOf(parent, 'minimum', { of: field });
    }

    @ResolveField(() => Decimal, { ...nullable, description: `The greatest of them. ${seconds}` })
    maximum(@Parent() parent: AggregateGroupNode, @Args('of', of) field: string) {
      return figureOf(parent, 'maximum', { of: field });
    }

    @ResolveField(() => Decimal, {
      ...nullable,
      description: `The percentile by nearest rank: a value that occurs. ${seconds}`,
    })
    percentile(
      @Parent() parent: AggregateGroupNode,
      @Args('of', of) field: string,
      @Args('rank', { type: () => Int, description: 'The rank: 1 to 100.' }) rank: number,
    ) {
      return figureOf(parent, 'percentile', { of: field, rank });
    }
  }
  return MeasuredResolver;
}

function shareResolver(group: ClassOf<AggregateGroupNode>, truths: EnumOf<string>): Type {
  @Resolver(() => group)
  class ShareResolver {
    @ResolveField(() => Decimal, {
      nullable: true,
      description:
        'Of the rows in which it is decided, the share in percent in which it is true, to 12 places; null where there are none. ' +
        '`share(of: MET)` of clocks is the share of limits that were met.',
    })
    share(@Parent() parent: AggregateGroupNode, @Args('of', ofOneOf(truths)) of: string) {
      return figureOf(parent, 'share', { of });
    }
  }
  return ShareResolver;
}
