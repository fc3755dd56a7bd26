import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import type { InvoiceView } from '@tallystick/application';
import {
  ApplyCredit,
  ClaimCredits,
  CompareInvoice,
  DisputeInvoice,
  ReceiveInvoice,
  SettleInvoice,
} from '@tallystick/application-nest';
import type { FactType } from '@tallystick/facts';
import type { RequestContext } from '../../graphql/request-context.js';
import { given, KnownAtArguments, present, provenanceOf } from '../common/index.js';
import { CommandDesk } from '../mutations/command-desk.js';
import { MoneyReader } from '../mutations/money-reader.js';
import {
  ApplyCreditInput,
  ClaimCreditsInput,
  DisputeInvoiceInput,
  ReceiveInvoiceInput,
  SettleInvoiceInput,
} from './invoice-inputs.js';
import { ClaimCreditsPayload, InvoicePayload } from './invoice-payloads.js';
import { Invoice, InvoiceComparison } from './invoice.types.js';

const what = { description: 'What to record.' };

/** Invoices and the credits set off against them. */
@Resolver(() => Invoice)
export class InvoicesResolver {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(MoneyReader) private readonly reader: MoneyReader,
  ) {}

  @Query(() => Invoice, {
    description: 'One invoice, with its comparison. `invoice-unknown`: there is none of that number.',
    complexity: 5,
  })
  async invoice(
    @Context() { principal }: RequestContext,
    @Args('agreement', { description: 'The agreement, by its name.' }) agreement: string,
    @Args('invoice', { description: 'The number of the invoice.' }) invoice: string,
    @Args() known: KnownAtArguments,
  ): Promise<Invoice> {
    requireAccess(principal, 'read-agreement', agreement);
    return this.reader.invoice(agreement, invoice, known);
  }

  @ResolveField(() => InvoiceComparison, {
    description: 'The invoice, line by line, held against the terms and the credits due.',
    complexity: ({ childComplexity }) => 10 + childComplexity,
  })
  async comparison(@Parent() parent: Invoice): Promise<InvoiceComparison> {
    const provenance = provenanceOf(parent);
    const { agreement, knownAt } = provenance;
    const compared = await this.queries.execute(
      new CompareInvoice({ agreement, invoice: parent.invoice, knownAt: String(knownAt) }),
    );
    return present(InvoiceComparison, compared, provenance);
  }

  @Mutation(() => InvoicePayload, {
    description:
      'Records an invoice, or a credit note, as it was received; whether it is right, its `comparison` says. ' +
      '`invoice-exists`: one of that number is recorded; `invoice-refused`: another currency, or lines that do not add up.',
  })
  async receiveInvoice(
    @Context() context: RequestContext,
    @Args('input', what) input: ReceiveInvoiceInput,
  ): Promise<InvoicePayload> {
    const fields = await this.admit(context, input, 'record-invoice', 'InvoiceReceived');
    const lines = fields.lines?.map((line) => given(line));
    return this.perform(new ReceiveInvoice({ ...fields, lines }));
  }

  @Mutation(() => InvoicePayload, {
    description:
      'Disputes an invoice, or what of it is too much. A later dispute takes the place of an earlier one.',
  })
  async disputeInvoice(
    @Context() context: RequestContext,
    @Args('input', what) input: DisputeInvoiceInput,
  ): Promise<InvoicePayload> {
    return this.perform(
      new DisputeInvoice(await this.admit(context, input, 'dispute-invoice', 'InvoiceDisputed')),
    );
  }

  @Mutation(() => InvoicePayload, {
    description:
      'Records that an invoice was paid, wholly or in part; of a credit note, that it was paid back.',
  })
  async settleInvoice(
    @Context() context: RequestContext,
    @Args('input', what) input: SettleInvoiceInput,
  ): Promise<InvoicePayload> {
    return this.perform(
      new SettleInvoice(await this.admit(context, input, 'dispute-invoice', 'InvoiceSettled')),
    );
  }

  @Mutation(() => InvoicePayload, {
    description:
      'Sets a credit that an issued statement makes due off against an invoice. `credit-not-due`: nothing, or not so much, is left of it.',
  })
  async applyCredit(
    @Context() context: RequestContext,
    @Args('input', what) input: ApplyCreditInput,
  ): Promise<InvoicePayload> {
    return this.perform(
      new ApplyCredit(await this.admit(context, input, 'dispute-invoice', 'CreditApplied')),
    );
  }

  @Mutation(() => ClaimCreditsPayload, {
    description:
      'Claims the credits of a period, where the terms give them on claim only. One that comes too late is recorded and does nothing.',
  })
  async claimCredits(
    @Context() context: RequestContext,
    @Args('input', what) input: ClaimCreditsInput,
  ): Promise<ClaimCreditsPayload> {
    const fields = await this.admit(context, input, 'claim-credit', 'CreditClaimed');
    return this.desk.perform(new ClaimCredits(fields), ClaimCreditsPayload);
  }

  private async admit<Input extends Parameters<CommandDesk['admit']>[1]>(
    { principal }: RequestContext,
    input: Input,
    operation: 'record-invoice' | 'dispute-invoice' | 'claim-credit',
    type: FactType,
  ) {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation,
      types: [type],
    });
    return fields;
  }

  private perform(
    command: ReceiveInvoice | DisputeInvoice | SettleInvoice | ApplyCredit,
  ): Promise<InvoicePayload> {
    return this.desk.perform(command, InvoicePayload, (result: { readonly invoice: InvoiceView }) => ({
      ...result,
      currency: result.invoice.currency,
    }));
  }
}
