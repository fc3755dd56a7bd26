import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { ExitState as ExitStateWord, ExitUnit as ExitUnitWord } from '@tallystick/engine';
import { Has, HasMany, MayHave, Money } from '../schema/common/index.js';
import { ExitState, ExitUnit } from '../schema/enums/exits.js';
import { Decimal, Digest, LocalDate, Period, Position } from '../schema/scalars/index.js';

@ArgsType()
export class NetChangesArguments {
  @Field(() => String, { description: 'The agreement.' })
  readonly agreement!: string;

  @Field(() => Position, {
    nullable: true,
    description:
      'The position of the last event received. The first event then holds the net change since that position: what changed and changed back while nobody listened is not told. Absent: from now on; the first event says from where, and holds no change.',
  })
  readonly after?: number | null;
}

@ObjectType({ description: 'What a period comes to as known at some position.' })
export class PeriodFigures {
  @Has(() => Boolean, 'Whether its statement is issued; the figures are then those of now beside it.')
  readonly issued!: boolean;

  @Has(() => Boolean, 'Whether the period has ended.')
  readonly finished!: boolean;

  @MayHave(() => Digest, 'The digest of the issued statement; null where it is not issued.')
  readonly digest!: string | null;

  @Has(() => Money, 'The credits of the period.')
  readonly credits!: Money;

  @Has(() => Money, 'The bonuses of the period.')
  readonly bonuses!: Money;

  @Has(() => Money, 'The adjustments of earlier periods.')
  readonly adjustments!: Money;

  @Has(() => Money, 'The total as known now.')
  readonly total!: Money;

  @MayHave(() => Money, 'The total as sealed; null where it is not issued.')
  readonly sealedTotal!: Money | null;

  @MayHave(() => Money, 'What hangs on open contests; null where there is none, or none was worked out.')
  readonly atStake!: Money | null;

  @Has(() => Int, 'Service levels that are met.')
  readonly levelsMet!: number;

  @Has(() => Int, 'Service levels that are missed.')
  readonly levelsMissed!: number;
}

@ObjectType({ description: 'A period whose figures changed.' })
export class PeriodChange {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @MayHave(() => PeriodFigures, 'What it came to before; null where it had not begun.')
  readonly before!: PeriodFigures | null;

  @MayHave(() => PeriodFigures, 'What it comes to; null where it is no period any more.')
  readonly after!: PeriodFigures | null;
}

@ObjectType({ description: 'Periods whose figures changed, provisional and issued ones, all of one moment.' })
export class StatementChanged {
  @Has(() => String, 'The agreement.')
  readonly agreement!: string;

  @Has(() => Position, 'The last position that it knows: subscribe `after` it to go on.')
  readonly position!: number;

  @HasMany(
    () => PeriodChange,
    'What changed, in the order of the periods; empty in a first event that only says from where it goes on.',
  )
  readonly periods!: readonly PeriodChange[];
}

@ObjectType({ description: 'Where an exit right stands, as known at some position.' })
export class ExitStanding {
  @Has(() => ExitState, 'Its state.')
  readonly state!: ExitStateWord;

  @Has(() => LocalDate, 'Since when.')
  readonly since!: string;

  @MayHave(() => Decimal, 'How far its condition has come; null where nothing is measured.')
  readonly reached!: string | null;

  @Has(() => Decimal, 'Where the right arises.')
  readonly threshold!: string;

  @MayHave(() => Decimal, 'What is missing until then; null where nothing is measured.')
  readonly distance!: string | null;

  @Has(() => ExitUnit, 'What the three figures count.')
  readonly unit!: ExitUnitWord;

  @MayHave(() => LocalDate, 'The last day for the notice; null where none is due.')
  readonly noticeBy!: string | null;

  @MayHave(() => LocalDate, 'The last day for the cure; null where none runs.')
  readonly curesBy!: string | null;

  @MayHave(() => LocalDate, 'The first day on which it can be exercised; null where that is not known.')
  readonly exercisableFrom!: string | null;

  @MayHave(() => LocalDate, 'The last day on which it can be exercised; null where there is none.')
  readonly exerciseBy!: string | null;

  @MayHave(() => LocalDate, 'The day on which the agreement ends by it; null where that is not known.')
  readonly endsOn!: string | null;
}

@ObjectType({ description: 'An exit right that stands otherwise than before.' })
export class ExitChange {
  @Has(() => String, 'The exit right’s id in the terms.')
  readonly exit!: string;

  @MayHave(() => String, 'Where its clause stands on paper; null where the terms do not say.')
  readonly clause!: string | null;

  @MayHave(() => ExitStanding, 'How it stood; null where there was no such right.')
  readonly before!: ExitStanding | null;

  @MayHave(() => ExitStanding, 'How it stands; null where there is no such right any more.')
  readonly after!: ExitStanding | null;
}

@ObjectType({ description: 'Exit rights that stand otherwise than before, all of one moment.' })
export class ExitStatusChanged {
  @Has(() => String, 'The agreement.')
  readonly agreement!: string;

  @Has(() => Position, 'The last position that it knows: subscribe `after` it to go on.')
  readonly position!: number;

  @HasMany(
    () => ExitChange,
    'What changed, in the order of ids; empty in a first event that only says from where it goes on.',
  )
  readonly exits!: readonly ExitChange[];
}
