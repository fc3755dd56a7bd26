import { readStatement } from '@tallystick/engine';
import { compareText, Rational } from '@tallystick/quantities';
import type { AgreementKnowledge } from '../knowledge/read-knowledge.js';
import type { Invoice } from './invoice-book.js';

/** What an issued statement says that the client is owed, and what of it has come. */
export interface CreditDue {
  /** The period of the statement; its total holds the adjustments of earlier periods. */
  readonly period: string;
  /** The StatementIssued fact. */
  readonly statedBy: string;
  /** Credits less bonuses and earn-backs of the period, the adjustments of earlier ones, and both together. */
  readonly net: Rational;
  readonly adjustments: Rational;
  /** Negative: the client owes it. */
  readonly total: Rational;
  /** What was set off against invoices, and given on invoices as negative lines or credit notes. */
  readonly applied: Rational;
  /** total − applied. */
  readonly left: Rational;
}

/**
 * What issued statements come to and what of it was set off, oldest first. What names its period goes there; anything
 * else goes to the oldest of which something is left.
 *
 * @param except an invoice whose credits do not count, neither those that it gives nor those set off against it: what it
 * should have given.
 */
export function creditsDueOf(
  knowledge: Pick<AgreementKnowledge, 'timeline'>,
  invoices: readonly Invoice[],
  except?: string,
): readonly CreditDue[] {
  const stated = new Map<string, Omit<CreditDue, 'applied' | 'left'>>();
  for (const { fact } of knowledge.timeline.issuedStatements) {
    if (stated.has(fact.period)) continue;
    const { net, adjustments, total } = readStatement(fact.statement).settlement;
    stated.set(fact.period, {
      period: fact.period,
      statedBy: fact.id,
      net: Rational.parse(net),
      adjustments: Rational.parse(adjustments),
      total: Rational.parse(total),
    });
  }
  const due = [...stated.values()].sort((a, b) => compareText(a.period, b.period));
  const applied = new Map(due.map(({ period }) => [period, Rational.zero]));
  const give = (period: string, amount: Rational): void => {
    applied.set(period, applied.get(period)!.plus(amount));
  };
  const leftOf = ({ period, total }: (typeof due)[number]): Rational => total.minus(applied.get(period)!);
  let anywhere = Rational.zero;
  for (const { period, amount } of creditsGiven(invoices, except)) {
    if (period !== null && applied.has(period)) give(period, amount);
    else anywhere = anywhere.plus(amount);
  }
  for (const one of due) {
    const amount = Rational.min(anywhere, Rational.max(leftOf(one), Rational.zero));
    if (!amount.isPositive) continue;
    give(one.period, amount);
    anywhere = anywhere.minus(amount);
  }
  // More than everything that is due was given: the last statement shows it.
  if (anywhere.isPositive && due.length > 0) give(due.at(-1)!.period, anywhere);
  return due.map((one) => ({ ...one, applied: applied.get(one.period)!, left: leftOf(one) }));
}

/** Credits set off against invoices, and those that invoices and credit notes give by themselves: lines of no charge. */
function creditsGiven(
  invoices: readonly Invoice[],
  except: string | undefined,
): { readonly period: string | null; readonly amount: Rational }[] {
  return invoices
    .filter(({ invoice }) => invoice !== except)
    .flatMap(({ lines, steps }) => [
      ...lines
        .filter((line) => isCreditLine(line))
        .map(({ period, amount }) => ({ period, amount: amount.negated() })),
      ...steps
        .filter(({ kind }) => kind === 'credit-applied')
        .map(({ period, amount }) => ({ period, amount })),
    ]);
}

/** A negative line of no charge is a credit that the provider gives; one of a charge corrects the charge. */
export function isCreditLine({ charge, amount }: Invoice['lines'][number]): boolean {
  return charge === null && amount.isNegative;
}
