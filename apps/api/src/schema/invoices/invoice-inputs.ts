import { InputType } from '@nestjs/graphql';
import { CommandInput, Given, MayBeGiven } from '../mutations/command-input.js';
import { Decimal, Period } from '../scalars/index.js';

@InputType({ description: 'One line of an invoice.' })
export class InvoiceLineInput {
  @Given(() => Decimal, 'Its amount; negative for a credit.')
  readonly amount!: string;

  @MayBeGiven(() => String, 'The charge of the terms that it is for, by its id.')
  readonly charge?: string | null;

  @MayBeGiven(() => String, 'Its words.')
  readonly description?: string | null;

  @MayBeGiven(() => Period, 'The period charged for, where it differs from that of the invoice.')
  readonly period?: string | null;
}

@InputType({ description: 'An invoice as it was received; a negative amount is a credit note.' })
export class ReceiveInvoiceInput extends CommandInput {
  @Given(() => String, 'Its number.')
  readonly invoice!: string;

  @MayBeGiven(() => Period, 'The period charged for.')
  readonly period?: string | null;

  @Given(() => Decimal, 'Its total, in the currency of the agreement.')
  readonly amount!: string;

  @Given(
    () => String,
    'The ISO 4217 code of its currency, e.g. "EUR"; another than the agreement’s is refused.',
  )
  readonly currency!: string;

  @MayBeGiven(() => [InvoiceLineInput], 'Its lines; they add up to the total.')
  readonly lines?: InvoiceLineInput[] | null;
}

@InputType({ description: 'What of an invoice is disputed, and why.' })
export class DisputeInvoiceInput extends CommandInput {
  @Given(() => String, 'Its number.')
  readonly invoice!: string;

  @MayBeGiven(() => Decimal, 'How much of it. Absent: `toDispute` of its comparison.')
  readonly amount?: string | null;

  @Given(() => String, 'Why.')
  readonly reason!: string;
}

@InputType({ description: 'What of an invoice was paid.' })
export class SettleInvoiceInput extends CommandInput {
  @Given(() => String, 'Its number.')
  readonly invoice!: string;

  @MayBeGiven(() => Decimal, 'How much. Absent: everything that is open and not in dispute.')
  readonly amount?: string | null;
}

@InputType({ description: 'Which credit is set off against an invoice.' })
export class ApplyCreditInput extends CommandInput {
  @Given(() => String, 'The number of the invoice.')
  readonly invoice!: string;

  @MayBeGiven(
    () => Period,
    'The period of the statement that the credit is due by. Absent: the oldest of which something is left.',
  )
  readonly period?: string | null;

  @MayBeGiven(() => Decimal, 'How much. Absent: what is left of it, at most what is open of the invoice.')
  readonly amount?: string | null;
}

@InputType({ description: 'Which credits are claimed.' })
export class ClaimCreditsInput extends CommandInput {
  @Given(() => Period, 'The period that they arose in.')
  readonly period!: string;

  @MayBeGiven(() => String, 'The service level claimed for, by its id. Absent: all credits of the period.')
  readonly serviceLevel?: string | null;

  @MayBeGiven(
    () => Decimal,
    'The amount claimed, in the currency of the agreement. Absent: what the statement says.',
  )
  readonly amount?: string | null;
}
