import { Inject } from '@nestjs/common';
import { Args, Context, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { ExitStepRecorded } from '@tallystick/application';
import {
  DecideCure,
  ExerciseExitRight,
  ServeExitNotice,
  SubmitCurePlan,
  WaiveExitRight,
} from '@tallystick/application-nest';
import type { FactType } from '@tallystick/facts';
import type { RequestContext } from '../../graphql/request-context.js';
import { Has, MayHave } from '../common/index.js';
import { ExitState } from '../enums/exits.js';
import { CureDecision } from '../enums/flows.js';
import { LocalDate } from '../scalars/index.js';
import { CommandDesk } from './command-desk.js';
import { CommandInput, Given, MayBeGiven } from './command-input.js';
import { RecordedPayload } from './payloads.js';

@InputType({ description: 'A step of an exit right.' })
export class ExitStepInput extends CommandInput {
  @Given(() => String, 'The exit clause, by its id in the terms.')
  readonly exit!: string;
}

@InputType({ description: 'How a cure is decided.' })
export class DecideCureInput extends ExitStepInput {
  @Given(() => CureDecision, 'Accepted or refused.')
  readonly decision!: 'accepted' | 'refused';

  @MayBeGiven(() => String, 'Why it is refused.')
  readonly reason?: string | null;
}

@ObjectType({
  description: 'What was recorded of an exit right, whether it counts, and where the right stands after it.',
})
export class ExitStepPayload extends RecordedPayload {
  @Has(() => String, 'The exit clause, by its id in the terms.')
  readonly exit!: string;

  @Has(
    () => Boolean,
    'Whether the step moved the right. It is recorded either way: what was declared was declared.',
  )
  readonly counts!: boolean;

  @MayHave(
    () => String,
    'Why it did not, e.g. "no-right-has-arisen", "notice-and-cure-come-first"; null where it did.',
  )
  readonly reason!: string | null;

  @Has(() => ExitState, 'Where the right stands.')
  readonly state!: ExitStepRecorded['state'];

  @MayHave(() => LocalDate, 'The last day for notice; null where there is none.')
  readonly noticeBy!: string | null;

  @MayHave(() => LocalDate, 'The last day of the cure; null where none runs.')
  readonly curesBy!: string | null;

  @MayHave(() => LocalDate, 'The first day on which the right is open; null where it is not.')
  readonly exercisableFrom!: string | null;

  @MayHave(() => LocalDate, 'The last day to use the right; null where there is none.')
  readonly exerciseBy!: string | null;

  @MayHave(() => LocalDate, 'The last day of the notice after an exercise; null where it was not used.')
  readonly endsOn!: string | null;
}

const what = { description: 'What to record.' };

/** The steps that parties take under an exit clause. */
@Resolver()
export class ExitMutationsResolver {
  constructor(@Inject(CommandDesk) private readonly desk: CommandDesk) {}

  @Mutation(() => ExitStepPayload, { description: 'Gives notice under an exit clause.' })
  async serveExitNotice(
    @Context() context: RequestContext,
    @Args('input', what) input: ExitStepInput,
  ): Promise<ExitStepPayload> {
    return this.perform(new ServeExitNotice(await this.admit(context, input, 'ExitNoticeServed')));
  }

  @Mutation(() => ExitStepPayload, { description: 'Submits a plan to cure the failure.' })
  async submitCurePlan(
    @Context() context: RequestContext,
    @Args('input', what) input: ExitStepInput,
  ): Promise<ExitStepPayload> {
    return this.perform(new SubmitCurePlan(await this.admit(context, input, 'CurePlanSubmitted')));
  }

  @Mutation(() => ExitStepPayload, { description: 'Accepts or refuses a cure.' })
  async decideCure(
    @Context() context: RequestContext,
    @Args('input', what) input: DecideCureInput,
  ): Promise<ExitStepPayload> {
    const type = input.decision === 'accepted' ? 'CureAccepted' : 'CureRefused';
    return this.perform(new DecideCure(await this.admit(context, input, type)));
  }

  @Mutation(() => ExitStepPayload, { description: 'Uses the right to exit.' })
  async exerciseExitRight(
    @Context() context: RequestContext,
    @Args('input', what) input: ExitStepInput,
  ): Promise<ExitStepPayload> {
    return this.perform(new ExerciseExitRight(await this.admit(context, input, 'ExitRightExercised')));
  }

  @Mutation(() => ExitStepPayload, { description: 'Gives the right up for this occasion.' })
  async waiveExitRight(
    @Context() context: RequestContext,
    @Args('input', what) input: ExitStepInput,
  ): Promise<ExitStepPayload> {
    return this.perform(new WaiveExitRight(await this.admit(context, input, 'ExitRightWaived')));
  }

  private async admit<Input extends ExitStepInput>(
    { principal }: RequestContext,
    input: Input,
    type: FactType,
  ) {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'exit-step',
      types: [type],
    });
    return fields;
  }

  private perform(
    command: ServeExitNotice | SubmitCurePlan | DecideCure | ExerciseExitRight | WaiveExitRight,
  ): Promise<ExitStepPayload> {
    return this.desk.perform(command, ExitStepPayload, (result: ExitStepRecorded) => ({
      ...result.status,
      ...result,
    }));
  }
}
