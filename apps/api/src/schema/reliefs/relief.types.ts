import { InputType, ObjectType } from '@nestjs/graphql';
import { Has, MayHave } from '../common/index.js';
import { ReliefDecisionInputKind } from '../enums/flows.js';
import { CommandInput, Given, MayBeGiven } from '../mutations/command-input.js';
import { MoneyAtStake } from '../mutations/at-stake.js';
import { RecordedPayload } from '../mutations/payloads.js';
import { Instant } from '../scalars/index.js';
import { Relief } from '../statements/obligations.js';

@ObjectType({
  description:
    'A relief, and what it comes to in money: while it is open, `ifGranted` hangs on it; once granted, `ifWithout` is what it has changed, the other way round.',
})
export class ReliefAtStake {
  @Has(() => Relief, 'The relief.')
  readonly relief!: Relief;

  @MayHave(
    () => MoneyAtStake,
    'Were it granted, whole, by whoever decides; null where the terms give it without a claim.',
  )
  readonly ifGranted!: MoneyAtStake | null;

  @MayHave(() => MoneyAtStake, 'Had it never been claimed; null where the terms give it without a claim.')
  readonly ifWithout!: MoneyAtStake | null;
}

@ObjectType({ description: 'What was recorded of a relief, and how it stands after it.' })
export class ReliefPayload extends RecordedPayload {
  @Has(() => Relief, 'The relief; a decision that does not count says why in `noEffect`.')
  readonly relief!: Relief;
}

@InputType({ description: 'What delayed the provider, and what of it is claimed.' })
export class ClaimReliefInput extends CommandInput {
  @MayBeGiven(() => String, 'The key of the claim. Absent: `relief-1` and so on.')
  readonly relief?: string | null;

  @Given(() => String, 'What delayed the provider, in the words of the terms.')
  readonly cause!: string;

  @Given(() => Instant, 'The start of the delay (axis of effect).')
  readonly from!: string;

  @Given(() => Instant, 'The end of the delay (half-open).')
  readonly until!: string;

  @MayBeGiven(() => [String], 'The tickets that it is about. Absent: all that it touches.')
  readonly tickets?: string[] | null;

  @MayBeGiven(() => [String], 'The services that it is about. Absent: all.')
  readonly services?: string[] | null;

  @MayBeGiven(() => [String], 'The service levels that it is about, by their ids. Absent: all.')
  readonly serviceLevels?: string[] | null;

  @MayBeGiven(() => Instant, 'When the provider became aware of the cause. Absent: when the delay began.')
  readonly awareAt?: string | null;

  @MayBeGiven(() => Instant, 'When the client was told. Absent: when the claim happened.')
  readonly noticeGivenAt?: string | null;
}

@InputType({ description: 'How a claim is decided; an extent names the part that is granted.' })
export class DecideReliefInput extends CommandInput {
  @Given(() => String, 'The claim, by its key.')
  readonly relief!: string;

  @Given(() => ReliefDecisionInputKind, 'Granted or refused.')
  readonly decision!: 'granted' | 'refused';

  @MayBeGiven(() => Instant, 'The start of what is granted. Absent: as claimed.')
  readonly from?: string | null;

  @MayBeGiven(() => Instant, 'The end of what is granted (half-open). Absent: as claimed.')
  readonly until?: string | null;

  @MayBeGiven(() => [String], 'The tickets that it is granted for. Absent: as claimed.')
  readonly tickets?: string[] | null;

  @MayBeGiven(() => [String], 'The services that it is granted for. Absent: as claimed.')
  readonly services?: string[] | null;

  @MayBeGiven(() => String, 'Why it is refused.')
  readonly reason?: string | null;
}
