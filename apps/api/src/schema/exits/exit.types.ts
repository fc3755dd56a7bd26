import { Int, ObjectType } from '@nestjs/graphql';
import type { ExitOutlook as EngineOutlook, ExitProjection as EngineProjection } from '@tallystick/engine';
import { type ClassOf, Has, HasMany, MayHave, MayHaveMany, unionOf } from '../common/index.js';
import { CombinedNeeds, ExitCondition, ExitState, ExitUnit } from '../enums/exits.js';
import { TargetComparison } from '../enums/figures.js';
import { enumOf } from '../enums/enum-of.js';
import { Decimal, Duration, Instant, LocalDate, Period } from '../scalars/index.js';
import { ExitStatus } from '../statements/exits.js';
import { PlainDocument } from '../statements/document.js';
import { MeasurementPeriod } from '../statements/period.js';
import { KnownPoint } from '../statements/statement.js';

type Outlook<Kind extends EngineOutlook['kind']> = Extract<EngineOutlook, { kind: Kind }>;

@ObjectType({ description: 'The right has arisen: its state says what comes next.' })
class ArisenOutlook implements Outlook<'arisen'> {
  readonly kind!: 'arisen';

  @Has(() => Boolean, 'Always true.', { from: () => true })
  readonly arisen!: boolean;
}

@ObjectType({
  description:
    'So many further misses, and in which periods, where they come as early or as late as possible.',
})
class MissesOutlook implements Outlook<'misses'> {
  readonly kind!: 'misses';

  @Has(() => ExitUnit, 'What has to come.')
  readonly unit!: Outlook<'misses'>['unit'];

  @MayHave(() => String, 'The level that has to miss; null where it is none.', { name: 'missedLevel' })
  readonly serviceLevel!: string | null;

  @Has(() => Int, 'How many, at the fewest.', { name: 'fewestMisses' })
  readonly fewest!: number;

  @HasMany(() => Period, 'In which periods, where they come as early as possible.')
  readonly earliest!: readonly string[];

  @HasMany(() => Period, 'In which periods, where they come as late as possible.')
  readonly latest!: readonly string[];
}

@ObjectType({ description: 'What the periods up to the end of one have to add up to.' })
class AmountUntil {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Decimal, 'The amount.')
  readonly amount!: string;
}

@ObjectType({ description: 'For each of the next periods, what those up to its end have to add up to.' })
class AmountsOutlook implements Outlook<'amounts'> {
  readonly kind!: 'amounts';

  @Has(() => ExitUnit, 'What the amounts count.')
  readonly unit!: Outlook<'amounts'>['unit'];

  @Has(() => Boolean, 'Whether the amount itself is not enough.')
  readonly strict!: boolean;

  @HasMany(() => AmountUntil, 'By period.', { name: 'amounts' })
  readonly until!: readonly AmountUntil[];
}

@ObjectType({ description: 'Than what the mean of the values up to the end of a period has to be worse.' })
class ValueUntil {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Decimal, 'The value, in the unit of the level.')
  readonly value!: string;
}

@ObjectType({
  description: 'For each of the next periods, than what the mean of the values has to be worse.',
})
class MeanOutlook implements Outlook<'mean'> {
  readonly kind!: 'mean';

  @Has(() => ExitUnit, 'What the values count.')
  readonly unit!: Outlook<'mean'>['unit'];

  @Has(() => String, 'The level whose values they are.', { name: 'meanLevel' })
  readonly serviceLevel!: string;

  @Has(() => TargetComparison, 'Which values are worse.')
  readonly worse!: Outlook<'mean'>['worse'];

  @HasMany(() => ValueUntil, 'By period.', { name: 'values' })
  readonly until!: readonly ValueUntil[];
}

const OutlookEvent = enumOf<'outage' | 'ticket'>('OutlookEvent', 'What has to happen.', {
  outage: 'An outage.',
  ticket: 'A ticket that is over its limit.',
});

@ObjectType({ description: 'Something that goes on and may pass the time.' })
class RunningEvent {
  @Has(() => String, 'Its key.')
  readonly key!: string;

  @Has(() => Duration, 'How long it has lasted, or is over its limit.', { name: 'lasted' })
  readonly seconds!: number;

  @MayHave(() => Instant, 'When it passes the time if it goes on; null where that depends on pauses to come.')
  readonly passesAt!: string | null;
}

@ObjectType({
  description: 'So many further events, each longer than, or over its limit by more than, a time.',
})
class EventsOutlook implements Outlook<'events'> {
  readonly kind!: 'events';

  @Has(() => OutlookEvent, 'What has to happen.')
  readonly what!: 'outage' | 'ticket';

  @Has(() => Int, 'How many, at the fewest.', { name: 'fewestEvents' })
  readonly fewest!: number;

  @Has(() => Duration, 'Longer than this.', { name: 'longerThan' })
  readonly longerThanSeconds!: number;

  @MayHave(
    () => LocalDate,
    'The last day on which they may begin so that known ones still count; null where none does.',
  )
  readonly by!: string | null;

  @HasMany(() => RunningEvent, 'What goes on now.')
  readonly running!: readonly RunningEvent[];
}

@ObjectType({
  description: 'One that holds at present, of several conditions that all have to; it has to go on.',
})
class HoldsOutlook implements Outlook<'holds'> {
  readonly kind!: 'holds';

  @Has(() => Boolean, 'Always true.', { from: () => true })
  readonly holds!: boolean;
}

@ObjectType({ description: 'Whatever happens, it cannot arise in these periods.' })
class CannotOutlook implements Outlook<'cannot'> {
  readonly kind!: 'cannot';

  @Has(() => Boolean, 'Always true.', { from: () => true })
  readonly cannot!: boolean;
}

@ObjectType({
  description: 'Several conditions: any of them is enough, or all have to hold at the end of one period.',
})
class CombinedOutlook implements Outlook<'combined'> {
  readonly kind!: 'combined';

  @Has(() => CombinedNeeds, 'How many are needed.')
  readonly needs!: 'any' | 'all';

  @HasMany(() => OutlookBranch, 'What would have to happen for each.')
  readonly branches!: readonly OutlookBranch[];
}

const outlooks = {
  arisen: ArisenOutlook,
  misses: MissesOutlook,
  amounts: AmountsOutlook,
  mean: MeanOutlook,
  events: EventsOutlook,
  combined: CombinedOutlook,
  holds: HoldsOutlook,
  cannot: CannotOutlook,
} satisfies Record<EngineOutlook['kind'], ClassOf>;

const ExitOutlook = unionOf(
  'ExitOutlook',
  'What would have to happen in the next periods for a right to leave to arise.',
  'kind',
  outlooks,
);

@ObjectType({ description: 'One of several conditions, and what would have to happen for it.' })
class OutlookBranch {
  @Has(() => String, '`a` for the first.')
  readonly branch!: string;

  @Has(() => ExitCondition, 'What condition it is.')
  readonly condition!: EngineProjection['condition'];

  @Has(() => ExitOutlook, 'What would have to happen.')
  readonly outlook!: EngineOutlook;
}

@ObjectType({ description: 'One exit right, looked ahead from the end of a period.' })
export class ExitProjection implements EngineProjection {
  @Has(() => String, 'The id of the exit clause.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => ExitCondition, 'When the right arises.')
  readonly condition!: EngineProjection['condition'];

  @MayHaveMany(() => String, 'The services that one may leave with; null: the whole agreement.', {
    name: 'services',
    from: (scope: EngineProjection['scope']) => (scope === 'whole' ? null : scope),
  })
  readonly scope!: EngineProjection['scope'];

  @Has(() => ExitState, 'Where it stands.')
  readonly state!: EngineProjection['state'];

  @HasMany(() => Period, 'The periods looked ahead at, as far as the term reaches.')
  readonly ahead!: readonly string[];

  @Has(() => ExitOutlook, 'What would have to happen in them.')
  readonly outlook!: EngineOutlook;
}

@ObjectType({
  description:
    'May the client leave, under which clause, how far is it from there, and what would have to happen?',
})
export class ExitAnswer {
  @Has(() => MeasurementPeriod, 'The last period looked at.')
  readonly period!: MeasurementPeriod;

  @Has(() => KnownPoint, 'Up to which fact it is known (axis of recording).')
  readonly knownAt!: KnownPoint;

  @Has(() => Instant, 'Up to when days pass and clocks run.')
  readonly valuedAt!: string;

  @HasMany(() => ExitStatus, 'Each exit right.')
  readonly exits!: readonly ExitStatus[];

  @HasMany(
    () => ExitProjection,
    'What would have to happen for each; empty where no periods ahead are asked for.',
  )
  readonly ahead!: readonly ExitProjection[];

  @Has(() => PlainDocument, 'The same in words for people.')
  readonly document!: PlainDocument;
}
