import { ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { RestsOnFacts } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, MayHaveMany, Money } from '../common/index.js';
import {
  ClaimStatus,
  CreditState,
  LineOf,
  LineStandingKind,
  MinimumComparison,
  PriceKind,
} from '../enums/money.js';
import { Decimal, ExactNumber, Instant, LocalDate } from '../scalars/index.js';
import { MoneyFigure, MoneyFigureFields } from './figures.js';

@ObjectType({ description: 'What combining the lines of a period leaves of one of them.' })
export class LineStanding implements engine.LineStanding {
  @Has(() => LineStandingKind, 'Whether it stands, or to what it gives way.')
  readonly kind!: engine.LineStanding['kind'];

  @HasMany(() => String, 'The lines that it gives way to.', { rows: 2 })
  readonly by!: readonly string[];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description:
    'Money that is claimed together, where the limit for claiming runs from events. Its facts are the claims that count.',
})
export class ClaimPortion extends RestsOnFacts implements engine.ClaimPortion {
  @HasMany(() => String, 'Tickets, outages, changes or occurrences; none where it is not known which.', {
    rows: 2,
  })
  readonly events!: readonly string[];

  @Has(() => ClaimStatus, 'How it stands.')
  readonly status!: engine.ClaimPortion['status'];

  @MayHave(
    () => Instant,
    'The last instant at which a claim is in time; null where its start is not known yet.',
  )
  readonly claimBy!: string | null;

  @Has(() => Money, 'What may be claimed.')
  readonly amount!: string;

  @Has(() => Money, 'What was claimed in time.')
  readonly claimed!: string;

  @HasMany(() => String, 'The ids of claims that came too late.', { name: 'lateFactIds', rows: 1 })
  readonly lateFacts!: readonly string[];

  @HasMany(() => String, 'The ids of claims made before anything of it had happened.', {
    name: 'earlyFactIds',
    rows: 1,
  })
  readonly earlyFacts!: readonly string[];
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description: 'How a credit stands with regard to being claimed. Its facts are the claims that count.',
})
export class LineClaim extends RestsOnFacts implements engine.LineClaim {
  @Has(() => ClaimStatus, 'How it stands.')
  readonly status!: engine.LineClaim['status'];

  @MayHave(
    () => Instant,
    'The last instant at which a claim is in time; null where none is needed or its start is not known yet.',
  )
  readonly claimBy!: string | null;

  @MayHave(() => Money, 'What was claimed, where the claim names less than the credit; else null.')
  readonly amount!: string | null;

  @HasMany(() => String, 'The ids of claims that came too late.', { name: 'lateFactIds', rows: 1 })
  readonly lateFacts!: readonly string[];

  @MayHaveMany(
    () => ClaimPortion,
    'What is claimed together, by when; null where the limit does not run from events.',
    { rows: 2 },
  )
  readonly portions?: readonly ClaimPortion[];
}

@ObjectType({
  description: 'What one event of a line is worth, where the terms combine credits by incident.',
})
export class PricedEvent {
  @Has(() => String, 'The event’s key.')
  readonly key!: string;

  @Has(() => String, 'The incident that it belongs to.')
  readonly incident!: string;

  @Has(() => ExactNumber, 'What it is worth, before rounding, in the currency of the agreement.')
  readonly exact!: string;
}

@ObjectType({
  description:
    'How one part of the period was priced, step by step: price × units × repeat factor + surcharge, at most.',
})
export class CreditPart implements engine.CreditPart {
  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => PriceKind, 'How it is priced.')
  readonly kind!: engine.CreditPart['kind'];

  @Has(() => Decimal, 'The price of the band, unit or event; of a refund its factor.')
  readonly price!: string;

  @Has(
    () => ExactNumber,
    'How often the price is due; of a refund the share of the service time that was lost.',
  )
  readonly units!: string;

  @MayHave(
    () => ExactNumber,
    'What it is of: charges, or for a weight the pool’s part of what is at risk. Null where it is of nothing.',
  )
  readonly base!: string | null;

  @Has(() => Decimal, 'The factor for repeated misses.')
  readonly factor!: string;

  @Has(() => ExactNumber, 'What is added.')
  readonly surcharge!: string;

  @Has(() => ExactNumber, 'What it comes to before what it may be at most.')
  readonly priced!: string;

  @Has(() => ExactNumber, 'What it comes to after that; in points for points.')
  readonly exact!: string;

  @HasMany(
    () => PricedEvent,
    'What each event is worth, for prices per event combined by incident; else empty.',
    { rows: 2 },
  )
  readonly events!: readonly PricedEvent[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({
  description:
    'One line of credits: a service level, an obligation, or points turned into money. Its amount is as priced; `owed` is what the client gets.',
})
export class CreditLine extends MoneyFigureFields implements engine.CreditLine {
  @Has(() => LineOf, 'What it is for.')
  readonly of!: engine.LineOf;

  @Has(() => String, 'The id of the level or obligation.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => LineStanding, 'Whether it stands beside the others.')
  readonly standing!: LineStanding;

  @Has(() => MoneyFigure, 'What combining leaves of it.')
  readonly kept!: MoneyFigure;

  @Has(() => LineClaim, 'How it stands with its claim.')
  readonly claim!: LineClaim;

  @Has(() => Money, 'What of it is owed: all that is kept, or as much as was claimed in time.')
  readonly owed!: string;

  @Has(() => CreditState, 'How far it has come.')
  readonly state!: engine.CreditState;

  @HasMany(() => CreditPart, 'How each part of the period was priced.', { rows: 1 })
  readonly parts!: readonly CreditPart[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'The points of a service level or an obligation.' })
export class PointsLine implements engine.PointsLine {
  @Has(() => LineOf, 'What they are for.')
  readonly of!: engine.PointsLine['of'];

  @Has(() => String, 'The id of the level or obligation.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => Decimal, 'How many.')
  readonly points!: string;

  @HasMany(() => CreditPart, 'How each part of the period was priced.', { rows: 1 })
  readonly parts!: readonly CreditPart[];

  @Has(() => Because, 'Why they are what they are.')
  readonly because!: Because;
}

@ObjectType({ description: 'A cap over its window; its amount is the cap itself.' })
export class CapLine extends MoneyFigureFields implements engine.CapLine {
  @Has(() => String, 'The cap’s id in the terms.')
  readonly id!: string;

  @MayHaveMany(() => String, 'The levels whose credits it limits; null: all credits.')
  readonly serviceLevels!: readonly string[] | null;

  @Has(() => Money, 'What was payable under it in earlier periods of its window.')
  readonly usedBefore!: string;

  @Has(() => MoneyFigure, 'What is left of it for this period.')
  readonly room!: MoneyFigure;

  @Has(() => ExactNumber, 'What it was held against, before rounding.')
  readonly against!: string;

  @Has(() => Boolean, 'Whether that is more than the room.')
  readonly reached!: boolean;

  @Has(() => Money, 'What it takes away for good; 0 where it is not reached.')
  readonly lost!: string;

  @Has(() => Money, 'What it carries into the next period; 0 where it is not reached.')
  readonly carried!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'The smallest amount of credits that is paid.' })
export class MinimumLine implements engine.MinimumLine {
  @Has(() => Money, 'The amount.')
  readonly amount!: string;

  @Has(() => MinimumComparison, 'Whether the amount itself is enough.')
  readonly comparison!: engine.MinimumLine['comparison'];

  @Has(() => Boolean, 'Whether the credits of the period were too small.')
  readonly applied!: boolean;

  @Has(() => Money, 'What it takes away for good.')
  readonly lost!: string;

  @Has(() => Money, 'What it carries into the next period.')
  readonly carried!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'Part of what is carried: what it was for.' })
export class CarriedFor extends MoneyFigureFields {
  @Has(() => LineOf, 'What it is for.')
  readonly of!: engine.LineOf;

  @Has(() => String, 'The id of the level or obligation.')
  readonly id!: string;
}

@ObjectType({ description: 'Credits carried over the end of a period.' })
export class CarriedCredits extends MoneyFigureFields implements engine.CarriedCredits {
  @HasMany(() => CarriedFor, 'What they were for.')
  readonly for!: readonly CarriedFor[];
}

@ObjectType({
  description:
    'What the client is credited in the period, step by step. Combined + carried in = payable + lost + carried out.',
})
export class Credits implements engine.CreditsStatement {
  @HasMany(() => CreditLine, 'Each service level, obligation, or points turned into money.')
  readonly lines!: readonly CreditLine[];

  @Has(() => MoneyFigure, 'The exact sum of what lines keep, and the sum of what is owed of them.')
  readonly combined!: MoneyFigure;

  @Has(() => CarriedCredits, 'What earlier periods carried into this one.')
  readonly carriedIn!: CarriedCredits;

  @HasMany(() => CapLine, 'The caps, in the order of the terms.', { rows: 2 })
  readonly caps!: readonly CapLine[];

  @MayHave(() => MinimumLine, 'The smallest amount that is paid; null where the terms have none.')
  readonly minimum!: MinimumLine | null;

  @Has(() => Money, 'What caps and the minimum take away for good.')
  readonly lost!: string;

  @Has(() => CarriedCredits, 'What they carry into the next period.')
  readonly carriedOut!: CarriedCredits;

  @Has(() => Money, 'What the client is owed for this period’s own misses.')
  readonly payable!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'Points of the period, beside the money.' })
export class Points implements engine.PointsStatement {
  @HasMany(() => PointsLine, 'Each service level or obligation that scores.')
  readonly lines!: readonly PointsLine[];

  @Has(() => Decimal, 'All of them.')
  readonly total!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}
