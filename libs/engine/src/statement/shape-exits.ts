import { formatLocalDate, type Rational } from '@tallystick/quantities';
import type { ExitFinding, WindowEntry } from '../exits/exit-finding.js';
import type { ExitOutcome } from '../exits/exit-history.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { ExitStatus, OperandValue } from './statement.js';
import { clauseOf } from './texts.js';

/** The exit triggers of a period: state, distance, since when, and the periods behind it. */
export function shapeExits(
  exits: readonly ExitOutcome[],
  last: PeriodOutcome,
  grid: PeriodGrid,
): ExitStatus[] {
  return exits.map(({ trigger, finding, state, since, heldIn }) => {
    const condition = trigger.when;
    const serviceLevel = condition.kind === 'sum-over' ? undefined : condition.serviceLevel;
    return {
      id: trigger.id,
      clause: trigger.clause ?? null,
      condition: condition.kind,
      scope: trigger.scope,
      state,
      since: { period: since.period.label, from: formatLocalDate(since.period.from) },
      reached: finding.reached.toDecimal(),
      threshold: finding.threshold.toDecimal(),
      distance: finding.distance.toDecimal(),
      unit: finding.unit,
      by: lastDay(finding, last, grid),
      exerciseBy: exerciseBy(trigger.exerciseWithinDays, heldIn.at(-1), last),
      cureDays: trigger.cureDays ?? null,
      noticeDays: trigger.noticeDays ?? null,
      heldIn: heldIn.map((outcome) => outcome.period.label),
      window: finding.window.map((entry) => shapeEntry(entry, serviceLevel)),
      because: {
        rule: condition.kind,
        clauses: [
          clauseOf(trigger),
          ...(serviceLevel === undefined ? [] : [levelClause(last, serviceLevel)]),
        ],
        operands: operandsOf(trigger.when, finding.threshold),
        facts: [],
      },
    };
  });
}

/**
 * The last day on which a right that arose may be exercised: counted from the end of the last period at whose end the
 * condition held, so that a condition that goes on holding renews the right. Nothing once it has passed.
 */
function exerciseBy(
  withinDays: number | undefined,
  held: PeriodOutcome | undefined,
  last: PeriodOutcome,
): string | null {
  if (withinDays === undefined || held === undefined) return null;
  const day = held.period.to + withinDays;
  return day > last.period.to ? formatLocalDate(day) : null;
}

/** The last day of the last period in which the missing misses may come, if the term reaches that far. */
function lastDay(finding: ExitFinding, last: PeriodOutcome, grid: PeriodGrid): string | null {
  if (finding.withinPeriods === undefined) return null;
  const index = last.period.index + finding.withinPeriods;
  return index < grid.count ? formatLocalDate(grid.at(index).to) : null;
}

function levelClause(last: PeriodOutcome, serviceLevel: string) {
  const level = last.governing.terms.serviceLevels.get(serviceLevel);
  return { id: serviceLevel, clause: level?.clause ?? null };
}

function shapeEntry(
  { outcome, amount, counts }: WindowEntry,
  serviceLevel: string | undefined,
): ExitStatus['window'][number] {
  const level = serviceLevel === undefined ? undefined : outcome.levels.get(serviceLevel);
  return {
    period: outcome.period.label,
    verdict: level?.verdict ?? null,
    belowMinimum: level?.belowMinimum ?? null,
    amount: amount?.toDecimal() ?? null,
    counts,
  };
}

function operandsOf(
  condition: ExitOutcome['trigger']['when'],
  threshold: Rational,
): Record<string, OperandValue> {
  switch (condition.kind) {
    case 'in-a-row':
      return { below: condition.below, inARow: condition.count };
    case 'times-of':
      return { below: condition.below, times: condition.times, ofPeriods: condition.ofPeriods };
    case 'sum-over':
      return {
        sumOf: condition.sumOf,
        threshold: threshold.toString(),
        percent: condition.threshold.kind === 'percent' ? condition.threshold.percent.toDecimal() : null,
        of: condition.threshold.kind === 'percent' ? condition.threshold.of : null,
        strict: condition.strict,
        overPeriods: condition.overPeriods,
      };
  }
}
