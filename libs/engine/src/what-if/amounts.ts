import type { Rational } from '@tallystick/quantities';
import type { LineSource, PeriodOutcome } from '../history/outcomes.js';
import type { MoneyForm } from '../statement/texts.js';
import type { ClauseFigure } from './clause-figures.js';

/** Money of a clause, rounded; null where the clause has no such figure. */
export function amountOf(money: MoneyForm, amount: Rational | undefined): ClauseFigure {
  return { unit: 'money', value: amount === undefined ? null : money.text(amount), total: 'sum' };
}

/** What is owed of the credits for one thing: what combining and claims leave, before caps. */
export function owedFor(outcome: PeriodOutcome, kind: LineSource['kind'], id: string): Rational | undefined {
  return outcome.credits.lines.find(({ source }) => source.kind === kind && source.id === id)?.owed;
}
