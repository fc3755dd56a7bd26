import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { ClaimRelief, DecideRelief } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { CommandDesk } from '../mutations/command-desk.js';
import { ClaimReliefInput, DecideReliefInput, ReliefPayload } from './relief.types.js';

/** Relief: claimed by the provider, decided by whom the terms say. */
@Resolver()
export class ReliefsResolver {
  constructor(@Inject(CommandDesk) private readonly desk: CommandDesk) {}

  @Mutation(() => ReliefPayload, {
    description:
      'Claims relief for a delay. A claim that comes too late under the terms is recorded and stands as `OUT_OF_TIME`.',
  })
  async claimRelief(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'What is claimed.' }) input: ClaimReliefInput,
  ): Promise<ReliefPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'claim-relief',
      types: ['ReliefClaimed'],
    });
    return this.desk.perform(new ClaimRelief(fields), ReliefPayload);
  }

  @Mutation(() => ReliefPayload, {
    description: 'Grants relief, wholly or to an extent within what was claimed, or refuses it.',
  })
  async decideRelief(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'What is decided.' }) input: DecideReliefInput,
  ): Promise<ReliefPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'decide-relief',
      types: [input.decision === 'granted' ? 'ReliefGranted' : 'ReliefRefused'],
      about: { relief: input.relief },
    });
    return this.desk.perform(new DecideRelief(fields), ReliefPayload);
  }
}
