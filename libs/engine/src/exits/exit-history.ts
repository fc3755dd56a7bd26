import type { ExitTrigger } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import { findExit } from './exit-conditions.js';
import type { ExitFinding } from './exit-finding.js';

type ExitState = 'clear' | 'watch' | 'armed';

/** One exit trigger at the end of the last period, with what it has been before. */
export interface ExitOutcome {
  readonly trigger: ExitTrigger;
  readonly finding: ExitFinding;
  readonly state: ExitState;
  /** The first of the consecutive periods in which the state has been this one. */
  readonly since: PeriodOutcome;
  /** Every period at whose end the condition held. */
  readonly heldIn: readonly PeriodOutcome[];
}

function stateOf(finding: ExitFinding): ExitState {
  return finding.held ? 'armed' : finding.near ? 'watch' : 'clear';
}

/**
 * The exit triggers in force for the last period. Each earlier period is read under the trigger as its own terms had
 * it; a period whose terms had no trigger of that id ends the look back.
 */
export function exitsAt(outcomes: readonly PeriodOutcome[]): ExitOutcome[] {
  const last = outcomes.at(-1);
  if (last === undefined) return [];
  return [...last.governing.terms.exits.values()].map((trigger) => {
    const finding = findExit(trigger.when, outcomes);
    const state = stateOf(finding);
    const heldIn: PeriodOutcome[] = finding.held ? [last] : [];
    let since = last;
    let unbroken = true;
    for (let index = outcomes.length - 2; index >= 0; index -= 1) {
      const outcome = outcomes[index]!;
      const then = outcome.governing.terms.exits.get(trigger.id);
      if (then === undefined) break;
      const earlier = findExit(then.when, outcomes.slice(0, index + 1));
      if (earlier.held) heldIn.push(outcome);
      unbroken &&= stateOf(earlier) === state;
      if (unbroken) since = outcome;
    }
    return { trigger, finding, state, since, heldIn: heldIn.reverse() };
  });
}
