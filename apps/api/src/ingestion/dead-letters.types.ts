import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { DeadLetter as KeptLetter } from '@tallystick/ingestion';
import { formatInstant } from '@tallystick/quantities';
import { connectionOf, Has, HasMany, MayHave, PageArguments } from '../schema/common/index.js';
import { enumOf } from '../schema/enums/enum-of.js';
import { Instant, JSONObject, Position } from '../schema/scalars/index.js';

const DeadLetterState = enumOf<KeptLetter['state']>('DeadLetterState', 'What became of a dead letter.', {
  waiting: 'Nobody has settled it yet.',
  replayed: 'It was understood when it was tried again, and is recorded.',
  discarded: 'Somebody decided that nothing of it is to be recorded.',
});

const DeliveryState = enumOf<'recorded' | 'dead-lettered'>('DeliveryState', 'What became of a delivery.', {
  recorded: 'What it says is in the ledger.',
  'dead-lettered': 'It, or a part of it, could not be understood, and waits.',
});

@ObjectType({ description: 'Something that is wrong at one place, and how to mend it.' })
export class DeliveryProblem {
  @Has(() => String, 'Where: a row, an event, the body.')
  readonly place!: string;

  @Has(() => String, 'What is wrong there.')
  readonly problem!: string;

  @MayHave(() => String, 'What to do about it; null where nothing is known to help.')
  readonly mend!: string | null;
}

@ObjectType({ description: 'A delivery of a webhook source that could not be understood, or not wholly.' })
export class DeadLetter {
  @Has(() => ID, 'Its id, by which it is replayed or discarded.')
  readonly id!: string;

  @Has(() => String, 'The webhook source that it came from.')
  readonly source!: string;

  @Has(() => String, 'The agreement that it is about.')
  readonly agreement!: string;

  @Has(() => String, 'What the sender calls the delivery, or the SHA-256 of its body.')
  readonly delivery!: string;

  @Has(() => Instant, 'When it was received.')
  readonly receivedAt!: string;

  @Has(() => Int, 'The bytes of its body.')
  readonly bytes!: number;

  @Has(() => String, 'The code of the error at the last attempt (docs/reference/errors.md).')
  readonly code!: string;

  @HasMany(
    () => DeliveryProblem,
    'What could not be understood at the last attempt; of many rows the first twenty.',
  )
  readonly problems!: readonly DeliveryProblem[];

  @Has(() => Int, 'How often it was tried.')
  readonly attempts!: number;

  @Has(() => Instant, 'When it was tried last.')
  readonly lastAttemptAt!: string;

  @Has(() => DeadLetterState, 'What became of it.')
  readonly state!: KeptLetter['state'];

  @MayHave(() => Instant, 'When it was settled; null while it waits.')
  readonly settledAt!: string | null;

  @MayHave(() => String, 'Who settled it; null while it waits.')
  readonly settledBy!: string | null;

  @MayHave(() => String, 'Why it was discarded; null otherwise.')
  readonly reason!: string | null;
}

@ObjectType({ description: 'A dead letter with what was sent.' })
export class DeadLetterContent extends DeadLetter {
  @MayHave(() => String, 'The body as UTF-8 text; null once it is settled.')
  readonly body!: string | null;

  @Has(() => JSONObject, 'The headers that hold no secret; empty once it is settled.')
  readonly headers!: object;
}

export const DeadLetterConnection = connectionOf(DeadLetter, 'DeadLetter', 'dead letters');

@ArgsType()
export class DeadLettersArguments extends PageArguments {
  @Field(() => String, { description: 'The agreement.' })
  readonly agreement!: string;

  @Field(() => String, { nullable: true, description: 'Only those of this webhook source; absent: of all.' })
  readonly source?: string | null;

  @Field(() => DeadLetterState, {
    nullable: true,
    description: 'Only those of which this became; absent: those that wait.',
  })
  readonly state?: KeptLetter['state'] | null;
}

@ObjectType({ description: 'A webhook source of an agreement.' })
export class WebhookSource {
  @Has(() => String, 'Its name, the last part of its address.')
  readonly name!: string;

  @MayHave(() => String, 'What it is, for people; null where its document does not say.')
  readonly title!: string | null;

  @Has(() => String, 'Where it sends to, from the root of the server.')
  readonly address!: string;

  @Has(() => String, 'The party that it speaks for.')
  readonly party!: string;

  @Has(() => Int, 'How many of its secrets are in use at present.')
  readonly secrets!: number;
}

@InputType({ description: 'Which dead letter to try again.' })
export class ReplayDeadLetterInput {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;
}

@InputType({ description: 'Which dead letters to try again, in the order in which they came.' })
export class ReplayDeadLettersInput {
  @Field(() => String, { description: 'The agreement.' })
  readonly agreement!: string;

  @Field(() => String, { description: 'The webhook source that they came from.' })
  readonly source!: string;
}

@InputType({ description: 'Which dead letter to let go, and why.' })
export class DiscardDeadLetterInput {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Why nothing of it is to be recorded; 1 to 1000 characters.' })
  readonly reason!: string;
}

@ObjectType({ description: 'What a dead letter came to when it was tried again.' })
export class ReplayedDeadLetter {
  @Has(() => ID, 'Its id.')
  readonly id!: string;

  @Has(() => DeliveryState, 'What became of it.')
  readonly state!: 'recorded' | 'dead-lettered';

  @Has(() => Int, 'The facts newly recorded.')
  readonly facts!: number;

  @MayHave(() => Position, 'The ledger’s last position after it; null where nothing was recorded.')
  readonly revision!: number | null;
}

@ObjectType({ description: 'What dead letters came to when they were tried again.' })
export class ReplayedDeadLetters {
  @Has(() => Int, 'How many are settled now.')
  readonly recorded!: number;

  @Has(() => Int, 'How many are not understood yet, and wait on.')
  readonly waiting!: number;

  @Has(() => Int, 'The facts newly recorded.')
  readonly facts!: number;
}

@ObjectType({ description: 'The webhook sources as they are in use now.' })
export class ReloadedWebhooks {
  @Has(() => Int, 'How many there are.')
  readonly sources!: number;
}

/** A letter as the schema shows it. */
export function shownLetter(letter: KeptLetter): DeadLetter {
  const { id, receivedAt, lastAttemptAt, settledAt, settledBy, reason, problems, ...rest } = letter;
  return {
    ...rest,
    id: String(id),
    receivedAt: formatInstant(receivedAt),
    lastAttemptAt: formatInstant(lastAttemptAt),
    settledAt: settledAt === undefined ? null : formatInstant(settledAt),
    settledBy: settledBy ?? null,
    reason: reason ?? null,
    problems: problems.map(({ place, problem, mend }) => ({ place, problem, mend: mend ?? null })),
  };
}
