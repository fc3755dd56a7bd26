import type { Fact } from '@tallystick/facts';
import { formatInstant, Rational } from '@tallystick/quantities';
import type { AgreementKnowledge } from '../knowledge/read-knowledge.js';

/**
 * Where an invoice stands. `received`: nothing was paid, set off or disputed. `disputed`: some of what is open is in
 * dispute. `partly-settled`: something is open and undisputed, and something was paid or set off. `settled`: nothing is
 * open.
 */
export type InvoiceState = 'received' | 'disputed' | 'partly-settled' | 'settled';

/** One line as received. */
export interface InvoiceLine {
  /** Its place on the invoice, from 0 on. */
  readonly index: number;
  readonly charge: string | null;
  /** The period charged for: the line's own, else the invoice's. */
  readonly period: string | null;
  readonly amount: Rational;
  readonly description: string | null;
}

/** A dispute, a payment or a credit set off. */
export interface InvoiceStep {
  readonly kind: 'disputed' | 'settled' | 'credit-applied';
  readonly at: string;
  readonly party: string;
  readonly amount: Rational;
  /** Why it was disputed. */
  readonly reason: string | null;
  /** The period that a credit arose in, where it says. */
  readonly period: string | null;
  readonly fact: string;
}

/** Everything recorded of one invoice; a credit note is an invoice of a negative amount. */
export interface Invoice {
  readonly invoice: string;
  readonly period: string | null;
  readonly currency: string;
  readonly amount: Rational;
  /** As received; of an invoice without lines one line of all of it. */
  readonly lines: readonly InvoiceLine[];
  readonly receivedAt: string;
  readonly assertedBy: string;
  readonly fact: string;
  readonly position: number;
  /** Oldest first. */
  readonly steps: readonly InvoiceStep[];
  readonly paid: Rational;
  readonly credited: Rational;
  /** What is still to be paid; negative: to be given back. Its sign is that of the amount, or it is 0. */
  readonly open: Rational;
  /** What of that is in dispute: the last dispute, at most what is open. Not negative. */
  readonly inDispute: Rational;
  readonly state: InvoiceState;
}

/** The invoices as known, in the order of the ledger. A number counts once: the first one that stands. */
export function invoicesOf({ timeline }: Pick<AgreementKnowledge, 'timeline'>): readonly Invoice[] {
  const received = [...timeline.facts('InvoiceReceived')].sort((a, b) => a.position - b.position);
  const steps = [
    ...timeline.facts('InvoiceDisputed'),
    ...timeline.facts('InvoiceSettled'),
    ...timeline.facts('CreditApplied'),
  ].sort((a, b) => a.effectiveAt - b.effectiveAt || a.position - b.position);
  const byInvoice = Map.groupBy(steps, ({ fact }) => fact.invoice);
  const invoices = new Map<string, Invoice>();
  for (const { fact, position, effectiveAt } of received) {
    if (invoices.has(fact.invoice)) continue;
    const own = (byInvoice.get(fact.invoice) ?? []).map((step) => stepOf(step.fact, fact));
    invoices.set(fact.invoice, {
      invoice: fact.invoice,
      period: fact.period ?? null,
      currency: fact.currency,
      amount: Rational.parse(fact.amount),
      lines: linesOf(fact),
      receivedAt: formatInstant(effectiveAt),
      assertedBy: fact.assertedBy.party,
      fact: fact.id,
      position,
      ...standingOf(Rational.parse(fact.amount), own),
    });
  }
  return [...invoices.values()];
}

type StepFact = Fact<'InvoiceDisputed' | 'InvoiceSettled' | 'CreditApplied'>;

function stepOf(fact: StepFact, received: Fact<'InvoiceReceived'>): InvoiceStep {
  const { id, effectiveAt: at, assertedBy } = fact;
  const amount = Rational.parse(fact.amount ?? received.amount).absolute();
  const common = { at, party: assertedBy.party, amount, fact: id, reason: null, period: null };
  switch (fact.type) {
    case 'InvoiceDisputed':
      return { ...common, kind: 'disputed', reason: fact.reason };
    case 'InvoiceSettled':
      return { ...common, kind: 'settled' };
    case 'CreditApplied':
      return { ...common, kind: 'credit-applied', period: fact.period ?? null };
  }
}

function linesOf({
  amount,
  period,
  lines,
}: Pick<Fact<'InvoiceReceived'>, 'amount' | 'period' | 'lines'>): readonly InvoiceLine[] {
  if (lines === undefined) {
    return [
      { index: 0, charge: null, period: period ?? null, amount: Rational.parse(amount), description: null },
    ];
  }
  return lines.map((line, index) => ({
    index,
    charge: line.charge ?? null,
    period: line.period ?? period ?? null,
    amount: Rational.parse(line.amount),
    description: line.description ?? null,
  }));
}

type Standing = Pick<Invoice, 'steps' | 'paid' | 'credited' | 'open' | 'inDispute' | 'state'>;

function standingOf(amount: Rational, steps: readonly InvoiceStep[]): Standing {
  const of = (kind: InvoiceStep['kind']) =>
    Rational.sum(steps.filter((step) => step.kind === kind).map((step) => step.amount));
  const [paid, credited] = [of('settled'), of('credit-applied')];
  const done = paid.plus(credited);
  const size = Rational.max(amount.absolute().minus(done), Rational.zero);
  const open = amount.isNegative ? size.negated() : size;
  const inDispute = Rational.min(disputedBy(steps), size);
  const state: InvoiceState = size.isZero
    ? 'settled'
    : inDispute.isPositive
      ? 'disputed'
      : done.isZero
        ? 'received'
        : 'partly-settled';
  return { steps, paid, credited, open, inDispute, state };
}

/** The last dispute counts; credits set off after it answer it. */
function disputedBy(steps: readonly InvoiceStep[]): Rational {
  const last = steps.findLastIndex(({ kind }) => kind === 'disputed');
  if (last === -1) return Rational.zero;
  const answered = steps.slice(last).filter(({ kind }) => kind === 'credit-applied');
  const left = steps[last]!.amount.minus(Rational.sum(answered.map(({ amount }) => amount)));
  return Rational.max(left, Rational.zero);
}
