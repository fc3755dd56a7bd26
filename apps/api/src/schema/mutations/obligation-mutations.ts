import { Inject } from '@nestjs/common';
import { Args, Context, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { ObligationActRecorded } from '@tallystick/application';
import {
  AcceptObligation,
  FulfilObligation,
  RefuseObligation,
  WaiveObligation,
} from '@tallystick/application-nest';
import type { FactType } from '@tallystick/facts';
import type { RequestContext } from '../../graphql/request-context.js';
import { Has, MayHave } from '../common/index.js';
import { ObligationState } from '../enums/obligations.js';
import { Digest, Instant, Period } from '../scalars/index.js';
import { CommandDesk } from './command-desk.js';
import { CommandInput, Given, MayBeGiven } from './command-input.js';
import { RecordedPayload } from './payloads.js';

@InputType({ description: 'Which obligation.' })
export class ObligationActInput extends CommandInput {
  @Given(() => String, 'The obligation, by its id in the terms.')
  readonly obligation!: string;

  @MayBeGiven(
    () => Period,
    'The period that it is about. With neither that nor `occurrence`: the oldest that it fits.',
  )
  readonly period?: string | null;

  @MayBeGiven(() => String, 'The key of the occurrence.')
  readonly occurrence?: string | null;
}

@InputType({ description: 'Which obligation is done, and what shows it.' })
export class FulfilObligationInput extends ObligationActInput {
  @MayBeGiven(() => Digest, 'The SHA-256 digest of the document that shows it.')
  readonly evidenceDigest?: string | null;

  @MayBeGiven(() => String, 'A note to the other party.')
  readonly note?: string | null;
}

@InputType({ description: 'Which obligation, and why.' })
export class ReasonedObligationInput extends ObligationActInput {
  @MayBeGiven(() => String, 'Why.')
  readonly reason?: string | null;
}

@ObjectType({ description: 'The occurrence of an obligation that something was done about.' })
export class ActedOccurrence {
  @Has(() => String, 'Its key.')
  readonly key!: string;

  @MayHave(() => Period, 'The period that it is about; null where it is about none.')
  readonly period!: string | null;

  @Has(() => ObligationState, 'How it stands now.')
  readonly state!: NonNullable<ObligationActRecorded['occurrence']>['state'];

  @Has(() => Instant, 'The last instant at which it is in time.')
  readonly dueAt!: string;

  @MayHave(() => Instant, 'Until when silence accepts a delivery; null where it does not.')
  readonly acceptBy!: string | null;
}

@ObjectType({ description: 'What was recorded of an obligation, and whether it counts.' })
export class ObligationPayload extends RecordedPayload {
  @Has(() => String, 'The obligation, by its id in the terms.')
  readonly obligation!: string;

  @Has(() => Boolean, 'Whether it changed anything.')
  readonly counts!: boolean;

  @MayHave(() => String, 'Why it did not, e.g. "nothing-open", "no-such-occurrence"; null where it did.')
  readonly reason!: string | null;

  @MayHave(() => ActedOccurrence, 'What it was heard for; null where no occurrence is meant by it.')
  readonly occurrence!: ActedOccurrence | null;
}

const what = { description: 'What to record.' };

/** Obligations of either party: done by who owes them, decided on by whom they are owed to. */
@Resolver()
export class ObligationMutationsResolver {
  constructor(@Inject(CommandDesk) private readonly desk: CommandDesk) {}

  @Mutation(() => ObligationPayload, {
    description: 'Says that an obligation is done; said by the party that owes it.',
  })
  async fulfilObligation(
    @Context() context: RequestContext,
    @Args('input', what) input: FulfilObligationInput,
  ): Promise<ObligationPayload> {
    const fields = await this.admit(context, input, 'ObligationFulfilled');
    return this.desk.perform(new FulfilObligation(fields), ObligationPayload);
  }

  @Mutation(() => ObligationPayload, { description: 'Accepts what was delivered.' })
  async acceptObligation(
    @Context() context: RequestContext,
    @Args('input', what) input: ObligationActInput,
  ): Promise<ObligationPayload> {
    const fields = await this.admit(context, input, 'ObligationAccepted');
    return this.desk.perform(new AcceptObligation(fields), ObligationPayload);
  }

  @Mutation(() => ObligationPayload, { description: 'Refuses what was delivered.' })
  async refuseObligation(
    @Context() context: RequestContext,
    @Args('input', what) input: ReasonedObligationInput,
  ): Promise<ObligationPayload> {
    const fields = await this.admit(context, input, 'ObligationRefused');
    return this.desk.perform(new RefuseObligation(fields), ObligationPayload);
  }

  @Mutation(() => ObligationPayload, { description: 'Does without an obligation.' })
  async waiveObligation(
    @Context() context: RequestContext,
    @Args('input', what) input: ReasonedObligationInput,
  ): Promise<ObligationPayload> {
    const fields = await this.admit(context, input, 'ObligationWaived');
    return this.desk.perform(new WaiveObligation(fields), ObligationPayload);
  }

  private async admit<Input extends ObligationActInput>(
    { principal }: RequestContext,
    input: Input,
    type: FactType,
  ) {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'record-facts',
      types: [type],
      about: { obligation: input.obligation },
    });
    return fields;
  }
}
