import type { Block } from '@tallystick/print';
import type { ComparedLineView } from '../../invoices/invoice-views.js';
import type { Dispute } from './dispute.js';
import { grouped } from './statement-charts.js';

const verdicts: Readonly<Record<ComparedLineView['verdict'], string>> = {
  'as-agreed': 'as agreed',
  'too-much': 'too much',
  'too-little': 'too little',
  'charged-before': 'charged before',
  'unknown-charge': 'no such charge',
  'no-charge-named': 'names no charge',
  'no-period': 'names no period',
  missing: 'not on the invoice',
  credit: 'credit',
};

const left = (heading: string) => ({ heading, align: 'left' }) as const;
const right = (heading: string) => ({ heading, align: 'right' }) as const;

/** The dispute of an invoice, ahead of the statement that it stands on. */
export function printedDispute(dispute: Dispute): readonly Block[] {
  const { comparison, claims, adjustmentsSince } = dispute;
  const { invoice, currency } = comparison;
  const money = (amount: string): string => `${currency} ${grouped(amount)}`;
  return [
    { kind: 'heading', text: `Dispute of invoice ${invoice.invoice}` },
    {
      kind: 'lines',
      lines: [
        `Received on ${invoice.receivedAt.slice(0, 10)}; as known at position ${dispute.asKnownAt} of the ledger it is ${invoice.state.replaceAll('-', ' ')}.`,
        `It asks for ${money(comparison.invoiced)}. The terms charge ${money(comparison.expected)}, and credits of ${money(comparison.creditsDue)} are due, of which it gives ${money(comparison.creditsGiven)}: it should be ${money(comparison.shouldBe)}. To be disputed: ${money(comparison.toDispute)}.`,
      ],
    },
    {
      kind: 'table',
      columns: [
        left('Charge'),
        left('Clause'),
        left('Period'),
        right('Invoiced'),
        right('Agreed'),
        right('Charged before'),
        right('Difference'),
        left('Finding'),
      ],
      rows: comparison.lines.map((line) => [
        line.title ?? line.charge ?? line.description ?? '',
        line.clause ?? '',
        line.period ?? '',
        grouped(line.invoiced),
        grouped(line.expected),
        grouped(line.chargedBefore),
        grouped(line.difference),
        verdicts[line.verdict],
      ]),
      totals: [
        [
          'Together',
          '',
          '',
          grouped(comparison.invoiced),
          grouped(comparison.expected),
          '',
          grouped(comparison.tooMuch),
          'too much',
        ],
      ],
    },
    ...table(
      'Credits that statements make due',
      [
        left('Statement of'),
        right('Credits'),
        right('Adjustments'),
        right('Due'),
        right('Given or set off'),
        right(`Left, ${currency}`),
      ],
      comparison.credits.map((credit) =>
        [credit.period, credit.net, credit.adjustments, credit.total, credit.applied, credit.left].map(
          (text, index) => (index === 0 ? text : grouped(text)),
        ),
      ),
    ),
    ...table(
      'What was done about the invoice',
      [left('On'), left('Party'), left('What'), right(`Amount, ${currency}`), left('Reason')],
      invoice.steps.map((step) => [
        step.at.slice(0, 10),
        step.party,
        step.kind.replaceAll('-', ' '),
        grouped(step.amount),
        step.reason ?? '',
      ]),
    ),
    ...table(
      'Claims of the credits, with their deadlines',
      [
        left('Credit'),
        left('Clause'),
        right(`Priced, ${currency}`),
        right(`Owed, ${currency}`),
        left('Claim'),
        left('To be claimed by'),
      ],
      claims.map(({ id, clause, priced, owed, claim }) => [
        id,
        clause ?? '',
        grouped(priced),
        grouped(owed),
        claim.status,
        claim.claimBy ?? 'not known yet',
      ]),
    ),
    ...table(
      'What later statements adjusted of the period',
      [left('Stated with'), right('Was'), right('Is'), right('Difference'), left('Service levels')],
      adjustmentsSince.map(({ statedIn, adjustment: { was, is, difference, serviceLevels } }) => [
        statedIn,
        grouped(was),
        grouped(is),
        grouped(difference),
        serviceLevels.map(({ id }) => id).join(', '),
      ]),
    ),
  ];
}

function table(
  heading: string,
  columns: readonly { readonly heading: string; readonly align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
): Block[] {
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    { kind: 'table', columns, rows, totals: [] },
  ];
}
