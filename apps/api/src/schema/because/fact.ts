import { Int, ObjectType } from '@nestjs/graphql';
import type { FactType as FactTypeWord } from '@tallystick/facts';
import { connectionOf, Has, Kept, MayHave, Node } from '../common/index.js';
import { FactFamily, FactType } from '../enums/facts.js';
import { Digest, Instant, JSONObject, Position } from '../scalars/index.js';

@ObjectType({
  description: 'Who says so: a party of the agreement, and the person or program that spoke for it.',
})
export class AssertedBy {
  @Has(() => String, '`client`, `provider`, `auditor`, or a third party by its short name in the terms.')
  readonly party!: string;

  @MayHave(() => String, 'The person or program that spoke for the party; null where nobody is named.')
  readonly actor!: string | null;
}

@ObjectType({ description: 'Where a fact came from.' })
export class FactSource {
  @Has(() => String, 'The system, e.g. the name of a mapping.')
  readonly system!: string;

  @Has(() => String, 'The system’s own key of the record.')
  readonly key!: string;

  @MayHave(() => String, 'The system’s own revision of the record; null where it has none.')
  readonly revision!: string | null;
}

@ObjectType({
  implements: () => [Node],
  description: 'A fact as recorded. It never changes: a wrong one is answered by a further fact.',
})
export class Fact extends Node {
  @Kept()
  readonly agreementName!: string;

  @Has(() => String, 'The fact’s own id, a UUID: the same id twice is the same fact.')
  readonly factId!: string;

  @Has(() => Position, 'Its place in the agreement’s ledger (axis of recording).')
  readonly position!: number;

  @Has(() => FactType, 'What it says happened.')
  readonly type!: FactTypeWord;

  @Has(() => FactFamily, 'Which part of the world it is about.')
  readonly family!: string;

  @Has(() => Int, 'The version of the type’s payload.')
  readonly schema!: number;

  @Has(() => Instant, 'When it happened in the world (axis of effect).')
  readonly effectiveAt!: string;

  @Has(() => Instant, 'When the ledger took it (axis of recording); it never goes back.')
  readonly recordedAt!: string;

  @Has(() => AssertedBy, 'Who says so.')
  readonly assertedBy!: AssertedBy;

  @MayHave(() => FactSource, 'Where it came from; null where a person or a command recorded it.')
  readonly source!: FactSource | null;

  @Has(() => JSONObject, 'What the type says besides (docs/reference/facts.md).')
  readonly payload!: object;

  @Has(() => String, 'The canonical text (RFC 8785) that every hash of the ledger is over.')
  readonly canonicalText!: string;

  @Has(() => Digest, 'SHA-256 of the canonical text’s UTF-8 bytes.')
  readonly digest!: string;
}

export const FactConnection = connectionOf(Fact, 'Fact', 'facts');
