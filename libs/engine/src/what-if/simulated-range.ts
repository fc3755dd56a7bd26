import { TallyError } from '@tallystick/errors';
import { formatLocalDate } from '@tallystick/quantities';
import type { AgreementState } from '../history/agreement-state.js';
import { daysOf, type Period } from '../periods/period.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import { lastBegun } from '../statement/make-statement.js';
import type { StatementRangeInput } from '../statement/statement-input.js';
import type { SimulatedRange } from './simulation.js';

/** The periods of both sides that are compared. */
export interface ComparedPeriods {
  readonly comparison: 'by-period' | 'totals-only';
  /** At least one each; where they are compared one by one, equally many of equal labels. */
  readonly recorded: readonly Period[];
  readonly proposed: readonly Period[];
}

/**
 * The periods asked for, on both sides. Those that are named have to lie in both terms; without names it is every
 * period that has begun and that both terms have.
 *
 * @throws TallyError `period-invalid` for labels that are not of the recorded agreement, and where none has begun;
 * `proposal-refused` where the proposed term does not have the periods.
 */
export function comparedPeriods(
  recorded: AgreementState,
  proposed: AgreementState,
  input: StatementRangeInput,
): ComparedPeriods {
  const { grid } = recorded;
  const first = input.from === undefined ? grid.at(0) : grid.ofLabel(input.from);
  const last = input.to === undefined ? lastBegun(recorded, input) : grid.ofLabel(input.to);
  if (last === undefined || last.index < first.index) {
    const label = last === undefined ? 'No period has begun yet' : `${first.label} is after ${last.label}`;
    throw new TallyError('period-invalid', `${label}, so there is nothing to replay.`);
  }
  const periods = between(grid, first.index, last.index);
  if (!isSameGrid(grid, proposed.grid, first)) {
    const own = periodsEndingWithin(proposed.grid, first, last);
    if (own.length === 0) throw outsideTerm(proposed, first, last);
    return { comparison: 'totals-only', recorded: periods, proposed: own };
  }
  const pairs = periods.flatMap((period) => {
    const own = proposed.grid.find(period.label);
    return own === undefined ? [] : [{ period, own }];
  });
  const named = [
    ...(input.from === undefined ? [] : [first]),
    ...(input.to === undefined ? [] : [last]),
  ].find(({ label }) => proposed.grid.find(label) === undefined);
  if (pairs.length === 0 || named !== undefined) throw outsideTerm(proposed, first, last);
  return {
    comparison: 'by-period',
    recorded: pairs.map(({ period }) => period),
    proposed: pairs.map(({ own }) => own),
  };
}

export function shapeRange(periods: readonly Period[]): SimulatedRange {
  const [from, to] = [periods[0]!.from, periods.at(-1)!.to];
  return {
    periods: periods.map(({ label }) => label),
    from: formatLocalDate(from),
    to: formatLocalDate(to),
    days: daysOf({ from, to }),
  };
}

function between(grid: PeriodGrid, first: number, last: number): Period[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => grid.at(first + offset));
}

/** Whether periods are cut alike; the terms may still begin or end on other days. */
function isSameGrid(recorded: PeriodGrid, proposed: PeriodGrid, first: Period): boolean {
  if (recorded.every !== proposed.every) return false;
  const { from, to } = proposed.spanAround(proposed.every, first.wholeFrom);
  return from === first.wholeFrom && to === first.wholeTo;
}

/** What is owed for a period falls due at its end, so a period counts where it ends. */
function periodsEndingWithin(grid: PeriodGrid, first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let index = 0; index < grid.count && grid.at(index).to <= last.to; index += 1) {
    const period = grid.at(index);
    if (period.to >= first.from) periods.push(period);
  }
  return periods;
}

function outsideTerm({ terms }: AgreementState, first: Period, last: Period): TallyError {
  const [from, to] = [terms.versions[0]!.from, terms.versions.at(-1)!.to];
  const until = to === undefined ? 'on' : `to ${formatLocalDate(to)}`;
  const range = first.index === last.index ? first.label : `${first.label} to ${last.label}`;
  return new TallyError('proposal-refused', `The proposed terms do not cover ${range}.`, [
    {
      place: 'term',
      problem: `Under them the term runs from ${formatLocalDate(from)} ${until}, so they have no figures for all of ${range}.`,
      mend: `Write a term that covers the periods to replay, e.g. from ${formatLocalDate(first.from)}, or name periods within it.`,
    },
  ]);
}
