import { Rational } from '@tallystick/quantities';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { MoneyForm } from '../statement/texts.js';
import { type ClauseFigures, count } from './clause-figures.js';
import { amountOf, owedFor } from './amounts.js';

/** Obligations, reviews and ladders of a period: how what was due in it stands, and what it costs. */
export function obligationFigures(
  world: PeriodWorld,
  outcome: PeriodOutcome,
  money: MoneyForm,
): ClauseFigures[] {
  const { obligations, escalations } = outcome.governing.terms;
  const due = Map.groupBy(outcome.due, ({ id }) => id);
  const scored = Map.groupBy(
    world.obligations.creditsIn(outcome.period).filter(({ kind }) => kind === 'points'),
    ({ id }) => id,
  );
  const figuresOf = (id: string): ClauseFigures['figures'] => {
    const own = due.get(id) ?? [];
    const standing = (...states: readonly string[]) =>
      count(own.filter(({ state }) => states.includes(state)).length);
    const points = scored.get(id);
    return {
      due: count(own.length),
      met: standing('met'),
      late: standing('late'),
      missed: standing('missed'),
      excused: standing('excused', 'waived'),
      credit: amountOf(money, owedFor(outcome, 'obligation', id)),
      points: {
        unit: 'points',
        value: points === undefined ? null : Rational.sum(points.map(({ exact }) => exact)).toDecimal(),
        total: 'sum',
      },
    };
  };
  return [
    ...[...obligations.values()].map(({ id, kind, clause }): ClauseFigures => ({
      kind,
      id,
      clause,
      figures: figuresOf(id),
    })),
    ...[...escalations.values()].map(({ id, clause }): ClauseFigures => ({
      kind: 'escalation',
      id,
      clause,
      figures: figuresOf(id),
    })),
  ];
}
