import {
  claimableCredits,
  type ClaimableQuery,
  type ClaimedCredit,
  compareInvoiceOf,
  type ContestsQuery,
  type ContestView,
  creditsDue,
  type CreditsDueView,
  type InvoiceComparisonView,
  type InvoiceQuery,
  type InvoicesQuery,
  type InvoiceView,
  listContests,
  listInvoices,
  listReliefs,
  type ReliefsQuery,
  type ReliefView,
  spokenOf,
  type SpokenOf,
  type SpokenOfQuery,
} from '@tallystick/application';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { AgreementQuery } from '../requests/agreement-query.js';
import { Name, PeriodLabel } from '../requests/decorators.js';
import { heavyQueryHandler } from '../requests/heavy-handler.js';

/** The contests of an agreement, and what hangs on those that are open. */
export class ListContests extends AgreementQuery<readonly ContestView[]> implements ContestsQuery {
  @IsOptional()
  @IsIn(['open', 'upheld', 'rejected'])
  readonly status?: ContestsQuery['status'];

  @IsOptional()
  @IsBoolean()
  readonly withMoney?: boolean | undefined;

  constructor(fields: ContestsQuery) {
    super(fields);
    this.status = fields.status;
    this.withMoney = fields.withMoney;
  }
}

export const ListContestsHandler = heavyQueryHandler(ListContests, listContests);

/** The reliefs of an agreement, and what hangs on each claim. */
export class ListReliefs extends AgreementQuery<readonly ReliefView[]> implements ReliefsQuery {
  @IsOptional()
  @IsIn(['claimed', 'granted', 'refused', 'out-of-time'])
  readonly state?: ReliefsQuery['state'];

  @IsOptional()
  @Name()
  readonly relief?: string | undefined;

  @IsOptional()
  @IsBoolean()
  readonly withMoney?: boolean | undefined;

  constructor(fields: ReliefsQuery) {
    super(fields);
    this.state = fields.state;
    this.relief = fields.relief;
    this.withMoney = fields.withMoney;
  }
}

export const ListReliefsHandler = heavyQueryHandler(ListReliefs, listReliefs);

/** The invoices of an agreement. */
export class ListInvoices extends AgreementQuery<readonly InvoiceView[]> implements InvoicesQuery {
  @IsOptional()
  @IsIn(['received', 'disputed', 'partly-settled', 'settled'])
  readonly state?: InvoicesQuery['state'];

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  constructor(fields: InvoicesQuery) {
    super(fields);
    this.state = fields.state;
    this.period = fields.period;
  }
}

export const ListInvoicesHandler = heavyQueryHandler(ListInvoices, listInvoices);

/** One invoice, held against the terms and the statements. */
export class CompareInvoice extends AgreementQuery<InvoiceComparisonView> implements InvoiceQuery {
  @Name()
  readonly invoice: string;

  constructor(fields: InvoiceQuery) {
    super(fields);
    this.invoice = fields.invoice;
  }
}

export const CompareInvoiceHandler = heavyQueryHandler(CompareInvoice, compareInvoiceOf);

/** What issued statements come to, and what of it is left to set off. */
export class GetCreditsDue extends AgreementQuery<CreditsDueView> {}

export const GetCreditsDueHandler = heavyQueryHandler(GetCreditsDue, creditsDue);

/** The credits of a period, and until when each may be claimed. */
export class ListClaimableCredits extends AgreementQuery<readonly ClaimedCredit[]> implements ClaimableQuery {
  @PeriodLabel()
  readonly period: string;

  constructor(fields: ClaimableQuery) {
    super(fields);
    this.period = fields.period;
  }
}

export const ListClaimableCreditsHandler = heavyQueryHandler(ListClaimableCredits, claimableCredits);

/** Whose the thing is that a command is about, for the check of who may say so. */
export class LookUpSpokenOf extends AgreementQuery<SpokenOf> implements SpokenOfQuery {
  @IsOptional()
  @Name()
  readonly fact?: string | undefined;

  @IsOptional()
  @Name()
  readonly obligation?: string | undefined;

  @IsOptional()
  @Name()
  readonly relief?: string | undefined;

  constructor({ agreement, fact, obligation, relief }: SpokenOfQuery) {
    super({ agreement });
    this.fact = fact;
    this.obligation = obligation;
    this.relief = relief;
  }
}

export const LookUpSpokenOfHandler = heavyQueryHandler(LookUpSpokenOf, spokenOf);
