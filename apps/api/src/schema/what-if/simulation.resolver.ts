import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Field, InputType, Query, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import { describeSimulation } from '@tallystick/application';
import { SimulateTerms } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { given, present, WaitForArguments, waitUntil } from '../common/index.js';
import { Instant, KnownAt, Period } from '../scalars/index.js';
import { DocumentInput } from '../terms/document.input.js';
import { ProposalKind, Simulation } from './simulation.types.js';

@InputType({ description: 'Terms that nobody has agreed to yet, and over which periods to replay.' })
export class SimulateInput {
  @Field(() => String, { description: 'The agreement’s short name.' })
  readonly agreement!: string;

  @Field(() => ProposalKind, { description: 'Whole terms, or one more amendment.' })
  readonly kind!: 'terms' | 'amendment';

  @Field(() => DocumentInput, { description: 'The document that is proposed.' })
  readonly document!: DocumentInput;

  @Field(() => Period, {
    nullable: true,
    description: 'The first period; absent: the first of the term that both have.',
  })
  readonly from?: string | null;

  @Field(() => Period, {
    nullable: true,
    description: 'The last period; absent: the last that has begun by what is known and that both have.',
  })
  readonly to?: string | null;

  @Field(() => KnownAt, {
    nullable: true,
    description: 'Up to when facts are known (axis of recording). Absent: now.',
  })
  readonly knownAt?: string | null;

  @Field(() => Instant, {
    nullable: true,
    description: 'When running clocks are read; absent: as for a statement.',
  })
  readonly valuedAt?: string | null;
}

@Resolver()
export class SimulationResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Query(() => Simulation, {
    description:
      'What past periods would have come to under proposed terms, by period and clause; nothing is recorded.',
    complexity: 100,
  })
  async simulate(
    @Args('input', { type: () => SimulateInput, description: 'What is proposed, and for which periods.' })
    input: SimulateInput,
    @Args() { waitFor }: WaitForArguments,
    @Context() { principal }: RequestContext,
  ): Promise<Simulation> {
    const { agreement, kind, document, from, to, knownAt, valuedAt } = input;
    requireAccess(principal, 'read-agreement', agreement);
    await waitUntil(this.surroundings.readModels, agreement, waitFor);
    const fields = given({ from, to, knownAt, valuedAt });
    const simulation = await this.queries.execute(
      new SimulateTerms({ agreement, proposed: { kind, document }, ...fields }),
    );
    return present(
      Simulation,
      { ...simulation, document: describeSimulation(simulation) },
      {
        agreement,
        currency: simulation.currency.code,
        knownAt: simulation.knownAt.position,
        termsDigest: undefined,
      },
    );
  }
}
