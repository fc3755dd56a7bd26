import type { InvoiceRecorded, ReceiveInvoiceCommand } from '../../application.js';
import { defineCommand } from '../../command.js';
import { printList } from '../../console/print-list.js';
import { groupDigits, print } from '../../console/print.js';
import { readText } from '../../console/read-text.js';
import { renderTable } from '../../console/table.js';
import { withServices } from '../../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
} from '../../options.js';
import { type FlowOptions, flowOptions, recordedJson, runFlow } from './flow.js';

const invoiceJson = `${recordedJson}, "invoice": {"invoice", "state", "amount", "open", "inDispute", "paid", "credited", …}}`;
const amount = { flags: '--amount <decimal>', meaning: 'how much of it' };

const standing = ({ invoice }: InvoiceRecorded): string =>
  `Invoice ${invoice.invoice} is ${invoice.state}: ${groupDigits(invoice.open)} ${invoice.currency} open, ${groupDigits(invoice.inDispute)} of it in dispute.\n`;

export const invoiceReceive = defineCommand<FlowOptions>({
  name: 'invoice receive',
  arguments: '<file>',
  summary: 'record an invoice as it was received',
  description:
    'Records an invoice from a JSON or YAML document: {invoice, period, amount, currency, lines: [{amount, charge, period, description}]}; amounts are texts. A negative amount is a credit note. Whether it is right, `tally invoice compare` says.',
  options: [...flowOptions('client')],
  json: invoiceJson,
  examples: ['tally invoice receive invoice-march.yaml'],
  run: (session, options, [file]) =>
    runFlow<InvoiceRecorded>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { readInvoiceDocument, receiveInvoice } = await import('../../application.js');
        const invoice: Omit<ReceiveInvoiceCommand, keyof typeof fields> = readInvoiceDocument(
          await readText(file!),
        );
        return receiveInvoice(services, { ...fields, ...invoice });
      },
      standing,
    ),
});

export const invoiceDispute = defineCommand<
  FlowOptions & { readonly amount?: string; readonly reason: string }
>({
  name: 'invoice dispute',
  arguments: '<invoice>',
  summary: 'dispute an invoice, or what of it is too much',
  description:
    'Disputes an invoice. Without --amount it disputes what the comparison finds too much, at most what is open.',
  options: [...flowOptions('client'), amount, { flags: '--reason <text>', meaning: 'why', required: true }],
  json: invoiceJson,
  examples: ["tally invoice dispute INV-3 --reason 'See the comparison.'"],
  run: (session, options, [invoice]) =>
    runFlow<InvoiceRecorded>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { disputeInvoice } = await import('../../application.js');
        const { amount: much, reason } = options;
        return disputeInvoice(services, { ...fields, invoice: invoice!, amount: much, reason });
      },
      standing,
    ),
});

export const invoiceSettle = defineCommand<FlowOptions & { readonly amount?: string }>({
  name: 'invoice settle',
  arguments: '<invoice>',
  summary: 'record that an invoice was paid',
  description: 'Records a payment. Without --amount it is everything that is open and not in dispute.',
  options: [...flowOptions('client'), amount],
  json: invoiceJson,
  examples: ['tally invoice settle INV-3'],
  run: (session, options, [invoice]) =>
    runFlow<InvoiceRecorded>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { settleInvoice } = await import('../../application.js');
        return settleInvoice(services, { ...fields, invoice: invoice!, amount: options.amount });
      },
      standing,
    ),
});

export const invoiceCredit = defineCommand<
  FlowOptions & { readonly amount?: string; readonly period?: string }
>({
  name: 'invoice credit',
  arguments: '<invoice>',
  summary: 'set a credit off against an invoice',
  description:
    'Sets a credit that an issued statement makes due off against an invoice. Without --amount it is what is left of the credit, at most what is open.',
  options: [
    ...flowOptions('client'),
    amount,
    { flags: '--period <label>', meaning: 'the period of the statement that it is due by (else the oldest)' },
  ],
  json: invoiceJson,
  examples: ['tally invoice credit INV-3 --period 2025-01'],
  run: (session, options, [invoice]) =>
    runFlow<InvoiceRecorded>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { applyCredit } = await import('../../application.js');
        const { amount: much, period } = options;
        return applyCredit(services, { ...fields, invoice: invoice!, amount: much, period });
      },
      standing,
    ),
});

type InvoiceQueryOptions = LedgerOption & AgreementOption & KnownAtOption;

export const invoiceCompare = defineCommand<InvoiceQueryOptions>({
  name: 'invoice compare',
  arguments: '<invoice>',
  summary: 'hold an invoice against the terms and the credits due',
  description:
    'Holds each line of an invoice against the charges under the terms in force for its period, less what earlier invoices have charged, and the whole against the credits that issued statements have left.',
  options: [ledgerOption, agreementOption, knownAtOption],
  json: '{"invoice", "lines": [{"verdict", "charge", "period", "invoiced", "expected", "chargedBefore", "difference", "because", …}], "credits": [{"period", "total", "applied", "left", …}],\n "invoiced", "expected", "creditsDue", "creditsGiven", "tooMuch", "notGiven", "shouldBe", "difference", "agrees", "toDispute"}',
  examples: ['tally invoice compare INV-3'],
  run: async (session, options, [invoice]) => {
    const { compareInvoiceOf, theAgreement } = await import('../../application.js');
    const compared = await withServices(session, options, { readOnly: true }, async (services) =>
      compareInvoiceOf(services, {
        agreement: await theAgreement(services, options.agreement),
        invoice: invoice!,
        knownAt: options.knownAt,
      }),
    );
    const right = 'right' as const;
    await print(session, compared, () => {
      const table = renderTable(
        [
          { head: 'charge' },
          { head: 'period' },
          { head: 'verdict' },
          { head: 'invoiced', align: right },
          { head: 'agreed', align: right },
          { head: 'charged before', align: right },
          { head: 'difference', align: right },
        ],
        compared.lines.map((line) => [
          line.charge ?? line.description ?? '',
          line.period ?? '',
          line.verdict,
          ...[line.invoiced, line.expected, line.chargedBefore, line.difference].map(groupDigits),
        ]),
      );
      const figures = [
        ['Invoiced', compared.invoiced],
        ['Charges as agreed', compared.expected],
        ['Credits due', compared.creditsDue],
        ['Should have been billed', compared.shouldBe],
        ['To dispute', compared.toDispute],
      ].map(([name, figure]) => `${name}: ${groupDigits(figure!)} ${compared.currency}\n`);
      return `${table}\n${figures.join('')}`;
    });
  },
});

export const invoices = defineCommand<InvoiceQueryOptions>({
  name: 'invoices',
  summary: 'invoices received, and what is open of each',
  description: 'Lists the invoices and credit notes, in the order in which they were recorded.',
  options: [ledgerOption, agreementOption, knownAtOption],
  json: '{"invoice", "period", "amount", "currency", "state", "open", "inDispute", "paid", "credited", "lines", "steps", …}, one line each',
  examples: ['tally invoices'],
  run: async (session, options) => {
    const { listInvoices, theAgreement } = await import('../../application.js');
    const found = await withServices(session, options, { readOnly: true }, async (services) =>
      listInvoices(services, {
        agreement: await theAgreement(services, options.agreement),
        knownAt: options.knownAt,
      }),
    );
    const right = 'right' as const;
    const heads = ['invoice', 'period', 'state'].map((head) => ({ head }));
    const figures = ['amount', 'open', 'in dispute'].map((head) => ({ head, align: right }));
    const row = (one: (typeof found)[number]): readonly string[] => [
      one.invoice,
      one.period ?? '',
      one.state,
      ...[one.amount, one.open, one.inDispute].map(groupDigits),
    ];
    const columns = [...heads, ...figures];
    await printList(session, found, { columns, row, none: 'No invoice is recorded.' });
  },
});
