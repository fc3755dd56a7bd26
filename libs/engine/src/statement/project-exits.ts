import { exitsAt } from '../exits/exit-history.js';
import { projectExit } from '../exits/outlook/project-exit.js';
import { AgreementState } from '../history/agreement-state.js';
import type { ExitProjection } from './exit-projection.js';
import { valuationOf } from './make-statement.js';
import type { StatementInput } from './statement-input.js';

/**
 * What would have to happen in the next `periods` periods for each exit right to arise, seen from the period that the
 * input names: while it runs it is itself the first of them. It is worked out when it is asked for and stands in no
 * statement.
 *
 * @throws TallyError as `makeStatement`.
 */
export function projectExits(input: StatementInput, periods: number): ExitProjection[] {
  const state = new AgreementState(input.timeline, input.zones);
  const period = state.grid.ofLabel(input.period);
  const evaluation = state.evaluation(period.index, valuationOf(input, period));
  const exits = exitsAt(evaluation.world, evaluation.through(period.index));
  return exits.map((exit) => {
    const { trigger, outlookFrom } = exit;
    const first = outlookFrom.last.period.index + 1;
    const count = Math.max(0, Math.min(periods, state.grid.count - first));
    return {
      id: trigger.id,
      clause: trigger.clause ?? null,
      condition: trigger.when.kind,
      scope: trigger.scope,
      state: exit.state,
      ahead: Array.from({ length: count }, (_, index) => state.grid.at(first + index).label),
      outlook: projectExit(exit, periods),
    };
  });
}
