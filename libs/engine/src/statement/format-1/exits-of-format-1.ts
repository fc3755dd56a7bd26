import { formatLocalDate, Rational } from '@tallystick/quantities';
import { findExit } from '../../exits/exit-conditions.js';
import { type ExitFinding, viewOf } from '../../exits/exit-finding.js';
import type { PeriodOutcome } from '../../history/outcomes.js';
import type { PeriodWorld } from '../../history/period-context.js';
import type { ExitStatus } from '../exits.js';
import type { ExitStatus1 } from './statement-1.js';

/**
 * The exits of a statement as format 1 wrote them: whether the condition holds at the end of the period, since when,
 * and until when a right that arose may be exercised. Of the life of a right it knew nothing.
 */
export function exitsOfFormat1(
  exits: readonly ExitStatus[],
  world: PeriodWorld,
  outcomes: readonly PeriodOutcome[],
): ExitStatus1[] {
  const last = outcomes.at(-1)!;
  return exits.map((exit) => {
    const { trigger, since, state, heldIn } = standingOf(exit.id, world, outcomes);
    const held = heldIn.at(-1);
    const lastDay =
      trigger.exerciseWithinDays === undefined || held === undefined
        ? undefined
        : held.period.to + trigger.exerciseWithinDays;
    const { threshold: _threshold, ...operands } = exit.because.operands;
    return {
      id: exit.id,
      clause: exit.clause,
      condition: exit.condition,
      scope: exit.scope,
      state,
      since: { period: since.period.label, from: formatLocalDate(since.period.from) },
      reached: exit.reached ?? Rational.zero.toDecimal(),
      threshold: exit.threshold,
      distance: exit.distance ?? exit.threshold,
      unit: exit.unit,
      by: exit.by,
      exerciseBy: lastDay !== undefined && lastDay > last.period.to ? formatLocalDate(lastDay) : null,
      cureDays: exit.cureDays,
      noticeDays: exit.noticeDays,
      heldIn: heldIn.map((outcome) => outcome.period.label),
      window: exit.window,
      because: {
        ...exit.because,
        operands: trigger.when.kind === 'sum-over' ? { ...operands, ...sumThreshold(exit) } : operands,
      },
    };
  });
}

function sumThreshold(exit: ExitStatus): { readonly threshold: ExitStatus['because']['operands'][string] } {
  return { threshold: exit.because.operands['threshold'] ?? exit.threshold };
}

/** One miss away was watched also where one alone is enough. */
function stateOf(finding: ExitFinding): ExitStatus1['state'] {
  if (finding.held) return 'armed';
  const near = finding.unit === 'periods' ? finding.distance?.equals(Rational.one) === true : finding.near;
  return near ? 'watch' : 'clear';
}

/** Each period is looked at under the trigger as its own terms had it; one without the trigger ends the look back. */
function standingOf(id: string, world: PeriodWorld, outcomes: readonly PeriodOutcome[]) {
  const last = outcomes.length - 1;
  const trigger = outcomes[last]!.governing.terms.exits.get(id)!;
  let state: ExitStatus1['state'] | undefined;
  let since = outcomes[last]!;
  let unbroken = true;
  const heldIn: PeriodOutcome[] = [];
  for (let index = last; index >= 0; index -= 1) {
    const outcome = outcomes[index]!;
    const then = outcome.governing.terms.exits.get(id);
    if (then === undefined) break;
    const finding = findExit(then.when, viewOf(world, outcomes, index, 0, Number.NEGATIVE_INFINITY));
    state ??= stateOf(finding);
    if (finding.held) heldIn.push(outcome);
    unbroken &&= stateOf(finding) === state;
    if (unbroken) since = outcome;
  }
  return { trigger, state: state!, since, heldIn: heldIn.reverse() };
}
