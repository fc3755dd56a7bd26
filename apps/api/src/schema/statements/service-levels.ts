import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { DecidedBy, InstanceKind, Unit, Verdict } from '../enums/figures.js';
import { Decimal, Digest, LocalDate } from '../scalars/index.js';
import { Evidence } from './evidence.js';
import { MeasuredValue, Target } from './figures.js';
import { MeasurementWindow } from './period.js';

@ObjectType({
  description:
    'A service level over one part of the period. There is one part unless the terms say `midPeriod: segment`.',
})
export class ServiceLevelPart implements engine.ServiceLevelPart {
  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => Int, 'How many days.')
  readonly days!: number;

  @Has(() => Digest, 'The digest of the terms that it is measured under.')
  readonly termsDigest!: string;

  @MayHave(() => String, 'Where the level stands on paper.')
  readonly clause!: string | null;

  @Has(() => String, 'The kind of measure, as the terms call it.')
  readonly measure!: string;

  @Has(() => Unit, 'What the value counts.')
  readonly unit!: engine.Unit;

  @Has(() => Verdict, 'Whether it was kept.')
  readonly verdict!: engine.Verdict;

  @Has(() => DecidedBy, 'What decided that.')
  readonly decidedBy!: engine.DecidedBy;

  @Has(() => Boolean, 'Whether the value is below the minimum.')
  readonly belowMinimum!: boolean;

  @MayHave(() => MeasuredValue, 'The value; null where nothing was measured.')
  readonly value!: MeasuredValue | null;

  @MayHave(
    () => Decimal,
    'The value as compared, where the terms bring it to a number of places first; else the same. Null where there is none.',
  )
  readonly compared!: string | null;

  @Has(() => Target, 'What it is held against.')
  readonly target!: Target;

  @MayHave(
    () => Int,
    'What was counted: tickets, readings, reports’ denominators; null where the measure has no volume.',
  )
  readonly volume!: number | null;

  @MayHave(() => Int, 'How many of them missed; null where the measure does not count misses.')
  readonly misses!: number | null;

  @Has(() => Evidence, 'What it was measured from.')
  readonly evidence!: engine.Evidence;

  @MayHave(
    () => MeasurementWindow,
    'What it was measured over where that is not the part itself; null where it is.',
  )
  readonly window!: MeasurementWindow | null;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'What a service level is an instance of that stands for one of several values.' })
export class ServiceLevelInstance {
  @Has(() => String, 'The level that it is one of.')
  readonly of!: string;

  @Has(() => InstanceKind, 'What tells the instances apart.')
  readonly by!: NonNullable<engine.ServiceLevelStatement['instance']>['by'];

  @Has(() => String, 'The value that this one stands for.')
  readonly value!: string;
}

@ObjectType({ description: 'A service level in the period.' })
export class ServiceLevelResult implements engine.ServiceLevelStatement {
  @Has(() => String, 'The level’s id in the terms; of one of several instances `level/value`.')
  readonly id!: string;

  @MayHave(() => ServiceLevelInstance, 'Which of several instances it is; null for any other level.')
  readonly instance!: ServiceLevelInstance | null;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is called.')
  readonly title!: string | null;

  @Has(() => Verdict, 'Whether it was kept.')
  readonly verdict!: engine.Verdict;

  @Has(() => Boolean, 'Whether the value is below the minimum.')
  readonly belowMinimum!: boolean;

  @Has(() => Unit, 'What the value counts.')
  readonly unit!: engine.Unit;

  @MayHave(
    () => MeasuredValue,
    'Null where nothing was measured, and where several parts each have their own.',
  )
  readonly value!: MeasuredValue | null;

  @Has(() => Target, 'What it is held against.')
  readonly target!: Target;

  @MayHave(() => Int, 'What was counted; null where the measure has no volume.')
  readonly volume!: number | null;

  @MayHave(() => Int, 'How many of them missed; null where the measure does not count misses.')
  readonly misses!: number | null;

  @Has(() => Int, 'Periods missed in a row up to and with this one; 0 where it is not missed.')
  readonly missesInARow!: number;

  @HasMany(() => ServiceLevelPart, 'The parts of the period, each measured for itself.', { rows: 1 })
  readonly parts!: readonly ServiceLevelPart[];

  @MayHave(() => Money, 'The money that it credits in this period; null where it has no money credit.')
  readonly credit!: string | null;

  @MayHave(() => Decimal, 'The points that it scores; null where it has none.')
  readonly points!: string | null;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}
