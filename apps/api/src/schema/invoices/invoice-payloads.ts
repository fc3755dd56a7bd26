import { ObjectType } from '@nestjs/graphql';
import type { ClaimedCredit as ClaimedCreditData } from '@tallystick/application';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { ClaimStatus, LineOf } from '../enums/money.js';
import { RecordedPayload } from '../mutations/payloads.js';
import { Instant, Period } from '../scalars/index.js';
import { Invoice } from './invoice.types.js';

@ObjectType({ description: 'What was recorded of an invoice, and how it stands after it.' })
export class InvoicePayload extends RecordedPayload {
  @Has(() => Invoice, 'The invoice.')
  readonly invoice!: Invoice;
}

@ObjectType({ description: 'A credit of a period, and until when it may be claimed.' })
export class ClaimableCredit {
  @Has(() => LineOf, 'What it is for.')
  readonly of!: ClaimedCreditData['of'];

  @Has(() => String, 'The id of the service level or obligation; of points `points`.')
  readonly id!: string;

  @Has(() => Money, 'What it comes to.')
  readonly amount!: string;

  @MayHave(() => Money, 'What was claimed, where a claim names less; else null.')
  readonly claimed!: string | null;

  @Has(() => Money, 'What of it is owed.')
  readonly owed!: string;

  @Has(() => ClaimStatus, 'How it stands with its claim.')
  readonly status!: ClaimedCreditData['status'];

  @MayHave(
    () => Instant,
    'The last instant at which a claim is in time; null where none is needed, or its start is not known yet.',
  )
  readonly claimBy!: string | null;
}

@ObjectType({ description: 'What was recorded of a claim for credits, and what it does.' })
export class ClaimCreditsPayload extends RecordedPayload {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Boolean, 'Whether the claim is in time for at least one credit.')
  readonly counts!: boolean;

  @MayHave(() => String, 'Why it does nothing, e.g. "too-late"; null where it counts.')
  readonly reason!: string | null;

  @HasMany(() => ClaimableCredit, 'The credits that it is about.')
  readonly credits!: readonly ClaimableCredit[];
}
