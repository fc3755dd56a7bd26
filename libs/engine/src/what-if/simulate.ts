import { invariant } from '@tallystick/errors';
import { formatInstant, formatLocalDate, Rational } from '@tallystick/quantities';
import { AgreementState } from '../history/agreement-state.js';
import { versionsOver } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import { valuationOf } from '../statement/make-statement.js';
import type { StatementRangeInput } from '../statement/statement-input.js';
import { moneyForm, type MoneyForm } from '../statement/texts.js';
import type { PeriodFigures } from './clause-figures.js';
import { compareFigures } from './compare-figures.js';
import { periodFigures } from './period-figures.js';
import { frameOf, type ProposedTerms, refuseUnlike } from './proposed-terms.js';
import { comparedPeriods, shapeRange } from './simulated-range.js';
import type { SimulatedMoney, SimulatedPeriod, Simulation } from './simulation.js';
import { totalFigures } from './total-figures.js';

/** One side over its periods. */
interface Side {
  readonly periods: readonly SidePeriod[];
  readonly money: MoneyForm;
}
interface SidePeriod extends PeriodFigures {
  readonly net: Rational;
}

/**
 * Replays periods under proposed terms beside the recorded ones, with the very same facts, and says what comes out
 * otherwise (`Simulation`). A pure function: nothing is recorded.
 *
 * @throws TallyError `proposal-refused` where the two cannot be held against each other; `period-invalid` for labels that
 * are no periods of the recorded agreement, or that have not begun at `valuedAt`.
 */
export function simulate(input: StatementRangeInput, proposal: ProposedTerms): Simulation {
  const { timeline, zones, knownAt } = input;
  const recorded = new AgreementState(timeline, zones);
  refuseUnlike(recorded.terms, proposal);
  const proposed = new AgreementState(timeline, zones, proposal.inForce);
  const compared = comparedPeriods(recorded, proposed, input);
  const was = sideOf(recorded, compared.recorded, input);
  const is = sideOf(proposed, compared.proposed, input);
  const { title, agreement, currency } = recorded.terms.versions[0]!.terms;
  return {
    agreement,
    title,
    currency: { code: currency.code, decimalPlaces: currency.decimalPlaces },
    knownAt: { position: knownAt.position, recordedAt: formatInstant(knownAt.recordedAt) },
    proposal: { kind: proposal.kind, name: proposal.name, versions: versionsIn(proposed, compared.proposed) },
    comparison: compared.comparison,
    recorded: shapeRange(compared.recorded),
    proposed: shapeRange(compared.proposed),
    frame: frameOf(recorded, proposed, compared),
    periods:
      compared.comparison === 'totals-only'
        ? []
        : compared.recorded.map((period, index) => simulatedPeriod(period, index, was, is)),
    totals: {
      net: moneyOf(netOf(was), netOf(is), was.money),
      clauses: compareFigures(
        totalFigures(was.periods, (amount) => was.money.text(amount)),
        totalFigures(is.periods, (amount) => is.money.text(amount)),
      ),
    },
  };
}

function sideOf(state: AgreementState, periods: readonly Period[], input: StatementRangeInput): Side {
  // The last period first, so that one evaluation serves all that are valued at the same instant.
  const figures = periods.toReversed().map((period): SidePeriod => {
    const evaluation = state.evaluation(period.index, valuationOf(input, period));
    const outcomes = evaluation.through(period.index);
    return {
      label: period.label,
      clauses: periodFigures(evaluation.world, outcomes),
      net: outcomes.at(-1)!.net,
    };
  });
  return { periods: figures.reverse(), money: moneyForm(state.terms.versions.at(-1)!.terms) };
}

function simulatedPeriod(period: Period, index: number, was: Side, is: Side): SimulatedPeriod {
  const [before, after] = [was.periods[index]!, is.periods[index]!];
  invariant(before.label === after.label, 'periods are compared with those of the same label');
  return {
    period: period.label,
    from: formatLocalDate(period.from),
    to: formatLocalDate(period.to),
    net: moneyOf(before.net, after.net, was.money),
    clauses: compareFigures(before.clauses, after.clauses),
  };
}

function netOf({ periods }: Side): Rational {
  return Rational.sum(periods.map(({ net }) => net));
}

/** Nets are whole units of the currency already, so that writing them rounds nothing. */
function moneyOf(recorded: Rational, proposed: Rational, money: MoneyForm): SimulatedMoney {
  return {
    recorded: money.text(recorded),
    proposed: money.text(proposed),
    difference: money.text(proposed.minus(recorded)),
  };
}

function versionsIn(
  { terms }: AgreementState,
  periods: readonly Period[],
): Simulation['proposal']['versions'] {
  const range = { from: periods[0]!.from, to: periods.at(-1)!.to };
  return versionsOver(terms, range).map((version) => ({
    from: formatLocalDate(Math.max(version.from, range.from)),
    to: formatLocalDate(version.to === undefined ? range.to : Math.min(version.to, range.to)),
    digest: version.terms.digest,
  }));
}
