import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { AsOf, Has, HasMany, MayHave } from '../schema/common/index.js';
import { enumOf } from '../schema/enums/enum-of.js';
import { Duration, Instant } from '../schema/scalars/index.js';
import type { AlertKind } from './clock-alerts.js';

const ClockAlertKind = enumOf<AlertKind>('ClockAlertKind', 'What became of a clock.', {
  approaching: 'Its limit is within the warning time.',
  breached: 'Its limit has passed.',
  cleared: 'It is near its limit no more: it stopped in time, is paused, or has another limit.',
});

@ArgsType()
export class ClocksArguments {
  @Field(() => [String], {
    nullable: true,
    description: 'The agreements; absent: all that one may see when the subscription begins.',
  })
  readonly agreements?: readonly string[] | null;

  @Field(() => Duration, { description: 'The warning time before the limit, e.g. "PT30M"; at most a year.' })
  readonly within!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last event received. The first event then holds what has changed since. Absent: the first event holds the clocks that are near their limit at present.',
  })
  readonly after?: string | null;
}

@ObjectType({ description: 'A clock that came near its limit, passed it, or is near it no more.' })
export class ClockAlert {
  @Has(() => ClockAlertKind, 'What became of it.')
  readonly kind!: AlertKind;

  @Has(() => String, 'The agreement.')
  readonly agreement!: string;

  @Has(() => String, 'The ticket’s own key.')
  readonly ticket!: string;

  @Has(() => String, 'The service level that sets the limit.')
  readonly serviceLevel!: string;

  @MayHave(() => String, 'Where its clause stands on paper; null where the terms do not say.')
  readonly clause!: string | null;

  @Has(() => String, 'The clock’s id in the terms.')
  readonly clock!: string;

  @Has(() => Int, 'Which run of the clock, from 0; another one begins where the terms restart it.')
  readonly instance!: number;

  @Has(() => String, 'The priority that it was read under.')
  readonly priority!: string;

  @MayHave(() => String, 'The service; null where the ticket names none.')
  readonly service!: string | null;

  @MayHave(
    () => Instant,
    'The last instant at which the limit is kept, if nothing pauses the clock; null where it stopped.',
  )
  readonly dueAt!: string | null;

  @MayHave(() => Duration, 'The limit in working time; null where it is a deadline.')
  readonly limit!: number | null;

  @Has(() => Boolean, 'Whether it is paused.')
  readonly paused!: boolean;

  @MayHave(() => Instant, 'When it stopped; null while it runs.')
  readonly stoppedAt!: string | null;

  @MayHave(() => String, 'Who has to act next, or had to when it stopped; null where nobody has.')
  readonly ball!: string | null;
}

@ObjectType({ description: 'What became of clocks, all that was found at one moment.' })
export class ClocksAboutToBreach {
  @Has(() => String, 'Where it stands: subscribe `after` it to go on.')
  readonly cursor!: string;

  @Has(() => Instant, 'When the clocks were looked at.')
  readonly at!: string;

  @HasMany(() => AsOf, 'Up to where the ledgers were known.')
  readonly asOf!: readonly AsOf[];

  @HasMany(() => ClockAlert, 'The clocks, by agreement and ticket; may be empty in the first event.')
  readonly clocks!: readonly ClockAlert[];
}
