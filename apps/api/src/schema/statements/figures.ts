import { ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { TargetComparison } from '../enums/figures.js';
import { Decimal, ExactNumber } from '../scalars/index.js';

@ObjectType({
  description:
    'A measured value. Of `PERCENT` numerator and denominator are what was counted (38 of 40) and `decimal` is the percentage (95); ' +
    'of other units `decimal` is numerator / denominator.',
})
export class MeasuredValue implements engine.MeasuredValue {
  @Has(() => Decimal, 'What was counted.')
  readonly numerator!: string;

  @Has(() => Decimal, 'What it is counted of.')
  readonly denominator!: string;

  @Has(
    () => Decimal,
    'The value in the unit of its level, rounded half-up to 12 places where it has no shorter form.',
  )
  readonly decimal!: string;
}

/** Money that was worked out; types that are such a figure extend it. */
@ObjectType({ isAbstract: true })
export abstract class MoneyFigureFields implements engine.MoneyFigure {
  @Has(() => ExactNumber, 'The exact amount before rounding, in the currency of the agreement.')
  readonly exact!: string;

  @Has(() => Money, 'The amount, rounded once to the currency.')
  readonly amount!: string;
}

@ObjectType({
  description: 'Money that was worked out: the exact figure, and what it comes to when rounded once.',
})
export class MoneyFigure extends MoneyFigureFields {}

@ObjectType({ description: 'The target that a value is held against.' })
export class Target implements engine.TargetStatement {
  @Has(() => TargetComparison, 'How they are compared.')
  readonly comparison!: engine.TargetStatement['comparison'];

  @Has(() => Decimal, 'The expected value, in the unit of the level.')
  readonly expected!: string;

  @MayHave(() => Decimal, 'The minimum, below which more follows; null where the terms have none.')
  readonly minimum!: string | null;
}

@ObjectType({ description: 'A party of the agreement beside client and provider.' })
export class ThirdParty {
  @Has(() => String, 'Its short name in the terms, by which facts call it.')
  readonly name!: string;

  @Has(() => String, 'Its full name.')
  readonly fullName!: string;
}

@ObjectType({ description: 'Who made the agreement.' })
export class Parties {
  @Has(() => String, 'The client’s name.')
  readonly client!: string;

  @Has(() => String, 'The provider’s name.')
  readonly provider!: string;

  @HasMany(() => ThirdParty, 'Others that the terms name.', {
    from: (others: Readonly<Record<string, string>>): ThirdParty[] =>
      Object.entries(others).map(([name, fullName]) => ({ name, fullName })),
    rows: 2,
  })
  readonly others!: engine.Statement['parties']['others'];
}
