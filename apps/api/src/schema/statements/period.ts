import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Has, HasMany, MayHave } from '../common/index.js';
import { NamesFact } from '../because/rests-on-facts.js';
import { Because } from '../because/because.js';
import { TermsSourceKind, WindowKind } from '../enums/figures.js';
import { Decimal, Digest, ExactNumber, Instant, LocalDate, Period, WholeNumber } from '../scalars/index.js';
import { MoneyFigureFields } from './figures.js';

@ObjectType({ description: 'A measurement period, cut to the term of the agreement.' })
export class MeasurementPeriod implements engine.StatementPeriod {
  @Has(() => Period, 'Its label.')
  readonly label!: string;

  @Has(() => LocalDate, 'Its first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'Its last day.')
  readonly to!: string;

  @Has(() => Int, 'How many days it has.')
  readonly days!: number;

  @Has(() => Instant, 'The instant at which it begins.')
  readonly startsAt!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly endsAt!: string;

  @Has(() => String, 'The agreement’s time zone, by its IANA name.')
  readonly timezone!: string;

  @Has(() => Boolean, 'Whether it is less than a whole period.')
  readonly cut!: boolean;
}

@ObjectType({
  implements: () => [NamesFact],
  description: 'What a version of the terms comes from: the fact of a signature or an amendment.',
})
export class TermsSource extends NamesFact {
  @Has(() => TermsSourceKind, 'Whether it was signed, amended or corrected.')
  readonly kind!: 'signed' | 'amendment' | 'correction';

  @Has(() => String, 'What the document is called.')
  readonly name!: string;
}

@ObjectType({ description: 'A version of the terms on days of a period, cut to it.' })
export class TermsOfPeriod implements Omit<engine.StatementTermsVersion, 'sources'> {
  @Has(() => LocalDate, 'The first day on which it is in force.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => Digest, 'The digest of the terms document that it comes to.')
  readonly digest!: string;

  @HasMany(() => TermsSource, 'The signed terms and the amendments that made it, in order.', {
    from: (sources: engine.StatementTermsVersion['sources']) =>
      sources.map(({ factId, kind, name }) => ({ fact: factId, kind, name })),
    rows: 2,
  })
  readonly sources!: readonly TermsSource[];
}

@ObjectType({ description: 'A change of a zone’s offset from UTC.' })
export class ZoneTransition {
  @Has(() => WholeNumber, 'Seconds since 1970-01-01T00:00:00Z from which on it holds.')
  readonly at!: number;

  @Has(() => Int, 'The offset from then on, in seconds east of UTC.')
  readonly offsetSeconds!: number;
}

@ObjectType({ description: 'A time zone as the statement used it.' })
export class SealedZone implements engine.SealedZone {
  @Has(() => String, 'Its IANA name.')
  readonly zone!: string;

  @Has(() => Int, 'The offset before the first transition, in seconds east of UTC.')
  readonly initialOffsetSeconds!: number;

  @HasMany(() => ZoneTransition, 'Its transitions, in order.', {
    from: (transitions: engine.SealedZone['transitions']): ZoneTransition[] =>
      transitions.map(([at, offsetSeconds]) => ({ at, offsetSeconds })),
    rows: 100,
  })
  readonly transitions!: engine.SealedZone['transitions'];

  @Has(() => WholeNumber, 'The first second since 1970 that they cover.')
  readonly coversFrom!: number;

  @Has(() => WholeNumber, 'The second since 1970 until which they cover.')
  readonly coversUntil!: number;
}

@ObjectType({
  description: 'The time zones that a statement used, so that any later database replays it alike.',
})
export class SealedZones implements engine.SealedZones {
  @Has(() => String, 'The version of the time-zone database.')
  readonly version!: string;

  @HasMany(() => SealedZone, 'Each zone that the terms name.', { rows: 2 })
  readonly zones!: readonly SealedZone[];
}

@ObjectType({ description: 'Days under one amount of a charge.' })
export class ChargeStretch implements engine.ChargeStretch {
  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'The last day.')
  readonly to!: string;

  @Has(() => Int, 'How many days.')
  readonly days!: number;

  @Has(() => Int, 'Days of the span that the amount pays for.')
  readonly ofDays!: number;

  @Has(() => Decimal, 'The amount for the whole span, in the currency of the agreement.')
  readonly amount!: string;

  @Has(() => ExactNumber, 'What these days come to, before rounding.')
  readonly exact!: string;

  @Has(() => Digest, 'The digest of the terms that say so.')
  readonly termsDigest!: string;
}

@ObjectType({ description: 'A charge over the period.' })
export class ChargeLine extends MoneyFigureFields implements engine.ChargeLine {
  @Has(() => String, 'The charge’s id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper.')
  readonly clause!: string | null;

  @MayHave(() => String, 'What it is for.')
  readonly title!: string | null;

  @Has(() => Boolean, 'Whether it is passed through from others, so that credits do not count it.')
  readonly passThrough!: boolean;

  @Has(() => Because, 'Why it is what it is.')
  readonly because!: Because;

  @HasMany(() => ChargeStretch, 'The stretches of days under one amount each.', { rows: 1 })
  readonly stretches!: readonly ChargeStretch[];
}

@ObjectType({
  description: 'What a level is measured over where that is not its period, cut to where its history starts.',
})
export class MeasurementWindow implements engine.WindowStatement {
  @Has(() => WindowKind, 'What kind of window.')
  readonly kind!: engine.WindowStatement['kind'];

  @Has(() => String, 'How many periods or days ("12"), or which span ("quarter", "year").', { from: String })
  readonly of!: engine.WindowStatement['of'];

  @Has(() => Instant, 'The instant at which it begins.')
  readonly startsAt!: string;

  @Has(() => Instant, 'The instant at which it has ended (half-open).')
  readonly endsAt!: string;
}
