import { termsAsKnown } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import { type AgreementKnowledge, readKnowledge } from '../knowledge/read-knowledge.js';
import type { KnownAtText } from '../knowledge/known-at.js';
import type { Services } from '../services.js';
import { compareInvoice, type ComparedLine, type InvoiceComparison } from './compare-invoice.js';
import { type CreditDue, creditsDueOf } from './credits-due.js';
import {
  type Invoice,
  type InvoiceLine,
  invoicesOf,
  type InvoiceState,
  type InvoiceStep,
} from './invoice-book.js';

/** The same with every amount as text: with the decimal places of the currency, and more only where it has more. */
type InText<Shape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Rational
    ? string
    : Shape[Name] extends readonly (infer Item)[]
      ? readonly (Item extends object ? InText<Item> : Item)[]
      : Shape[Name] extends Invoice
        ? InText<Invoice>
        : Shape[Name];
};

export type InvoiceLineView = InText<InvoiceLine>;
export type InvoiceStepView = InText<InvoiceStep>;
export type InvoiceView = InText<Invoice>;
export type ComparedLineView = InText<ComparedLine>;
export type CreditDueView = InText<CreditDue>;
export type InvoiceComparisonView = InText<InvoiceComparison>;

export interface InvoicesQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
  readonly state?: InvoiceState | undefined;
  readonly period?: string | undefined;
}

/** The invoices of an agreement, in the order in which they were recorded. @throws TallyError `agreement-unknown`. */
export async function listInvoices(
  services: Services,
  query: InvoicesQuery,
): Promise<readonly InvoiceView[]> {
  const { state, period } = query;
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  return invoicesOf(knowledge)
    .filter((one) => state === undefined || one.state === state)
    .filter(
      (one) =>
        period === undefined || one.period === period || one.lines.some((line) => line.period === period),
    )
    .map((one) => inText(one, currencyOf(knowledge).decimalPlaces));
}

export interface InvoiceQuery {
  readonly agreement: string;
  readonly invoice: string;
  readonly knownAt?: KnownAtText;
}

/** One invoice, held against the terms and the statements. @throws TallyError `invoice-unknown`. */
export async function compareInvoiceOf(
  services: Services,
  query: InvoiceQuery,
): Promise<InvoiceComparisonView> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const all = invoicesOf(knowledge);
  const comparison = compareInvoice(knowledge, requireInvoice(all, query.invoice), all);
  return inText(comparison, currencyOf(knowledge).decimalPlaces);
}

export interface CreditsDueView {
  readonly currency: string;
  /** What is left of all of them. */
  readonly left: string;
  readonly periods: readonly CreditDueView[];
}

/** What issued statements come to, and what of it is left to set off. */
export async function creditsDue(
  services: Services,
  query: Pick<InvoicesQuery, 'agreement' | 'knownAt'>,
): Promise<CreditsDueView> {
  const knowledge = await readKnowledge(services, query.agreement, query.knownAt);
  const { code, decimalPlaces } = currencyOf(knowledge);
  const periods = creditsDueOf(knowledge, invoicesOf(knowledge));
  return {
    currency: code,
    left: moneyText(Rational.sum(periods.map(({ left }) => left)), decimalPlaces),
    periods: periods.map((one) => inText(one, decimalPlaces)),
  };
}

/** One invoice as known at a revision. */
export async function invoiceAt(
  services: Services,
  agreement: string,
  invoice: string,
  revision: number,
): Promise<InvoiceView> {
  const knowledge = await readKnowledge(services, agreement, String(revision));
  return inText(requireInvoice(invoicesOf(knowledge), invoice), currencyOf(knowledge).decimalPlaces);
}

/** @throws TallyError `invoice-unknown`. */
export function requireInvoice(invoices: readonly Invoice[], invoice: string): Invoice {
  const found = invoices.find((one) => one.invoice === invoice);
  if (found !== undefined) return found;
  throw new TallyError('invoice-unknown', `No invoice ${invoice} is recorded.`, [
    { place: 'invoice', problem: 'No invoice has this number.', mend: 'List the invoices, and name one.' },
  ]);
}

/** The currency of an agreement; amendments do not change it. */
export function currencyOf({ timeline, zones }: Pick<AgreementKnowledge, 'timeline' | 'zones'>): {
  readonly code: string;
  readonly decimalPlaces: number;
} {
  return termsAsKnown(timeline, zones).versions[0]!.terms.currency;
}

/** An amount as it is: never rounded, with at least the decimal places of its currency. */
export function moneyText(amount: Rational, decimalPlaces: number): string {
  const rounded = amount.rounded(decimalPlaces, 'half-up');
  return rounded.equals(amount) ? amount.toFixed(decimalPlaces, 'half-up') : amount.toDecimal();
}

function inText<Shape extends object>(shape: Shape, decimalPlaces: number): InText<Shape> {
  return textOf(shape, decimalPlaces) as InText<Shape>;
}

function textOf(value: unknown, decimalPlaces: number): unknown {
  if (value instanceof Rational) return moneyText(value, decimalPlaces);
  if (Array.isArray(value)) return value.map((one) => textOf(one, decimalPlaces));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, textOf(member, decimalPlaces)]),
  );
}
