import { type Because, chargesOfPeriod, type ChargeLine } from '@tallystick/engine';
import { isTallyError } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { AgreementKnowledge } from '../knowledge/read-knowledge.js';
import { type CreditDue, creditsDueOf, isCreditLine } from './credits-due.js';
import type { Invoice, InvoiceLine } from './invoice-book.js';

/**
 * What a line of an invoice is, held against the terms in force for the period it is for.
 * - `as-agreed`: exactly what is still to be charged for it;
 * - `too-much`, `too-little`;
 * - `charged-before`: other invoices, received before, have charged all of it already;
 * - `unknown-charge`: the terms have no such charge in that period;
 * - `no-charge-named`: it says what it comes to, and not what for; an invoice without lines is held against all charges;
 * - `no-period`: it says no period, or none of the agreement;
 * - `missing`: the terms charge it, and this invoice, though for the period, does not;
 * - `credit`: the provider gives a credit, which stands against the credits due.
 */
export type InvoiceLineVerdict =
  | 'as-agreed'
  | 'too-much'
  | 'too-little'
  | 'charged-before'
  | 'unknown-charge'
  | 'no-charge-named'
  | 'no-period'
  | 'missing'
  | 'credit';

/** One charge of one period on the invoice, or one line that is for none. Money is exact. */
export interface ComparedLine {
  readonly verdict: InvoiceLineVerdict;
  /** The lines of the invoice, from 0 on; none where it is missing there. */
  readonly lines: readonly number[];
  readonly charge: string | null;
  readonly title: string | null;
  readonly clause: string | null;
  readonly period: string | null;
  readonly passThrough: boolean;
  readonly description: string | null;
  readonly invoiced: Rational;
  /** What the terms charge; 0 where they charge nothing. */
  readonly expected: Rational;
  /** What other invoices received before this one have charged of it. */
  readonly chargedBefore: Rational;
  /** invoiced − (expected − chargedBefore); of a credit 0. Positive is too much. */
  readonly difference: Rational;
  readonly because: Because;
}

export interface InvoiceComparison {
  readonly invoice: Invoice;
  readonly currency: string;
  readonly lines: readonly ComparedLine[];
  /** What issued statements come to, with their adjustments, and what of it is left to set off. */
  readonly credits: readonly CreditDue[];
  readonly invoiced: Rational;
  /** What the charges of its periods still come to. */
  readonly expected: Rational;
  /** Credits due beside this invoice, and what it gives of them itself. */
  readonly creditsDue: Rational;
  readonly creditsGiven: Rational;
  /** What its lines charge too much together, and what of the credits due was neither given nor set off against it. */
  readonly tooMuch: Rational;
  readonly notGiven: Rational;
  /** expected − creditsDue. */
  readonly shouldBe: Rational;
  /** invoiced − shouldBe − what was set off against it; positive: on the whole it asks for too much. */
  readonly difference: Rational;
  readonly agrees: boolean;
  /** tooMuch + notGiven, at most what is open. What it charges too little, or not at all, is not set against that. */
  readonly toDispute: Rational;
}

/**
 * Holds an invoice against what the terms charge in the periods that it is for, and against the credits that issued
 * statements have left.
 */
export function compareInvoice(
  knowledge: AgreementKnowledge,
  invoice: Invoice,
  all: readonly Invoice[],
): InvoiceComparison {
  const before = all.filter(({ position }) => position < invoice.position);
  const charges = new ChargesByPeriod(knowledge);
  const lines = comparedLines(invoice, before, charges);
  const credits = creditsDueOf(knowledge, all, invoice.invoice);
  const creditsDue = Rational.sum(credits.map(({ left }) => left));
  const creditsGiven = Rational.sum(invoice.lines.filter(isCreditLine).map(({ amount }) => amount.negated()));
  const expected = Rational.sum(
    lines.filter(({ verdict }) => verdict !== 'credit').map((line) => line.invoiced.minus(line.difference)),
  );
  const shouldBe = expected.minus(creditsDue);
  // What was set off against this very invoice has been answered, and is not asked for twice.
  const difference = invoice.amount.minus(shouldBe).minus(invoice.credited);
  const tooMuch = Rational.sum(lines.map((line) => Rational.max(line.difference, Rational.zero)));
  const notGiven = Rational.max(Rational.zero, creditsDue.minus(creditsGiven).minus(invoice.credited));
  const toDispute = Rational.max(Rational.zero, Rational.min(tooMuch.plus(notGiven), invoice.open));
  return {
    invoice,
    currency: invoice.currency,
    lines,
    credits,
    invoiced: invoice.amount,
    expected,
    creditsDue,
    creditsGiven,
    tooMuch,
    notGiven,
    shouldBe,
    difference,
    agrees: difference.isZero && lines.every(({ difference: one }) => one.isZero),
    toDispute,
  };
}

function comparedLines(
  invoice: Invoice,
  before: readonly Invoice[],
  charges: ChargesByPeriod,
): ComparedLine[] {
  const whole = wholeInvoice(invoice, before, charges);
  if (whole !== undefined) return [whole];
  const compared: ComparedLine[] = [];
  const groups = Map.groupBy(
    invoice.lines.filter(({ charge }) => charge !== null),
    ({ charge, period }) => JSON.stringify([period, charge]),
  );
  for (const line of invoice.lines) {
    if (isCreditLine(line)) compared.push(creditLine(line));
    else if (line.charge === null) compared.push(strayLine('no-charge-named', [line]));
    else {
      const group = groups.get(JSON.stringify([line.period, line.charge]))!;
      if (group[0] === line) compared.push(chargeLine(group, before, charges));
    }
  }
  return [...compared, ...missingLines(invoice, before, charges)];
}

/** An invoice without charges on its one line is held against everything that its period charges. */
function wholeInvoice(
  { lines, period }: Invoice,
  before: readonly Invoice[],
  charges: ChargesByPeriod,
): ComparedLine | undefined {
  const [line] = lines;
  const known = period === null ? undefined : charges.of(period);
  const isWhole = lines.length === 1 && line!.charge === null && !line!.amount.isNegative;
  if (!isWhole || known === undefined) return undefined;
  const expected = Rational.sum(known.map(({ exact, amount }) => amountOf({ exact, amount })));
  const chargedBefore = Rational.sum(
    before.flatMap((one) =>
      one.lines
        .filter((other) => other.period === period && !isCreditLine(other))
        .map(({ amount }) => amount),
    ),
  );
  return lineOf({
    lines,
    charge: undefined,
    period,
    expected,
    chargedBefore,
    rule: 'all-charges-of-the-period',
    clauses: known.map(({ id, clause }) => ({ id, clause })),
  });
}

function chargeLine(
  group: readonly InvoiceLine[],
  before: readonly Invoice[],
  charges: ChargesByPeriod,
): ComparedLine {
  const { period, charge: id } = group[0]!;
  const ofPeriod = period === null ? undefined : charges.of(period);
  if (ofPeriod === undefined) return strayLine('no-period', group);
  const charge = ofPeriod.find((one) => one.id === id);
  if (charge === undefined) return strayLine('unknown-charge', group);
  return lineOf({
    lines: group,
    charge,
    period,
    expected: amountOf(charge),
    chargedBefore: chargedBy(before, period!, charge.id),
    rule: charge.because.rule,
    clauses: [{ id: charge.id, clause: charge.clause }],
  });
}

/** What the periods of the invoice charge, and neither it nor an earlier invoice has. */
function missingLines(
  invoice: Invoice,
  before: readonly Invoice[],
  charges: ChargesByPeriod,
): ComparedLine[] {
  // A credit note, and an invoice for single charges of other periods, are not asked for the rest.
  if (invoice.period === null || invoice.amount.isNegative) return [];
  const { period } = invoice;
  const named = new Set(invoice.lines.filter((line) => line.period === period).map(({ charge }) => charge));
  return (charges.of(period) ?? []).flatMap((charge) => {
    const expected = amountOf(charge);
    const chargedBefore = chargedBy(before, period, charge.id);
    if (named.has(charge.id) || expected.isZero || chargedBefore.equals(expected)) return [];
    return [
      {
        ...lineOf({
          lines: [],
          charge,
          period,
          expected,
          chargedBefore,
          rule: charge.because.rule,
          clauses: [{ id: charge.id, clause: charge.clause }],
        }),
        verdict: 'missing' as const,
      },
    ];
  });
}

interface Compared {
  readonly lines: readonly InvoiceLine[];
  readonly charge: ChargeLine | undefined;
  readonly period: string | null;
  readonly expected: Rational;
  readonly chargedBefore: Rational;
  readonly rule: string;
  readonly clauses: Because['clauses'];
}

function lineOf({ lines, charge, period, expected, chargedBefore, rule, clauses }: Compared): ComparedLine {
  const invoiced = Rational.sum(lines.map(({ amount }) => amount));
  const left = expected.minus(chargedBefore);
  const difference = invoiced.minus(left);
  return {
    verdict: verdictOf(difference, left, chargedBefore),
    lines: lines.map(({ index }) => index),
    charge: charge?.id ?? null,
    title: charge?.title ?? null,
    clause: charge?.clause ?? null,
    period,
    passThrough: charge?.passThrough ?? false,
    description: lines.find(({ description }) => description !== null)?.description ?? null,
    invoiced,
    expected,
    chargedBefore,
    difference,
    because: {
      rule,
      clauses,
      operands: {
        invoiced: invoiced.toString(),
        expected: expected.toString(),
        chargedBefore: chargedBefore.toString(),
        ...(charge === undefined
          ? {}
          : { termsDigests: [...new Set(charge.stretches.map(({ termsDigest }) => termsDigest))] }),
      },
      facts: [],
    },
  };
}

function verdictOf(difference: Rational, left: Rational, chargedBefore: Rational): InvoiceLineVerdict {
  if (difference.isZero) return 'as-agreed';
  if (difference.isNegative) return 'too-little';
  return chargedBefore.isPositive && !left.isPositive ? 'charged-before' : 'too-much';
}

/** A line for which the terms charge nothing: all of it is too much. */
function strayLine(
  verdict: 'unknown-charge' | 'no-charge-named' | 'no-period',
  lines: readonly InvoiceLine[],
): ComparedLine {
  const { charge, period } = lines[0]!;
  const none = lineOf({
    lines,
    charge: undefined,
    period,
    expected: Rational.zero,
    chargedBefore: Rational.zero,
    rule: verdict,
    clauses: [],
  });
  return { ...none, verdict, charge };
}

function creditLine(line: InvoiceLine): ComparedLine {
  return { ...strayLine('no-charge-named', [line]), verdict: 'credit', difference: Rational.zero };
}

/** Money is charged in whole units of the currency, rounded once. */
function amountOf({ amount }: Pick<ChargeLine, 'exact' | 'amount'>): Rational {
  return Rational.parse(amount);
}

function chargedBy(before: readonly Invoice[], period: string, charge: string): Rational {
  return Rational.sum(
    before.flatMap(({ lines }) =>
      lines.filter((line) => line.period === period && line.charge === charge).map(({ amount }) => amount),
    ),
  );
}

/** The charges of each period, worked out once; none for a text that is no period of the agreement. */
class ChargesByPeriod {
  readonly #found = new Map<string, readonly ChargeLine[] | undefined>();

  constructor(private readonly knowledge: AgreementKnowledge) {}

  of(period: string): readonly ChargeLine[] | undefined {
    if (!this.#found.has(period)) this.#found.set(period, this.#charges(period));
    return this.#found.get(period);
  }

  #charges(period: string): readonly ChargeLine[] | undefined {
    try {
      return chargesOfPeriod(this.knowledge, period);
    } catch (error) {
      if (isTallyError(error) && error.code === 'period-invalid') return undefined;
      throw error;
    }
  }
}
