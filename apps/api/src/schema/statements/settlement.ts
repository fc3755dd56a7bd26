import { ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, Money, unionOf } from '../common/index.js';
import { Verdict } from '../enums/figures.js';
import { Decimal, Period } from '../scalars/index.js';

type Cause<Kind extends engine.AdjustmentCause['kind']> = Extract<engine.AdjustmentCause, { kind: Kind }>;

@ObjectType({ implements: () => [RestsOnFacts], description: 'Facts that were recorded since.' })
class FactsCause extends RestsOnFacts implements Cause<'facts'> {
  readonly kind!: 'facts';

  @Has(
    () => String,
    'What they are about: a ticket, an outage, a maintenance, a relief, a measurement, a claim and so on.',
  )
  readonly subject!: string;

  @Has(() => String, 'Its key.')
  readonly key!: string;

  @HasMany(() => String, 'The levels that they change.')
  readonly serviceLevels!: readonly string[];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'An amendment, correction or rescission that was recorded since.',
})
class TermsCause extends RestsOnFacts implements Cause<'terms'> {
  readonly kind!: 'terms';

  @Has(() => String, 'What the amendment is called.')
  readonly amendment!: string;
}

@ObjectType({ description: 'A clock that ran then is past its limit now.' })
class TimePassedCause implements Cause<'time-passed'> {
  readonly kind!: 'time-passed';

  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;

  @HasMany(() => String, 'The levels that it changes.')
  readonly serviceLevels!: readonly string[];
}

@ObjectType({
  description: 'Something else than a clock that was not due then: an obligation, a report, the period.',
})
class DuePassedCause implements Cause<'due-passed'> {
  readonly kind!: 'due-passed';

  @Has(() => String, 'What it is.')
  readonly subject!: string;

  @Has(() => String, 'Its key.')
  readonly key!: string;

  @HasMany(() => String, 'The levels that it changes.')
  readonly serviceLevels!: readonly string[];
}

@ObjectType({ description: 'An earlier period comes out otherwise, and this one depends on it.' })
class EarlierPeriodCause implements Cause<'earlier-period'> {
  readonly kind!: 'earlier-period';

  @Has(() => Period, 'The earlier period.')
  readonly period!: string;

  @HasMany(() => String, 'The levels that it changes.')
  readonly serviceLevels!: readonly string[];
}

@ObjectType({ description: 'Nothing known changed it: the time-zone database did.' })
class TimeZonesCause implements Cause<'time-zones'> {
  readonly kind!: 'time-zones';

  @Has(() => String, 'The version it was stated with.', { name: 'versionBefore' })
  readonly was!: string;

  @Has(() => String, 'The version now.', { name: 'versionNow' })
  readonly is!: string;
}

const causeTypes = {
  facts: FactsCause,
  terms: TermsCause,
  'time-passed': TimePassedCause,
  'due-passed': DuePassedCause,
  'earlier-period': EarlierPeriodCause,
  'time-zones': TimeZonesCause,
} satisfies Record<engine.AdjustmentCause['kind'], unknown>;

export const AdjustmentCause = unionOf(
  'AdjustmentCause',
  'What a change of an already stated period comes from.',
  'kind',
  causeTypes,
);

@ObjectType({ description: 'How a service level came out, in a stated period.' })
export class StatedLevel implements engine.StatedLevel {
  @Has(() => Verdict, 'Whether it was kept.')
  readonly verdict!: engine.Verdict;

  @MayHave(() => Decimal, 'The value, in its unit; null where there is none.')
  readonly value!: string | null;

  @MayHave(() => Money, 'The money that it credits; null where it has none.')
  readonly credit!: string | null;

  @MayHave(() => Decimal, 'The points that it scores; null where it has none.')
  readonly points!: string | null;
}

@ObjectType({ description: 'A service level of a stated period that comes out otherwise.' })
export class AdjustedLevel {
  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => StatedLevel, 'As stated; null where it was not there.')
  readonly was!: StatedLevel | null;

  @MayHave(() => StatedLevel, 'As known now; null where it is not there.')
  readonly is!: StatedLevel | null;
}

@ObjectType({ description: 'Points of a stated period, and what they are now.' })
export class AdjustedPoints {
  @Has(() => Decimal, 'As stated, with the adjustments since.')
  readonly was!: string;

  @Has(() => Decimal, 'As known now.')
  readonly is!: string;

  @Has(() => Decimal, 'The difference.')
  readonly difference!: string;
}

@ObjectType({
  description:
    'What an already stated period comes to otherwise, as known now. A stated period is never restated in place.',
})
export class Adjustment implements engine.Adjustment {
  @Has(() => Period, 'The period that was stated otherwise.')
  readonly period!: string;

  @HasMany(() => String, 'The ids of the StatementIssued facts that stated it, and its adjustments since.', {
    name: 'statedByFactIds',
  })
  readonly statedBy!: readonly string[];

  @Has(() => Money, 'As stated, with the adjustments since.')
  readonly was!: string;

  @Has(() => Money, 'As known now.')
  readonly is!: string;

  @Has(() => Money, 'The difference, which is added to this statement’s settlement.')
  readonly difference!: string;

  @Has(() => AdjustedPoints, 'The same for points.')
  readonly points!: AdjustedPoints;

  @HasMany(() => AdjustedLevel, 'The service levels that come out otherwise.')
  readonly serviceLevels!: readonly AdjustedLevel[];

  @HasMany(() => AdjustmentCause, 'What it comes from.', { rows: 2 })
  readonly causes!: readonly engine.AdjustmentCause[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({
  description:
    'What is paid with a statement, where the terms do not settle every period, and what is left to accrue.',
})
class SettlementPayment implements engine.SettlementPayment {
  @Has(() => Money, 'What the statements issued for earlier periods come to and have not paid.')
  readonly accruedBefore!: string;

  @Has(
    () => Money,
    'All that is accrued where this period settles, else 0: accrued before + total = paid + accrued after.',
  )
  readonly paid!: string;

  @Has(() => Money, 'What is left to accrue.')
  readonly accruedAfter!: string;

  @Has(() => Period, 'The period whose statement pays it: this one, or the next that settles.')
  readonly settledIn!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'What the client is owed by a statement; negative: the client owes it back.' })
export class Settlement implements engine.Settlement {
  @Has(() => String, 'The ISO 4217 code of the currency.')
  readonly currency!: string;

  @Has(() => Money, 'The credits that are payable.')
  readonly credits!: string;

  @Has(() => Money, 'What the client owes for bonuses.')
  readonly bonuses!: string;

  @Has(() => Money, 'What the client gives back of earlier credits.')
  readonly earnBacks!: string;

  @Has(() => Money, 'What the period itself comes to: credits less bonuses and earn-backs.')
  readonly net!: string;

  @Has(() => Money, 'The sum of the adjustments.')
  readonly adjustments!: string;

  @Has(() => Money, 'All together.')
  readonly total!: string;

  @Has(() => Decimal, 'Points, with those of the adjustments.')
  readonly points!: string;

  @MayHave(() => SettlementPayment, 'When it is paid; null where the terms settle every period.')
  readonly payment?: SettlementPayment;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description:
    'A contest that is not settled; the contested fact counts until it is. Its facts are those of the contest itself.',
})
export class OpenContest extends RestsOnFacts implements Omit<engine.OpenContest, 'fact'> {
  @Has(() => String, 'The id of the contested fact.', { name: 'contestedFactId' })
  readonly fact!: string;

  @MayHave(() => String, 'The ticket that the contested fact is about; null where it is about none.')
  readonly ticket!: string | null;

  @Has(() => String, 'The party that contests it.')
  readonly contestedBy!: string;

  @MayHave(
    () => Money,
    'What this statement’s total would change by were the contest upheld; null where that was not worked out.',
  )
  readonly atStake!: string | null;
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description:
    'A ticket with facts in the period but without an opening (a cut export): no clock can be read of it.',
})
export class IncompleteTicket extends RestsOnFacts {
  @Has(() => String, 'The ticket’s key.')
  readonly ticket!: string;
}
