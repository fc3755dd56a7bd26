import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { ContestFact, RetractFact, SettleContest } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { CommandDesk } from '../mutations/command-desk.js';
import { FactsRecordedPayload } from '../mutations/payloads.js';
import { ContestFactInput, RetractFactInput, SettleContestInput } from './contest.types.js';

const what = { description: 'What to record.' };

/** Contests of facts, and retractions of one's own. */
@Resolver()
export class ContestsResolver {
  constructor(@Inject(CommandDesk) private readonly desk: CommandDesk) {}

  @Mutation(() => FactsRecordedPayload, {
    description:
      'Contests a fact that another party asserted. It counts until the contest is settled; `moneyAtStake` says what hangs on it. ' +
      '`contest-refused`: it is one’s own, contested already, or counts no more.',
  })
  async contestFact(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: ContestFactInput,
  ): Promise<FactsRecordedPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'contest-fact',
      types: ['FactContested'],
      about: { fact: input.fact },
    });
    return this.desk.perform(new ContestFact(fields), FactsRecordedPayload);
  }

  @Mutation(() => FactsRecordedPayload, {
    description:
      'Settles an open contest: who contested may withdraw it, whose fact it is may uphold it, an arbiter decides either way.',
  })
  async settleContest(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: SettleContestInput,
  ): Promise<FactsRecordedPayload> {
    const { grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'settle-contest',
      types: ['ContestSettled'],
      about: { fact: input.fact },
      outcome: input.outcome === 'upheld' ? 'upheld' : 'rejected',
    });
    const asArbiter = grant.role === 'arbiter';
    return this.desk.perform(new SettleContest({ ...fields, asArbiter }), FactsRecordedPayload);
  }

  @Mutation(() => FactsRecordedPayload, {
    description:
      'Takes back a fact that the own party asserted and that was wrong. What was stated stays stated; the next statement adjusts it.',
  })
  async retractFact(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: RetractFactInput,
  ): Promise<FactsRecordedPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'record-facts',
      types: ['FactRetracted'],
      about: { fact: input.fact },
    });
    return this.desk.perform(new RetractFact(fields), FactsRecordedPayload);
  }
}
