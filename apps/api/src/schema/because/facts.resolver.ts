import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { type ConnectionShape, loaderOf, PageArguments, pageOfList, provenanceOf } from '../common/index.js';
import { Fact, FactConnection } from './fact.js';
import { factsById } from './read-facts.js';
import { NamesFact, RestsOnFacts } from './rests-on-facts.js';

const factLoader = Symbol('facts by id');

/** The facts behind a figure: one page of them, all that an answer asks for at a time in one read. */
@Resolver(() => RestsOnFacts)
export class FactsResolver {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @ResolveField(() => FactConnection, {
    description: 'The facts behind it, in the order in which it names them.',
  })
  async facts(
    @Parent() part: RestsOnFacts,
    @Args() page: PageArguments,
    @Context() context: RequestContext,
  ): Promise<ConnectionShape<Fact>> {
    const { agreement, knownAt } = provenanceOf(part);
    const { items, cursors, pageInfo } = pageOfList(part.facts, page);
    const facts = await loadFacts(this.surroundings, context, agreement, items);
    return {
      edges: facts.map((node, index) => ({ cursor: cursors[index]!, node })),
      pageInfo,
      totalCount: part.facts.length,
      asOf: [{ agreement, position: knownAt }],
    };
  }
}

@Resolver(() => NamesFact)
export class NamedFactResolver {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @ResolveField(() => Fact, { description: 'The fact.' })
  async fact(@Parent() part: NamesFact, @Context() context: RequestContext): Promise<Fact> {
    const { agreement } = provenanceOf(part);
    const [fact] = await loadFacts(this.surroundings, context, agreement, [part.fact]);
    return fact!;
  }
}

/** Facts of an agreement by their own ids, which are known to be recorded. */
export async function loadFacts(
  { services }: Surroundings,
  context: RequestContext,
  agreement: string,
  factIds: readonly string[],
): Promise<readonly Fact[]> {
  const loader = loaderOf(context, factLoader, () => factsById(services));
  return Promise.all(factIds.map((factId) => loader.load({ agreement, factId })));
}
