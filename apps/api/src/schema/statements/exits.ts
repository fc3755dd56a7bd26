import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because, Operand, operandList } from '../because/because.js';
import { RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, MayHaveMany } from '../common/index.js';
import { CureTest, ExitCondition, ExitMoverKind, ExitState, ExitUnit } from '../enums/exits.js';
import { Verdict } from '../enums/figures.js';
import { Decimal, Instant, LocalDate, Period } from '../scalars/index.js';

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'One step in the life of an exit right, on a local day.',
})
export class ExitStep extends RestsOnFacts implements engine.ExitStep {
  @Has(() => ExitState, 'The state after it.')
  readonly state!: engine.ExitState;

  @Has(() => LocalDate, 'The day.')
  readonly on!: string;

  @Has(() => String, 'What moved it, or what was tried.')
  readonly rule!: string;

  @MayHave(() => String, 'Where what was tried changes nothing: why. Else null.')
  readonly refused!: string | null;

  @HasMany(() => Operand, 'What went into it.', { from: operandList })
  readonly operands!: engine.ExitStep['operands'];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'One thing that the condition of an exit right counts at present.',
})
class ExitMover extends RestsOnFacts implements engine.ExitMover {
  @Has(() => ExitMoverKind, 'What it is.')
  readonly kind!: engine.ExitMover['kind'];

  @Has(() => String, 'The label of the period, or the key of the outage, ticket or occurrence.')
  readonly key!: string;

  @Has(() => LocalDate, 'The last day of the period, or the day from which on it counts.')
  readonly on!: string;

  @MayHave(() => Instant, 'The instant from which on it counts; null of a period.')
  readonly at!: string | null;

  @MayHave(
    () => Decimal,
    'What it adds, in the unit of the condition (seconds of single events); null where it counts once.',
  )
  readonly amount!: string | null;
}

@ObjectType({ description: 'A period that an exit condition looks at.' })
class ExitWindowPeriod {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @MayHave(() => Verdict, 'How the level came out; null where the condition is on no level.')
  readonly verdict!: engine.Verdict | null;

  @MayHave(() => Boolean, 'Whether it was below its minimum; null where the condition is on no level.')
  readonly belowMinimum!: boolean | null;

  @MayHave(() => Decimal, 'What it adds, in the unit of the condition; null where it counts once.')
  readonly amount!: string | null;

  @Has(() => Boolean, 'Whether it counts.')
  readonly counts!: boolean;
}

@ObjectType({ isAbstract: true })
abstract class ExitFigures {
  @Has(() => ExitCondition, 'When the right arises.')
  readonly condition!: engine.ExitStatus['condition'];

  @MayHave(
    () => String,
    'The level that the figures are of: of one of several the nearest. Null where the condition is on none.',
  )
  readonly serviceLevel!: string | null;

  @MayHave(() => Decimal, 'What stands at the end of the period, in `unit`; null where there is nothing yet.')
  readonly reached!: string | null;

  @Has(() => Decimal, 'The threshold, in `unit`.')
  readonly threshold!: string;

  @MayHave(() => Decimal, 'What is missing to the threshold (0 where the condition holds), in `unit`.')
  readonly distance!: string | null;

  @Has(() => Boolean, 'Where it is true the threshold itself is not enough: it has to be passed.')
  readonly strict!: boolean;

  @Has(() => ExitUnit, 'What reached, threshold and distance count.')
  readonly unit!: engine.ExitUnit;

  @MayHave(
    () => LocalDate,
    'The last day on which what is missing may still come and open the right; null where it does not apply.',
  )
  readonly by!: string | null;

  @HasMany(() => ExitWindowPeriod, 'The periods looked at, oldest first.', { rows: 4 })
  readonly window!: readonly ExitWindowPeriod[];

  @HasMany(() => ExitMover, 'What the condition counts at present.', { rows: 5 })
  readonly movedBy!: readonly ExitMover[];

  @Has(() => Because, 'Why it stands as it does.')
  readonly because!: Because;
}

@ObjectType({ description: 'One of several conditions of an exit right, and how it stands.' })
export class ExitBranch extends ExitFigures implements engine.ExitBranchStatus {
  @Has(() => String, '`a` for the first.')
  readonly branch!: string;

  @Has(() => Boolean, 'Whether it holds.')
  readonly fulfilled!: boolean;

  @MayHaveMany(() => ExitBranch, 'Of several conditions in turn, how each stands; null where it is one.', {
    rows: 2,
  })
  readonly branches?: readonly ExitBranch[];
}

@ObjectType({ description: 'Since when the state of an exit right has been what it is.' })
export class ExitSince {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => LocalDate, 'The day.')
  readonly from!: string;
}

@ObjectType({ description: 'A right to leave, as it stands.' })
export class ExitStatus extends ExitFigures implements engine.ExitStatus {
  @Has(() => String, 'The id of the exit clause.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHaveMany(() => String, 'The services that one may leave with; null: the whole agreement.', {
    name: 'services',
    from: (scope: engine.ExitStatus['scope']) => (scope === 'whole' ? null : scope),
  })
  readonly scope!: engine.ExitStatus['scope'];

  @Has(() => ExitState, 'Where it stands.')
  readonly state!: engine.ExitState;

  @Has(() => ExitSince, 'Since when.')
  readonly since!: ExitSince;

  @MayHave(() => LocalDate, 'The day on which the condition held; null where it did not.')
  readonly armedOn!: string | null;

  @MayHave(() => LocalDate, 'The last day for serving notice; null where none runs.')
  readonly noticeBy!: string | null;

  @MayHave(() => LocalDate, 'The day on which notice was served; null where none was.')
  readonly noticedOn!: string | null;

  @MayHave(() => LocalDate, 'The last day for curing; null where none runs.')
  readonly curesBy!: string | null;

  @MayHave(() => LocalDate, 'The first day on which the right can be used; null where it cannot.')
  readonly exercisableFrom!: string | null;

  @MayHave(() => LocalDate, 'The last day on which it can be used; null where it cannot, or does not end.')
  readonly exerciseBy!: string | null;

  @MayHave(() => LocalDate, 'The day on which it was used; null where it was not.')
  readonly exercisedOn!: string | null;

  @MayHave(() => LocalDate, 'The last day of the notice after it was used; null where it was not.')
  readonly endsOn!: string | null;

  @MayHave(() => Int, 'Calendar days to cure after a notice; null where the terms say nothing.')
  readonly cureDays!: number | null;

  @MayHave(() => CureTest, 'What counts as a cure; null where there is none.')
  readonly cureTest!: engine.ExitStatus['cureTest'];

  @MayHave(() => Int, 'Calendar days of notice before leaving; null where the terms say nothing.')
  readonly noticeDays!: number | null;

  @HasMany(() => Period, 'Earlier and present periods at whose end, or in which, the condition held.', {
    rows: 3,
  })
  readonly heldIn!: readonly string[];

  @HasMany(() => ExitStep, 'The life of the right so far, oldest first.', { rows: 3 })
  readonly steps!: readonly ExitStep[];

  @MayHaveMany(() => ExitBranch, 'Of several conditions, how each stands; null where it is one.', { rows: 2 })
  readonly branches?: readonly ExitBranch[];
}
