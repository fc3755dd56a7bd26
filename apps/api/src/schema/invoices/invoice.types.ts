import { Int, ObjectType } from '@nestjs/graphql';
import type {
  ComparedLineView,
  CreditDueView,
  InvoiceLineView,
  InvoiceStepView,
  InvoiceView,
} from '@tallystick/application';
import { Because } from '../because/because.js';
import { NamesFact } from '../because/rests-on-facts.js';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { InvoiceLineVerdict, InvoiceState, InvoiceStepKind } from '../enums/flows.js';
import { Instant, Period, Position } from '../scalars/index.js';

@ObjectType({ description: 'One line of an invoice as received; of an invoice without lines, all of it.' })
export class InvoiceLine {
  @Has(() => Int, 'Its place on the invoice, from 0 on.')
  readonly index!: InvoiceLineView['index'];

  @MayHave(() => String, 'The charge of the terms that it is for, by its id; null where it names none.')
  readonly charge!: string | null;

  @MayHave(() => Period, 'The period charged for; null where neither it nor the invoice names one.')
  readonly period!: string | null;

  @Has(() => Money, 'Its amount; negative for a credit.')
  readonly amount!: string;

  @MayHave(() => String, 'Its words; null where it has none.')
  readonly description!: string | null;
}

@ObjectType({
  implements: () => [NamesFact],
  description: 'A dispute of an invoice, a payment, or a credit set off.',
})
export class InvoiceStep extends NamesFact {
  @Has(() => InvoiceStepKind, 'What was done.')
  readonly kind!: InvoiceStepView['kind'];

  @Has(() => Instant, 'When (axis of effect).')
  readonly at!: string;

  @Has(() => String, 'The party that says so.')
  readonly party!: string;

  @Has(() => Money, 'How much of the invoice.')
  readonly amount!: string;

  @MayHave(() => String, 'Why it is disputed; null of other steps.')
  readonly reason!: string | null;

  @MayHave(() => Period, 'The period of the statement that a credit is due by; null where it names none.')
  readonly period!: string | null;
}

@ObjectType({
  implements: () => [NamesFact],
  description: 'An invoice, or a credit note (a negative amount), with everything that was done about it.',
})
export class Invoice extends NamesFact {
  @Has(() => String, 'Its number.')
  readonly invoice!: string;

  @MayHave(() => Period, 'The period charged for; null where it names none.')
  readonly period!: string | null;

  @Has(() => Money, 'Its total.')
  readonly amount!: string;

  @HasMany(() => InvoiceLine, 'Its lines.')
  readonly lines!: readonly InvoiceLine[];

  @Has(() => Instant, 'When it was received (axis of effect).')
  readonly receivedAt!: string;

  @Has(() => String, 'The party that says so.')
  readonly assertedBy!: string;

  @Has(() => Position, 'The place of the fact in the ledger (axis of recording).')
  readonly position!: number;

  @HasMany(() => InvoiceStep, 'What was done about it, oldest first.')
  readonly steps!: readonly InvoiceStep[];

  @Has(() => Money, 'What was paid.')
  readonly paid!: string;

  @Has(() => Money, 'What was set off.')
  readonly credited!: string;

  @Has(() => Money, 'What is still to be paid; negative: to be given back.')
  readonly open!: string;

  @Has(() => Money, 'What of that is in dispute.')
  readonly inDispute!: string;

  @Has(() => InvoiceState, 'How it stands.')
  readonly state!: InvoiceView['state'];
}

@ObjectType({
  description:
    'One charge of one period on an invoice, or a line that is for none, held against the terms in force for it.',
})
export class ComparedInvoiceLine {
  @Has(() => InvoiceLineVerdict, 'What it is.')
  readonly verdict!: ComparedLineView['verdict'];

  @HasMany(() => Int, 'The lines of the invoice, from 0 on; none where it is missing there.')
  readonly lines!: readonly number[];

  @MayHave(() => String, 'The charge, by its id in the terms; null where it names none.')
  readonly charge!: string | null;

  @MayHave(() => String, 'What the terms call it; null where they do not.')
  readonly title!: string | null;

  @MayHave(() => String, 'Where it stands on paper; null where the terms do not say.')
  readonly clause!: string | null;

  @MayHave(() => Period, 'The period charged for; null where none is named.')
  readonly period!: string | null;

  @Has(() => Boolean, 'Whether the terms pass it through at cost.')
  readonly passThrough!: boolean;

  @MayHave(() => String, 'The words of the invoice; null where it has none.')
  readonly description!: string | null;

  @Has(() => Money, 'What the invoice asks for.')
  readonly invoiced!: string;

  @Has(() => Money, 'What the terms charge.')
  readonly expected!: string;

  @Has(() => Money, 'What invoices received before it have charged of that.')
  readonly chargedBefore!: string;

  @Has(() => Money, 'invoiced − (expected − chargedBefore); of a credit 0. Positive is too much.')
  readonly difference!: string;

  @Has(() => Because, 'Why it comes to what it does.')
  readonly because!: Because;
}

@ObjectType({
  description: 'What an issued statement says that the client is owed, and what of it has come.',
})
export class CreditDue {
  @Has(() => Period, 'The period of the statement.')
  readonly period!: string;

  @Has(() => String, 'The id of the fact that sealed it.')
  readonly statedBy!: string;

  @Has(() => Money, 'Credits less bonuses and earn-backs of the period itself.')
  readonly net!: CreditDueView['net'];

  @Has(() => Money, 'The adjustments of earlier periods.')
  readonly adjustments!: string;

  @Has(() => Money, 'Both together; negative: the client owes it.')
  readonly total!: string;

  @Has(() => Money, 'What was set off against invoices, or given on invoices and credit notes.')
  readonly applied!: string;

  @Has(() => Money, 'total − applied.')
  readonly left!: string;
}

@ObjectType({
  description:
    'An invoice, line by line, held against the terms in force for its periods and the credits due by issued statements.',
})
export class InvoiceComparison {
  @HasMany(
    () => ComparedInvoiceLine,
    'Each charge and each line, in the order of the invoice; what is missing there comes last.',
  )
  readonly lines!: readonly ComparedInvoiceLine[];

  @HasMany(() => CreditDue, 'What issued statements come to, and what of it is left beside this invoice.')
  readonly credits!: readonly CreditDue[];

  @Has(() => Money, 'What the invoice asks for.')
  readonly invoiced!: string;

  @Has(() => Money, 'What the charges of its periods still come to.')
  readonly expected!: string;

  @Has(() => Money, 'Credits due and left beside this invoice.')
  readonly creditsDue!: string;

  @Has(() => Money, 'What it gives of them itself, as negative lines of no charge.')
  readonly creditsGiven!: string;

  @Has(() => Money, 'What its lines charge too much, together.')
  readonly tooMuch!: string;

  @Has(() => Money, 'What of the credits due was neither given on it nor set off against it.')
  readonly notGiven!: string;

  @Has(() => Money, 'expected − creditsDue: what should have been billed.')
  readonly shouldBe!: string;

  @Has(
    () => Money,
    'invoiced − shouldBe − what was set off against it; positive: on the whole it asks for too much.',
  )
  readonly difference!: string;

  @Has(() => Boolean, 'Whether all of it is as agreed.')
  readonly agrees!: boolean;

  @Has(() => Money, 'tooMuch + notGiven, at most what is open: the amount that a dispute without one is of.')
  readonly toDispute!: string;
}

@ObjectType({ description: 'Credits due by issued statements.' })
export class CreditsDue {
  @Has(() => Money, 'What is left of all of them.')
  readonly left!: string;

  @HasMany(() => CreditDue, 'By the period of the statement, oldest first.')
  readonly periods!: readonly CreditDue[];
}
