import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { AgreementState } from '../history/agreement-state.js';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { Adjustment, StatedLevel } from '../statement/statement.js';
import type { MoneyForm } from '../statement/texts.js';
import { findCauses } from './find-causes.js';
import type { Knowing } from './knowing.js';
import type { StatedPeriod } from './stated-periods.js';

/** The adjustments of one statement and what they come to. */
export interface Adjustments {
  readonly lines: readonly Adjustment[];
  readonly money: Rational;
  readonly points: Rational;
  /** What the last statement knew, where causes were looked for in it. */
  readonly then: Knowing | undefined;
}

/**
 * What later knowledge changes in periods already stated (design 2, "Statements"): a line for each whose settlement
 * as known now is not what was stated of it so far. With these lines the settlements issued up to a period sum to
 * what those periods come to as known at it.
 *
 * @param outcomes all periods up to and with the one being stated, as known and valued now.
 */
export function adjustStatedPeriods(
  state: AgreementState,
  now: Knowing,
  outcomes: readonly PeriodOutcome[],
  money: MoneyForm,
): Adjustments {
  const current = outcomes.at(-1)!;
  const stated = state.statedBefore(current.period);
  const changed = stated.periods.filter((one) => {
    const is = outcomes[one.period.index]!;
    return !is.net.equals(one.settlement) || !pointsOf(is).equals(one.points);
  });
  if (changed.length === 0 || stated.last === undefined) {
    return { lines: [], money: Rational.zero, points: Rational.zero, then: undefined };
  }
  // Every statement settled all stated periods to what they came to as known then, so what differs now was recorded,
  // or came to pass, after the last of them.
  const then = knowingAt(state, stated.last, current.period.index);
  let total = Rational.zero;
  let totalPoints = Rational.zero;
  const lines = changed.map((one): Adjustment => {
    const is = outcomes[one.period.index]!;
    const difference = is.net.minus(one.settlement);
    const pointsDifference = pointsOf(is).minus(one.points);
    total = total.plus(difference);
    totalPoints = totalPoints.plus(pointsDifference);
    const was = then.evaluation.through(one.period.index)[one.period.index]!;
    return {
      period: one.period.label,
      statedBy: one.statedBy,
      was: money.text(one.settlement),
      is: money.text(is.net),
      difference: money.text(difference),
      points: {
        was: one.points.toDecimal(),
        is: is.points.toDecimal(),
        difference: pointsDifference.toDecimal(),
      },
      serviceLevels: changedLevels(was, is, money),
      causes: findCauses(then, now, one.period),
      because: {
        rule: 'is-minus-was',
        clauses: [],
        operands: { statements: one.statedBy.length },
        facts: one.statedBy,
      },
    };
  });
  assertSettled(stated.periods, outcomes, total);
  return { lines, money: total, points: totalPoints, then };
}

/** What the client is owed at the last of the periods: what it comes to itself, and what changed in stated ones. */
export function settlementOf(state: AgreementState, outcomes: readonly PeriodOutcome[]): Rational {
  const current = outcomes.at(-1)!;
  const stated = state.statedBefore(current.period);
  return Rational.sum([
    current.net,
    ...stated.periods.map((one) => outcomes[one.period.index]!.net.minus(one.settlement)),
  ]);
}

/** Points as a statement writes them, so that what was read from one compares. */
function pointsOf(outcome: PeriodOutcome): Rational {
  return Rational.parse(outcome.points.toDecimal());
}

function knowingAt(
  state: AgreementState,
  last: { readonly position: number; readonly valuedAt: number },
  lastIndex: number,
): Knowing {
  const earlier = state.knownAt(last.position);
  const index = Math.min(lastIndex, earlier.grid.count - 1);
  // All stated periods had begun by then, but the one being stated now may not have.
  let evaluated = index;
  while (evaluated > 0 && earlier.grid.at(evaluated).startsAt > last.valuedAt) evaluated -= 1;
  return {
    state: earlier,
    position: last.position,
    valuedAt: last.valuedAt,
    evaluation: earlier.evaluation(evaluated, last.valuedAt),
  };
}

function changedLevels(was: PeriodOutcome, is: PeriodOutcome, money: MoneyForm): Adjustment['serviceLevels'] {
  const ids = new Set([...was.levels.keys(), ...is.levels.keys()]);
  return [...ids].flatMap((id) => {
    const [before, after] = [statedLevel(was.levels.get(id), money), statedLevel(is.levels.get(id), money)];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ id, was: before, is: after }];
  });
}

function statedLevel(level: LevelOutcome | undefined, money: MoneyForm): StatedLevel | null {
  if (level === undefined) return null;
  const value = level.parts.length === 1 ? level.parts[0]!.measured.value : undefined;
  return {
    verdict: level.verdict,
    value: value?.toDecimal() ?? null,
    credit: level.money === undefined ? null : money.text(level.money),
    points: level.points?.toDecimal() ?? null,
  };
}

/** The settlement invariant of the design, for the stated periods before the current one. */
function assertSettled(
  stated: readonly StatedPeriod[],
  outcomes: readonly PeriodOutcome[],
  adjusted: Rational,
): void {
  const settled = Rational.sum(stated.map((one) => one.settlement)).plus(adjusted);
  const due = Rational.sum(stated.map((one) => outcomes[one.period.index]!.net));
  invariant(
    settled.equals(due),
    'settlements stated and adjusted sum to what their periods come to as known',
  );
}
