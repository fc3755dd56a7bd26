import type { Type } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { Args, Info, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ViewName } from '@tallystick/read-models';
import type { GraphQLResolveInfo } from 'graphql';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { Agreement } from '../agreements/agreement.types.js';
import { Has } from '../common/index.js';
import { answerAggregate, answerPage } from './answer-view.js';
import type { ViewEntry } from './view-resolvers.js';
import type { AggregateArguments, PageOfViewArguments, ViewTypes } from './view-types.js';

@ObjectType({ description: 'The custom views of one agreement.' })
export class AgreementViews {
  @Has(() => String, 'The agreement that they are of.')
  readonly agreement!: string;
}

@Resolver(() => Agreement)
export class AgreementViewsResolver {
  @ResolveField(() => AgreementViews, {
    description: 'Its custom views: rows and figures, from the read models.',
  })
  views(@Parent() { name }: Agreement): AgreementViews {
    return { agreement: name };
  }
}

/** A view of one agreement, which was checked. */
export function viewWithinAgreementResolver<View extends ViewName>(
  types: ViewTypes<View>,
  { name, description, within }: ViewEntry<View>,
): Type {
  @Resolver(() => AgreementViews)
  class ViewWithinAgreementResolver {
    constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

    @ResolveField(name, () => types.connection, { description: `${description} A page of rows.` })
    page(
      @Parent() { agreement }: AgreementViews,
      @Args({ type: () => types.pageArgumentsWithin }) asked: object,
    ) {
      return answerPage(
        this.surroundings.readModels,
        types,
        [agreement],
        asked as PageOfViewArguments,
        within,
      );
    }

    @ResolveField(`${name}Aggregate`, () => types.aggregate.aggregate, {
      description: `${description} Figures by group.`,
    })
    aggregate(
      @Parent() { agreement }: AgreementViews,
      @Args({ type: () => types.aggregateArgumentsWithin }) asked: object,
      @Info() info: GraphQLResolveInfo,
    ) {
      const { readModels } = this.surroundings;
      return answerAggregate(readModels, types, [agreement], asked as AggregateArguments, info, within);
    }
  }
  Object.defineProperty(ViewWithinAgreementResolver, 'name', { value: `${name}WithinAgreementResolver` });
  return ViewWithinAgreementResolver;
}
