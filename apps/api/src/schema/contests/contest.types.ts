import { InputType, ObjectType } from '@nestjs/graphql';
import type { ContestOutcome as ContestOutcomeWord, ContestView } from '@tallystick/application';
import { NamesFact, RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, Kept, MayHave } from '../common/index.js';
import { FactType } from '../enums/facts.js';
import { ContestOutcome, ContestStatus } from '../enums/flows.js';
import { CommandInput, Given, MayBeGiven } from '../mutations/command-input.js';
import { MoneyAtStake } from '../mutations/at-stake.js';
import { Instant, Position } from '../scalars/index.js';

@ObjectType({
  implements: () => [NamesFact, RestsOnFacts],
  description: 'A dispute over one fact (`fact`); `facts` are those of the contest itself.',
})
export class Contest implements NamesFact, RestsOnFacts {
  @Has(() => String, 'The id of the contested fact.')
  readonly factId!: string;

  @Kept()
  readonly fact!: string;

  @Kept()
  readonly facts!: readonly string[];

  @Has(() => FactType, 'What the contested fact says happened.')
  readonly factType!: ContestView['factType'];

  @Has(() => Position, 'Its place in the ledger (axis of recording).')
  readonly position!: number;

  @Has(() => String, 'The party that asserted it.')
  readonly assertedBy!: string;

  @MayHave(() => String, 'The ticket that it is about; null where it is about none.')
  readonly ticket!: string | null;

  @Has(() => ContestStatus, 'How the contest stands.')
  readonly status!: ContestView['status'];

  @Has(() => String, 'The party that contested.')
  readonly contestedBy!: string;

  @Has(() => String, 'Why.')
  readonly reason!: string;

  @Has(() => Instant, 'When (axis of effect).')
  readonly contestedAt!: string;

  @MayHave(() => Instant, 'When it was settled (axis of effect); null while it is open.')
  readonly settledAt!: string | null;

  @MayHave(
    () => MoneyAtStake,
    'What every period would change by were it upheld; null where it is settled, is about the terms or a statement, or comes after the twentieth.',
  )
  readonly atStake!: MoneyAtStake | null;
}

@InputType({ description: 'Which fact is contested, and why.' })
export class ContestFactInput extends CommandInput {
  @Given(() => String, 'The id of the fact, a UUID.')
  readonly fact!: string;

  @Given(() => String, 'Why.')
  readonly reason!: string;
}

@InputType({ description: 'How a contest is settled.' })
export class SettleContestInput extends CommandInput {
  @Given(() => String, 'The id of the contested fact, a UUID.')
  readonly fact!: string;

  @Given(() => ContestOutcome, 'How it ends.')
  readonly outcome!: ContestOutcomeWord;

  @MayBeGiven(() => String, 'Why.')
  readonly reason?: string | null;
}

@InputType({ description: 'Which fact was wrong, and why.' })
export class RetractFactInput extends CommandInput {
  @Given(() => String, 'The id of the fact, a UUID.')
  readonly fact!: string;

  @Given(() => String, 'Why.')
  readonly reason!: string;
}
