import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { describeExits, type ExitStatusAnswer } from '@tallystick/application';
import { GetExitStatus } from '@tallystick/application-nest';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { Agreement } from '../agreements/agreement.types.js';
import { given, KnownAtArguments, present, provenanceOf, waitUntil } from '../common/index.js';
import { Instant, Period } from '../scalars/index.js';
import { ExitAnswer } from './exit.types.js';

/** The exit rights of an agreement. */
@Resolver(() => Agreement)
export class ExitsResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @ResolveField(() => ExitAnswer, {
    description:
      'May the client leave, under which clause, how far is it from there, and what would have to happen?',
    complexity: 10,
  })
  async exits(
    @Parent() agreement: Agreement,
    @Args() { knownAt, waitFor }: KnownAtArguments,
    @Args('period', {
      type: () => Period,
      nullable: true,
      description: 'The last period looked at; absent: the last that has begun by what is known.',
    })
    period?: string | null,
    @Args('valuedAt', {
      type: () => Instant,
      nullable: true,
      description:
        'Up to when days pass and clocks run; absent: with a period as for its statement, else when the last fact known was recorded.',
    })
    valuedAt?: string | null,
    @Args('ahead', {
      type: () => Int,
      nullable: true,
      description: 'How many periods to look ahead, 1 to 120; absent: none.',
    })
    ahead?: number | null,
  ): Promise<ExitAnswer> {
    const { name } = agreement;
    await waitUntil(this.surroundings.readModels, name, waitFor);
    const fields = given({ knownAt, period, valuedAt, ahead });
    const answer = await this.queries.execute(new GetExitStatus({ agreement: name, ...fields }));
    return presentExits(answer, agreement);
  }
}

function presentExits(answer: ExitStatusAnswer, agreement: Agreement): ExitAnswer {
  const data = {
    ...answer,
    document: { title: answer.period.label, summary: [], sections: describeExits(answer) },
  };
  return present(ExitAnswer, data, {
    ...provenanceOf(agreement),
    currency: answer.currency.code,
    knownAt: answer.knownAt.position,
  });
}
