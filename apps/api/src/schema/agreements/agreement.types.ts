import { Int, ObjectType } from '@nestjs/graphql';
import { NamesFact } from '../because/rests-on-facts.js';
import { connectionOf, Has, HasMany, MayHave, Money, Node } from '../common/index.js';
import { Digest, Instant, LocalDate, Period, Position } from '../scalars/index.js';
import { Parties } from '../statements/figures.js';
import { Currency } from '../statements/statement.js';
import { enumOf } from '../enums/enum-of.js';

@ObjectType({ description: 'The end of an agreement’s ledger.' })
export class LedgerHead {
  @Has(() => Position, 'The position of the last fact: the revision that the next mutation expects.')
  readonly position!: number;

  @Has(() => Instant, 'When it was recorded (axis of recording).')
  readonly recordedAt!: string;

  @Has(() => Digest, 'The hash chain up to and with it.')
  readonly chainHash!: string;
}

@ObjectType({ description: 'The term of an agreement, in local days of its time zone.' })
export class Term {
  @Has(() => LocalDate, 'The first day.')
  readonly from!: string;

  @MayHave(() => LocalDate, 'The last day; null: until ended.')
  readonly to!: string | null;
}

const TermsFactKind = enumOf<'signed' | 'amended' | 'rescinded'>(
  'TermsFactKind',
  'What a fact does to the terms.',
  {
    signed: 'The whole terms were signed.',
    amended: 'Clauses were changed, by an amendment or a correction.',
    rescinded: 'An amendment was taken out.',
  },
);

@ObjectType({
  implements: () => [NamesFact],
  description:
    'A fact that says what the terms are: the signature, an amendment or correction, a rescission.',
})
export class TermsFact extends NamesFact {
  @Has(() => TermsFactKind, 'What it does.')
  readonly kind!: string;

  @MayHave(() => String, 'The id of the amendment; null of the signature.')
  readonly amendment!: string | null;

  @MayHave(() => LocalDate, 'From which day on it is in force; null: from the beginning, or altogether.')
  readonly effectiveFrom!: string | null;

  @Has(() => Position, 'Its place in the ledger (axis of recording).')
  readonly position!: number;

  @Has(() => Instant, 'When it was recorded (axis of recording).')
  readonly recordedAt!: string;
}

@ObjectType({
  implements: () => [Node],
  description:
    'A contract between a client and a provider, with a ledger of its own. What it is called is as known now.',
})
export class Agreement extends Node {
  @Has(() => String, 'Its short name, by which commands and arguments call it.')
  readonly name!: string;

  @Has(() => String, 'What it is called in its terms.')
  readonly title!: string;

  @Has(() => Parties, 'Who made it.')
  readonly parties!: Parties;

  @Has(() => Term, 'How long it runs.')
  readonly term!: Term;

  @Has(() => Currency, 'The currency of every amount.')
  readonly currency!: Currency;

  @Has(() => String, 'Its time zone, by its IANA name.')
  readonly timezone!: string;

  @Has(() => LedgerHead, 'The end of its ledger.')
  readonly head!: LedgerHead;
}

export const AgreementConnection = connectionOf(Agreement, 'Agreement', 'agreements');

@ObjectType({
  implements: () => [Node],
  description: 'A statement that was issued, in a list; `statement(as: SEALED)` gives the whole.',
})
export class IssuedStatement extends Node {
  @Has(() => Period, 'The period that it states.')
  readonly period!: string;

  @Has(() => Instant, 'When it was issued (axis of recording).')
  readonly issuedAt!: string;

  @Has(() => Position, 'The position of the seal.')
  readonly position!: number;

  @Has(() => Position, 'The position of the last fact that it knows.')
  readonly knownAtPosition!: number;

  @Has(() => Digest, 'The digest of the sealed bytes.')
  readonly digest!: string;

  @Has(() => Money, 'The credits that are payable.')
  readonly credits!: string;

  @Has(() => Money, 'The sum of the adjustments of earlier periods.')
  readonly adjustments!: string;

  @Has(() => Money, 'What the client is owed by it; negative: the client owes it back.')
  readonly total!: string;

  @HasMany(() => String, 'The service levels that were missed.', { rows: 3 })
  readonly missed!: readonly string[];
}

export const IssuedStatementConnection = connectionOf(
  IssuedStatement,
  'IssuedStatement',
  'issued statements',
);

@ObjectType({
  description: 'A measurement period of an agreement that has begun, and what is known of it now.',
})
export class AgreementPeriod {
  @Has(() => Period, 'Its label.')
  readonly label!: string;

  @Has(() => LocalDate, 'Its first day.')
  readonly from!: string;

  @Has(() => LocalDate, 'Its last day.')
  readonly to!: string;

  @Has(() => Boolean, 'Whether it is over, as of the last fact.')
  readonly finished!: boolean;

  @Has(() => Boolean, 'Whether its statement was issued.')
  readonly issued!: boolean;

  @MayHave(() => Instant, 'When that was issued (axis of recording); null where it was not.')
  readonly issuedAt!: string | null;

  @MayHave(() => Digest, 'The digest of the sealed bytes; null where it was not issued.')
  readonly digest!: string | null;

  @Has(() => Money, 'What the client is owed for it as known now, with adjustments of earlier periods.')
  readonly total!: string;

  @MayHave(() => Money, 'The same as stated; null where it was not issued.')
  readonly sealedTotal!: string | null;

  @Has(() => Int, 'How many service levels were met.')
  readonly levelsMet!: number;

  @Has(() => Int, 'How many were missed.')
  readonly levelsMissed!: number;
}

export const AgreementPeriodConnection = connectionOf(AgreementPeriod, 'AgreementPeriod', 'periods');
