import { ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Because } from '../because/because.js';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { BonusRefusedReason, PriceKind, SettledByMeans } from '../enums/money.js';
import { Decimal, ExactNumber, LocalDate, Period } from '../scalars/index.js';
import { CapLine } from './credits.js';
import { MoneyFigure, MoneyFigureFields } from './figures.js';

@ObjectType({ description: 'Why a level earns no bonus.' })
export class BonusRefused implements engine.BonusRefused {
  @Has(() => BonusRefusedReason, 'The reason.')
  readonly reason!: engine.BonusRefused['reason'];

  @HasMany(() => String, 'The levels, or the occurrences of the obligation, that disqualify it.', { rows: 2 })
  readonly by!: readonly string[];
}

@ObjectType({ description: 'How one part of the period was rewarded: price, at most.' })
export class BonusPart implements engine.BonusPart {
  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => PriceKind, 'How it is priced.')
  readonly kind!: engine.BonusPart['kind'];

  @Has(() => Decimal, 'The price.')
  readonly price!: string;

  @MayHave(() => ExactNumber, 'What it is of: charges; null where it is of nothing.')
  readonly base!: string | null;

  @Has(() => ExactNumber, 'What it comes to before what it may be at most.')
  readonly priced!: string;

  @Has(() => ExactNumber, 'What it comes to after that.')
  readonly exact!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'The bonus of a service level.' })
export class BonusLine extends MoneyFigureFields implements engine.BonusLine {
  @Has(() => String, 'The level’s id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => SettledByMeans, 'Whether the client pays it, or it goes into the bank.')
  readonly settledBy!: engine.BonusLine['settledBy'];

  @MayHave(() => BonusRefused, 'Why nothing is earned; null where something is.')
  readonly refused!: BonusRefused | null;

  @HasMany(() => BonusPart, 'How each part of the period was rewarded.', { rows: 1 })
  readonly parts!: readonly BonusPart[];

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'The bonuses of the period.' })
export class Bonuses implements engine.BonusesStatement {
  @HasMany(() => BonusLine, 'Each level that has one.')
  readonly lines!: readonly BonusLine[];

  @Has(() => MoneyFigure, 'The exact sum of the lines, and the sum of the rounded ones.')
  readonly combined!: MoneyFigure;

  @MayHave(() => CapLine, 'What bonuses may come to at most; null where the terms say nothing.')
  readonly cap!: CapLine | null;

  @Has(() => Money, 'What the client owes for the period’s bonuses.')
  readonly paid!: string;

  @Has(() => Money, 'What they add to the bank.')
  readonly banked!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'A credit, or a share of it, that comes back to the provider in this period.' })
export class EarnBackLine extends MoneyFigureFields implements engine.EarnBackLine {
  @Has(() => String, 'The id of the earn-back clause.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @Has(() => String, 'The level whose credit it is.')
  readonly serviceLevel!: string;

  @Has(() => Period, 'The period in which the credit was payable.')
  readonly creditPeriod!: string;

  @Has(() => Money, 'What of it was payable.')
  readonly credit!: string;

  @Has(() => Money, 'What of that had come back before.')
  readonly givenBefore!: string;

  @Has(() => SettledByMeans, 'Whether the client pays it, or it goes into the bank.')
  readonly settledBy!: engine.EarnBackLine['settledBy'];

  @Has(
    () => Money,
    'What of it goes into the bank: all that is settled so, else what the bank had paid of the credit.',
  )
  readonly banked!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({
  description:
    'What can be set against later credits, and against nothing else; what is left of it ends with the term.',
})
export class Bank implements engine.BankStatement {
  @Has(() => Money, 'What was in it before the period.')
  readonly before!: string;

  @Has(() => Money, 'What the period adds; usable from the next one on.')
  readonly added!: string;

  @Has(() => Money, 'What of it pays this period’s credits.')
  readonly used!: string;

  @Has(() => Money, 'What is in it after the period.')
  readonly after!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}

@ObjectType({ description: 'Credits that the provider earned back in this period.' })
export class EarnBacks implements engine.EarnBacksStatement {
  @HasMany(() => EarnBackLine, 'Each credit that comes back.')
  readonly lines!: readonly EarnBackLine[];

  @Has(() => Bank, 'The bank.')
  readonly bank!: Bank;

  @Has(
    () => Money,
    'What the client gives back: lines that are paid, and what the bank pays of this period’s credits.',
  )
  readonly paid!: string;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;
}
