import {
  applyCredit,
  type ApplyCreditCommand,
  claimCredits,
  type ClaimCreditsCommand,
  type CreditsClaimed,
  disputeInvoice,
  type DisputeInvoiceCommand,
  type InvoiceRecorded,
  receiveInvoice,
  type ReceiveInvoiceCommand,
  settleInvoice,
  type SettleInvoiceCommand,
} from '@tallystick/application';
import { ArrayMaxSize, IsArray, IsOptional, Matches, ValidateNested } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Amount, Line, Name, PeriodLabel, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** One line of an invoice. */
export class ReceivedLine {
  @Amount()
  readonly amount!: string;

  @IsOptional()
  @Name()
  readonly charge?: string | undefined;

  @IsOptional()
  @Line()
  readonly description?: string | undefined;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  constructor(fields: ReceivedLine) {
    Object.assign(this, fields);
  }
}

/** Records an invoice, or a credit note, as it was received. */
export class ReceiveInvoice extends AgreementCommand<InvoiceRecorded> implements ReceiveInvoiceCommand {
  @Name()
  readonly invoice!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @Amount()
  readonly amount!: string;

  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as EUR' })
  readonly currency!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  readonly lines?: readonly ReceivedLine[] | undefined;

  constructor(fields: ReceiveInvoiceCommand) {
    super(fields);
    if (fields.lines !== undefined) this.lines = fields.lines.map((line) => new ReceivedLine(line));
  }
}

export const ReceiveInvoiceHandler = heavyCommandHandler(ReceiveInvoice, receiveInvoice);

/** Disputes an invoice, or what of it is too much. */
export class DisputeInvoice extends AgreementCommand<InvoiceRecorded> implements DisputeInvoiceCommand {
  @Name()
  readonly invoice!: string;

  @IsOptional()
  @Amount()
  readonly amount?: string | undefined;

  @Prose()
  readonly reason!: string;

  constructor(fields: DisputeInvoiceCommand) {
    super(fields);
  }
}

export const DisputeInvoiceHandler = heavyCommandHandler(DisputeInvoice, disputeInvoice);

/** Records that an invoice was paid. */
export class SettleInvoice extends AgreementCommand<InvoiceRecorded> implements SettleInvoiceCommand {
  @Name()
  readonly invoice!: string;

  @IsOptional()
  @Amount()
  readonly amount?: string | undefined;

  constructor(fields: SettleInvoiceCommand) {
    super(fields);
  }
}

export const SettleInvoiceHandler = heavyCommandHandler(SettleInvoice, settleInvoice);

/** Sets a credit off against an invoice. */
export class ApplyCredit extends AgreementCommand<InvoiceRecorded> implements ApplyCreditCommand {
  @Name()
  readonly invoice!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Amount()
  readonly amount?: string | undefined;

  constructor(fields: ApplyCreditCommand) {
    super(fields);
  }
}

export const ApplyCreditHandler = heavyCommandHandler(ApplyCredit, applyCredit);

/** Claims the credits of a period. */
export class ClaimCredits extends AgreementCommand<CreditsClaimed> implements ClaimCreditsCommand {
  @PeriodLabel()
  readonly period!: string;

  @IsOptional()
  @Name()
  readonly serviceLevel?: string | undefined;

  @IsOptional()
  @Amount()
  readonly amount?: string | undefined;

  constructor(fields: ClaimCreditsCommand) {
    super(fields);
  }
}

export const ClaimCreditsHandler = heavyCommandHandler(ClaimCredits, claimCredits);
