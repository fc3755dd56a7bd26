import { Int, ObjectType } from '@nestjs/graphql';
import type { Replay as ApplicationReplay } from '@tallystick/application';
import { Has, HasMany, MayHave } from '../common/index.js';
import { enumOf } from '../enums/enum-of.js';
import { Digest, JSONValue, Period, Position, WholeNumber } from '../scalars/index.js';
import { KnownPoint } from '../statements/statement.js';

@ObjectType({ description: 'A path at which two statements differ, and what stands there.' })
export class StatementDifference {
  @Has(() => String, 'The path, e.g. "serviceLevels[2].parts[0].value.decimal".')
  readonly path!: string;

  @Has(
    () => String,
    'The same in words, items of lists by their names: "service level p1-resolution › value › decimal".',
  )
  readonly words!: string;

  @MayHave(() => JSONValue, 'What stands on the left; null where nothing does.')
  readonly left!: unknown;

  @MayHave(() => JSONValue, 'What stands on the right; null where nothing does.')
  readonly right!: unknown;
}

@ObjectType({ description: 'What computing a sealed statement again came to.' })
export class Replay implements Omit<ApplicationReplay, 'differences' | 'agreement'> {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => KnownPoint, 'Up to which fact the statement knows (axis of recording).')
  readonly knownAt!: KnownPoint;

  @Has(() => Digest, 'The digest that was sealed.')
  readonly sealedDigest!: string;

  @Has(() => Digest, 'The digest of the sealed bytes as they stand in the ledger now.')
  readonly storedDigest!: string;

  @Has(() => Digest, 'The digest of the statement computed again from the facts.')
  readonly replayedDigest!: string;

  @Has(() => Boolean, 'Whether they are the same, byte for byte.')
  readonly same!: boolean;

  @HasMany(() => StatementDifference, 'Where the two differ; empty where they are the same.')
  readonly differences!: readonly StatementDifference[];
}

const LedgerFaultKind = enumOf<
  'chain' | 'position' | 'identity' | 'recorded-at' | 'agreement' | 'canonical' | 'head' | 'storage'
>('LedgerFaultKind', 'What a contradiction is about.', {
  chain: 'The stored chain hash is not what the bytes come to.',
  position: 'A position is missing, or one too many.',
  identity: 'The stored id is not the id in the bytes, or an id stands twice.',
  'recorded-at': 'The stored instant is not the one in the bytes, or lies before that of the fact before.',
  agreement: 'The bytes name another agreement.',
  canonical: 'The bytes are not the RFC 8785 text of a JSON object, or are not UTF-8.',
  head: 'The stored head is not the last fact.',
  storage: 'The store’s own structure is damaged, or its protections were taken away.',
});

@ObjectType({ description: 'A contradiction that verification found.' })
export class LedgerFault {
  @Has(() => LedgerFaultKind, 'What it is about.')
  readonly kind!: string;

  @MayHave(() => Position, 'Where; null where it is about no single fact.')
  readonly position!: number | null;

  @Has(() => String, 'What is wrong, in one sentence.')
  readonly problem!: string;
}

const ReplayVerdict = enumOf<'same' | 'differs'>('ReplayVerdict', 'What computing a statement again gave.', {
  same: 'The same bytes.',
  differs: 'Others.',
});

@ObjectType({ description: 'An issued statement that was hashed again.' })
export class VerifiedStatement {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Digest, 'The digest that was sealed.')
  readonly digest!: string;

  @Has(() => Boolean, 'Whether the sealed bytes still come to it.')
  readonly sealHolds!: boolean;

  @MayHave(
    () => ReplayVerdict,
    'Whether computing it again gave the same bytes; null where that was not asked for.',
  )
  readonly replayed!: string | null;
}

@ObjectType({ description: 'Every hash of an agreement’s ledger recomputed from the bytes.' })
export class LedgerVerification {
  @Has(() => Boolean, 'Whether nothing that was checked contradicts anything.')
  readonly whole!: boolean;

  @Has(() => WholeNumber, 'How many facts were hashed again.')
  readonly facts!: number;

  @Has(() => Int, 'How many contradictions were found.', { name: 'faultCount' })
  readonly faultCount!: number;

  @HasMany(() => LedgerFault, 'The first of them.')
  readonly faults!: readonly LedgerFault[];

  @HasMany(() => VerifiedStatement, 'The issued statements.')
  readonly statements!: readonly VerifiedStatement[];

  @HasMany(() => String, 'What this verification cannot show or did not look at, one sentence each.')
  readonly notChecked!: readonly string[];
}
