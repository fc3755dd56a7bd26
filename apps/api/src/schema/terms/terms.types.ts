import { ObjectType } from '@nestjs/graphql';
import { formatLocalDate } from '@tallystick/quantities';
import type { TermsVersion as Version } from '@tallystick/terms';
import { Has, HasMany, Kept, MayHave } from '../common/index.js';
import { MidPeriod, Rounding, TermsSourceKind } from '../enums/figures.js';
import { enumOf } from '../enums/enum-of.js';
import { Digest, JSONObject, JSONValue, LocalDate } from '../scalars/index.js';
import { Parties } from '../statements/figures.js';
import { TermsSource } from '../statements/period.js';

const PeriodLength = enumOf<'month' | 'quarter' | 'year'>(
  'PeriodLength',
  'How long a measurement period is.',
  {
    month: 'A month.',
    quarter: 'Three months.',
    year: 'A year.',
  },
);

@ObjectType({ description: 'A clause of the terms in plain sentences.' })
export class ClauseInWords {
  @Has(() => String, 'Its id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper; null where the terms do not say.')
  readonly clause!: string | undefined;

  @HasMany(() => String, 'Whole sentences.', { name: 'sentences' })
  readonly lines!: readonly string[];
}

@ObjectType({ description: 'A section of the terms in plain sentences.' })
export class TermsSection {
  @Has(() => String, 'Its heading.')
  readonly heading!: string;

  @HasMany(() => ClauseInWords, 'Its clauses.', { rows: 2 })
  readonly clauses!: readonly ClauseInWords[];
}

/** What every version of terms says, recorded or handed in. */
@ObjectType({ isAbstract: true })
abstract class TermsVersionFields {
  /** The engine's own, for what is asked of it further. */
  @Kept()
  readonly version!: Version;

  @Has(() => Digest, 'The digest of the terms document that it comes to.')
  readonly digest!: string;

  @Has(() => LocalDate, 'The first day on which it is in force.')
  readonly from!: string;

  @MayHave(() => LocalDate, 'The last day; null: until ended.')
  readonly to!: string | null;

  @Has(() => String, 'What the agreement is called.')
  readonly title!: string;

  @Has(() => Parties, 'Who made it.')
  readonly parties!: Parties;

  @Has(() => String, 'The agreement’s time zone, by its IANA name.')
  readonly timezone!: string;

  @Has(() => String, 'The ISO 4217 code of its currency.')
  readonly currency!: string;

  @Has(() => PeriodLength, 'How long a measurement period is.')
  readonly periodLength!: string;

  @Has(() => MidPeriod, 'Which terms govern a period in which they change.')
  readonly midPeriod!: string;

  @Has(() => Rounding, 'How money is rounded.')
  readonly rounding!: string;

  @HasMany(() => String, 'The ids of the service levels, in the order in which they are evaluated.')
  readonly serviceLevels!: readonly string[];

  @Has(() => JSONObject, 'The terms document, with the amendments applied, as authored.')
  readonly document!: object;
}

@ObjectType({
  description:
    'One version of the recorded terms: consecutive local days on which the same terms are in force.',
})
export class TermsVersion extends TermsVersionFields {
  @HasMany(() => TermsSource, 'The signed terms and the amendments that made it, in order.', { rows: 2 })
  readonly sources!: readonly TermsSource[];
}

@ObjectType({ description: 'A document that a version of handed-in terms comes from.' })
export class ProposedSource {
  @Has(() => TermsSourceKind, 'Whether it is signed terms, an amendment or a correction.')
  readonly kind!: 'signed' | 'amendment' | 'correction';

  @Has(() => String, 'What it is called.')
  readonly name!: string;
}

@ObjectType({
  description:
    'One version of terms that need not be recorded: consecutive local days on which the same terms are in force.',
})
export class ProposedTerms extends TermsVersionFields {
  @HasMany(() => ProposedSource, 'The terms and the amendments that made it, in order.', { rows: 2 })
  readonly sources!: readonly ProposedSource[];
}

/** A version as `present` takes it. */
export function termsVersionData(version: Version): object {
  const { terms, from, to, sources } = version;
  return {
    version,
    digest: terms.digest,
    from: formatLocalDate(from),
    to: to === undefined ? null : formatLocalDate(to),
    title: terms.title,
    parties: { ...terms.parties, others: Object.fromEntries(terms.parties.others) },
    timezone: terms.timezone,
    currency: terms.currency.code,
    periodLength: terms.period.every,
    midPeriod: terms.midPeriod,
    rounding: terms.rounding,
    serviceLevels: [...terms.serviceLevels.keys()],
    sources: sources.map(({ factId, kind, name }) => ({ fact: factId, kind, name })),
    document: terms.document,
  };
}

/** The same of terms that are handed in: there are no facts behind them. */
export function proposedTermsData(version: Version): object {
  return { ...termsVersionData(version), sources: version.sources };
}

const ClauseListName = enumOf<
  | 'agreement'
  | 'charges'
  | 'calendars'
  | 'clocks'
  | 'serviceLevels'
  | 'obligations'
  | 'reviews'
  | 'escalation'
  | 'earnBack'
  | 'exit'
  | 'responsibilities'
>('ClauseListName', 'The list of the terms document that a clause stands in.', {
  agreement: 'What stands beside the lists.',
  charges: 'Charges.',
  calendars: 'Calendars.',
  clocks: 'Clocks.',
  serviceLevels: 'Service levels.',
  obligations: 'Obligations.',
  reviews: 'Reviews.',
  escalation: 'Escalation ladders.',
  earnBack: 'Earn-backs.',
  exit: 'Exit rights.',
  responsibilities: 'Responsibilities.',
});

const ClauseChange = enumOf<'added' | 'removed' | 'changed'>('ClauseChange', 'What happened to a clause.', {
  added: 'It is new.',
  removed: 'It is gone.',
  changed: 'It says something else.',
});

@ObjectType({ description: 'One place in which two versions of a clause differ.' })
export class ValueDifference {
  @Has(() => String, 'The path within the clause, e.g. "target.atLeast".')
  readonly path!: string;

  @MayHave(() => JSONValue, 'What it said before; null where it said nothing.')
  readonly before!: unknown;

  @MayHave(() => JSONValue, 'What it says after; null where it says nothing.')
  readonly after!: unknown;
}

@ObjectType({ description: 'One clause that is not the same in two versions of the terms.' })
export class ClauseDifference {
  @Has(() => ClauseListName, 'The list that it stands in.')
  readonly list!: string;

  @Has(() => String, 'Its id, of a responsibility its area; of the agreement, its id.')
  readonly id!: string;

  @MayHave(
    () => String,
    'Where it stands on paper, in the later version, or where it is removed in the earlier one.',
  )
  readonly clause!: string | undefined;

  @Has(() => ClauseChange, 'What happened to it.', { name: 'change' })
  readonly kind!: string;

  @HasMany(() => ValueDifference, 'For a changed clause: what differs, by path.')
  readonly values!: readonly ValueDifference[];
}
