import { ObjectType } from '@nestjs/graphql';
import { Has, Money } from '../common/index.js';
import { Digest, Instant, JSONObject } from '../scalars/index.js';
import { MeasurementPeriod } from './period.js';
import { PlainDocument } from './document.js';

@ObjectType({
  description:
    'A statement of facts that no ledger holds: its figures as plain data, since there is nothing to look facts up in.',
})
export class EvaluatedStatement {
  @Has(() => MeasurementPeriod, 'The period.')
  readonly period!: MeasurementPeriod;

  @Has(() => Instant, 'When running clocks are read.')
  readonly valuedAt!: string;

  @Has(() => Money, 'What the client is owed by it; negative: the client owes it back.')
  readonly total!: string;

  @Has(() => PlainDocument, 'The statement in words for people.')
  readonly document!: PlainDocument;

  @Has(() => JSONObject, 'The whole statement, as its canonical bytes have it.')
  readonly figures!: object;

  @Has(() => String, 'The canonical bytes (RFC 8785) as text.')
  readonly canonical!: string;

  @Has(() => Digest, 'SHA-256 of the canonical bytes.')
  readonly digest!: string;
}
