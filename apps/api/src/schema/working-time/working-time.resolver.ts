import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { requireAuthenticated } from '@tallystick/access';
import { AskWorkingTime, Evaluate } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { given } from '../common/index.js';
import { Duration, Instant, KnownAt, Period } from '../scalars/index.js';
import { presentEvaluated } from '../statements/present-statement.js';
import { EvaluatedStatement } from '../statements/evaluated-statement.js';
import { DocumentInput } from '../terms/document.input.js';
import { WorkingTimeAnswer } from './working-time.types.js';

/** Questions that no ledger is looked at for. */
@Resolver()
export class CalculationsResolver {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Query(() => WorkingTimeAnswer, {
    description:
      'How much working time lies between `from` and `to`, or when a limit from `from` on is due: exactly one of the two.',
    complexity: 10,
  })
  async workingTime(
    @Context() { principal }: RequestContext,
    @Args('calendar', {
      type: () => DocumentInput,
      description: '`timezone`, `weekly_hours`, and optional `holidays`, `overrides`, `breaks`, `pauses`.',
    })
    calendar: DocumentInput,
    @Args('from', { type: () => Instant, description: 'When it begins.' }) from: string,
    @Args('to', { type: () => Instant, nullable: true, description: 'When it ends (half-open).' })
    to?: string | null,
    @Args('limit', { type: () => Duration, nullable: true, description: 'The working time allowed.' })
    limit?: number | null,
  ): Promise<WorkingTimeAnswer> {
    requireAuthenticated(principal);
    const seconds = limit === null || limit === undefined ? undefined : String(limit);
    const answer = await this.queries.execute(
      new AskWorkingTime({ calendar, from, ...given({ to, seconds }) }),
    );
    return 'due' in answer ? { due: answer.due, seconds: null } : { due: null, seconds: answer.seconds };
  }

  @Query(() => [EvaluatedStatement], {
    description:
      'What periods come to under terms and facts that are handed in; no ledger is looked at and nothing is recorded.',
    complexity: 100,
  })
  async evaluate(
    @Context() { principal }: RequestContext,
    @Args('terms', { type: () => DocumentInput, description: 'A terms document.' }) terms: DocumentInput,
    @Args('facts', { type: () => DocumentInput, description: 'Facts, one JSON object a line.' })
    facts: DocumentInput,
    @Args('amendments', {
      type: () => [DocumentInput],
      defaultValue: [],
      description: 'Amendments, in the order in which they were agreed.',
    })
    amendments: readonly DocumentInput[],
    @Args('from', {
      type: () => Period,
      nullable: true,
      description: 'The first period; absent: the first of the term.',
    })
    from?: string | null,
    @Args('to', {
      type: () => Period,
      nullable: true,
      description: 'The last period; absent: the last that has begun by what is known.',
    })
    to?: string | null,
    @Args('knownAt', {
      type: () => KnownAt,
      nullable: true,
      description: 'Up to when facts are known (axis of recording); absent: all.',
    })
    knownAt?: string | null,
    @Args('valuedAt', {
      type: () => Instant,
      nullable: true,
      description: 'When running clocks are read; absent: as for a statement.',
    })
    valuedAt?: string | null,
  ): Promise<readonly EvaluatedStatement[]> {
    requireAuthenticated(principal);
    const query = new Evaluate({
      terms,
      amendments,
      facts: { name: facts.name, lines: linesOf(facts.text) },
      ...given({ from, to, knownAt, valuedAt }),
    });
    return (await this.queries.execute(query)).map((statement) => presentEvaluated(statement));
  }
}

async function* linesOf(text: string): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve(text.split(/\r?\n/).filter((line) => line.trim() !== ''));
}
