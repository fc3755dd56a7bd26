import { Rational } from '@tallystick/quantities';
import type { MoneyText } from '../statement/figures.js';
import {
  type ClauseFigure,
  type ClauseFigures,
  count,
  keyOf,
  type PeriodFigures,
  word,
} from './clause-figures.js';

/** A figure in one of several periods. */
interface FigureThen {
  readonly label: string;
  readonly figure: ClauseFigure;
}

const openStates: readonly (string | boolean | null)[] = [
  'armed',
  'noticed',
  'curing',
  'exercisable',
  'exercised',
];

/**
 * What every clause comes to over several periods, in the order in which they first appear.
 *
 * @param moneyText how the side writes money.
 */
export function totalFigures(
  periods: readonly PeriodFigures[],
  moneyText: (amount: Rational) => MoneyText,
): ClauseFigures[] {
  const lastLabel = periods.at(-1)?.label;
  const byClause = Map.groupBy(
    periods.flatMap(({ label, clauses }) => clauses.map((clause) => ({ label, clause }))),
    ({ clause }) => keyOf(clause),
  );
  return [...byClause.values()].map((then) => {
    const { kind, id, clause } = then.at(-1)!.clause;
    const names = new Set(then.flatMap((one) => Object.keys(one.clause.figures)));
    const figures = [...names].map((name) => {
      const own = then.flatMap(({ label, clause: { figures: all } }): FigureThen[] => {
        const figure = all[name];
        return figure === undefined ? [] : [{ label, figure }];
      });
      return totalOf(name, own, lastLabel, moneyText);
    });
    return { kind, id, clause, figures: Object.assign({}, ...figures) as ClauseFigures['figures'] };
  });
}

function totalOf(
  name: string,
  then: readonly FigureThen[],
  lastLabel: string | undefined,
  moneyText: (amount: Rational) => MoneyText,
): Readonly<Record<string, ClauseFigure>> {
  const last = then.at(-1)!;
  const { unit, total } = last.figure;
  const periodsOf = (is: (value: ClauseFigure['value']) => boolean): ClauseFigure =>
    count(then.filter(({ figure }) => is(figure.value)).length);
  switch (total) {
    case 'none':
      return {};
    case 'sum': {
      const values = then.flatMap(({ figure }) => (typeof figure.value === 'string' ? [figure.value] : []));
      if (values.length === 0) return { [name]: { unit, value: null, total } };
      const sum = Rational.sum(values.map((value) => Rational.parse(value)));
      return { [name]: { unit, value: unit === 'money' ? moneyText(sum) : sum.toDecimal(), total } };
    }
    case 'last':
      // A clause that ended before the last period has nothing to say of its end.
      return last.label === lastLabel ? { [name]: last.figure } : {};
    case 'periods':
      return { periodsReached: periodsOf((value) => value === true) };
    case 'verdicts':
      return {
        periodsMissed: periodsOf((value) => value === 'missed' || value === 'missed-below-minimum'),
        periodsBelowMinimum: periodsOf((value) => value === 'missed-below-minimum'),
        periodsNotMeasured: periodsOf((value) => value === 'not-measured'),
      };
    case 'exit-states': {
      const first = then.find(({ figure }) => openStates.includes(figure.value));
      return {
        ...(last.label === lastLabel ? { [name]: last.figure } : {}),
        openFirst: first === undefined ? { unit: 'word', value: null, total } : word(first.label),
      };
    }
  }
}
