import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { enumOf } from '../enums/enum-of.js';
import { Decimal, Digest, JSONValue, LocalDate, Period } from '../scalars/index.js';
import { PlainDocument } from '../statements/document.js';
import { Currency, KnownPoint } from '../statements/statement.js';

export const ProposalKind = enumOf<'terms' | 'amendment'>('ProposalKind', 'What is proposed.', {
  terms: 'Whole terms, as if they had been signed instead of everything recorded.',
  amendment: 'One more amendment of what is recorded.',
});

const SimulatedUnit = enumOf<engine.SimulatedUnit>('SimulatedUnit', 'What a figure counts.', {
  word: 'A word: a verdict, a state, yes or no.',
  money: 'Money, in the currency of the agreement.',
  points: 'Points.',
  percent: 'Percent.',
  seconds: 'Seconds.',
  number: 'A plain number.',
  count: 'How many.',
});

const SimulatedClauseKind = enumOf<engine.SimulatedClauseKind>('SimulatedClauseKind', 'What a clause is.', {
  charge: 'A charge.',
  'service-level': 'A service level.',
  obligation: 'An obligation.',
  review: 'A review.',
  escalation: 'An escalation ladder.',
  points: 'Points.',
  cap: 'A cap.',
  credits: 'The rules that hold for all credits together.',
  'earn-back': 'An earn-back.',
  exit: 'An exit right.',
  settlement: 'What the period comes to.',
});

const ClausePresence = enumOf<engine.SimulatedClause['presence']>(
  'ClausePresence',
  'Under which terms a clause gives figures.',
  {
    both: 'Under both.',
    appears: 'Only under the proposed ones.',
    vanishes: 'Only under the recorded ones.',
  },
);

const SimulatedFrameKind = enumOf<engine.SimulatedFrame['what']>(
  'SimulatedFrameKind',
  'What beside figures two terms say differently.',
  {
    timezone: 'The time zone.',
    period: 'How long periods are.',
    rounding: 'How money is rounded.',
    term: 'The term.',
    'mid-period': 'Which terms govern a period in which they change.',
  },
);

const ComparisonKind = enumOf<engine.Simulation['comparison']>(
  'ComparisonKind',
  'How two sides are compared.',
  {
    'by-period': 'Period by period.',
    'totals-only': 'Only what they sum to: their periods are cut otherwise.',
  },
);

@ObjectType({ description: 'A figure that comes out otherwise under proposed terms.' })
export class SimulatedChange implements engine.SimulatedChange {
  @Has(() => String, 'Which, e.g. "verdict", "value", "credit", "net".')
  readonly figure!: string;

  @Has(() => SimulatedUnit, 'What it counts; of one whose unit changes, the unit under the proposed terms.')
  readonly unit!: engine.SimulatedUnit;

  @MayHave(() => JSONValue, 'Under the recorded terms: text, or true or false; null where there is none.')
  readonly recorded!: string | boolean | null;

  @MayHave(() => JSONValue, 'Under the proposed terms: text, or true or false; null where there is none.')
  readonly proposed!: string | boolean | null;

  @MayHave(
    () => Decimal,
    'Proposed less recorded; null where one of them is no number, or they count different things.',
  )
  readonly difference!: string | null;
}

@ObjectType({ description: 'A clause with the figures of it that come out otherwise.' })
export class SimulatedClause implements engine.SimulatedClause {
  @Has(() => SimulatedClauseKind, 'What it is.')
  readonly kind!: engine.SimulatedClauseKind;

  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper, under the proposed terms where it is in both.')
  readonly clause!: string | null;

  @Has(() => ClausePresence, 'Under which terms it gives figures.')
  readonly presence!: engine.SimulatedClause['presence'];

  @HasMany(() => SimulatedChange, 'What comes out otherwise.')
  readonly changes!: readonly SimulatedChange[];
}

@ObjectType({ description: 'Money under both terms.' })
export class SimulatedMoney implements engine.SimulatedMoney {
  @Has(() => Money, 'Under the recorded terms.')
  readonly recorded!: string;

  @Has(() => Money, 'Under the proposed terms.')
  readonly proposed!: string;

  @Has(() => Money, 'Proposed less recorded.')
  readonly difference!: string;
}

@ObjectType({ description: 'One period under both terms.' })
export class SimulatedPeriod implements engine.SimulatedPeriod {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => LocalDate, 'Its first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'Its last day.')
  readonly to!: string;

  @Has(() => SimulatedMoney, 'What the client is owed for it.')
  readonly net!: SimulatedMoney;

  @HasMany(() => SimulatedClause, 'Every clause that comes out otherwise.')
  readonly clauses!: readonly SimulatedClause[];
}

@ObjectType({ description: 'The periods that one side counts.' })
export class SimulatedRange implements engine.SimulatedRange {
  @HasMany(() => Period, 'Their labels, in order.')
  readonly periods!: readonly string[];

  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => Int, 'How many days.')
  readonly days!: number;
}

@ObjectType({ description: 'Something beside figures that the two terms say differently.' })
export class SimulatedFrame implements engine.SimulatedFrame {
  @Has(() => SimulatedFrameKind, 'What.')
  readonly what!: engine.SimulatedFrame['what'];

  @Has(() => String, 'Under the recorded terms.')
  readonly recorded!: string;

  @Has(() => String, 'Under the proposed terms.')
  readonly proposed!: string;
}

@ObjectType({ description: 'A version of the terms that a proposal comes to.' })
export class ProposedVersion {
  @Has(() => LocalDate, 'The first day on which it would be in force.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => Digest, 'Its digest.')
  readonly digest!: string;
}

@ObjectType({ description: 'What was proposed.' })
export class Proposal {
  @Has(() => ProposalKind, 'Whole terms or an amendment.')
  readonly kind!: 'terms' | 'amendment';

  @Has(() => String, 'What the document is called.')
  readonly name!: string;

  @HasMany(() => ProposedVersion, 'The versions that it comes to over the range.')
  readonly versions!: readonly ProposedVersion[];
}

@ObjectType({ description: 'All periods together, under both terms.' })
export class SimulatedTotals {
  @Has(() => SimulatedMoney, 'What the client is owed.')
  readonly net!: SimulatedMoney;

  @HasMany(() => SimulatedClause, 'Every clause that comes out otherwise.')
  readonly clauses!: readonly SimulatedClause[];
}

@ObjectType({
  description:
    'Past periods replayed under proposed terms: the same facts, once under the terms as recorded and once under those proposed. Nothing is recorded.',
})
export class Simulation implements Omit<engine.Simulation, 'agreement'> {
  @Has(() => String, 'What the agreement is called.')
  readonly title!: string;

  @Has(() => Currency, 'The currency of every amount.')
  readonly currency!: Currency;

  @Has(() => KnownPoint, 'Up to which fact it is known (axis of recording).')
  readonly knownAt!: KnownPoint;

  @Has(() => Proposal, 'What was proposed.')
  readonly proposal!: Proposal;

  @Has(() => ComparisonKind, 'How the two are compared.')
  readonly comparison!: engine.Simulation['comparison'];

  @Has(() => SimulatedRange, 'The periods under the recorded terms.')
  readonly recorded!: SimulatedRange;

  @Has(() => SimulatedRange, 'The periods under the proposed terms.')
  readonly proposed!: SimulatedRange;

  @HasMany(() => SimulatedFrame, 'What beside figures they say differently.')
  readonly frame!: readonly SimulatedFrame[];

  @HasMany(
    () => SimulatedPeriod,
    'Every period compared, also one in which nothing differs; empty where only totals are.',
  )
  readonly periods!: readonly SimulatedPeriod[];

  @Has(() => SimulatedTotals, 'All of them together.')
  readonly totals!: SimulatedTotals;

  @Has(() => PlainDocument, 'The same in words for people.')
  readonly document!: PlainDocument;
}
