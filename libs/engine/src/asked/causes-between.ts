import { type EpochMilliseconds, wholeSecond } from '@tallystick/quantities';
import { findCauses } from '../adjustments/find-causes.js';
import type { Knowing } from '../adjustments/knowing.js';
import { AgreementState } from '../history/agreement-state.js';
import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';
import type { Knowledge } from '../statement/statement-input.js';

/** One of the two states of knowledge that a period is compared under. */
export interface KnownThen {
  readonly position: number;
  readonly valuedAt: EpochMilliseconds;
}

/**
 * Why a period comes out otherwise as known at one point than as known at an earlier one: what an adjustment would name
 * as its causes, whether or not a statement was issued in between (design 2, "Statements").
 *
 * @param known what is known at the later point, or after it.
 * @returns none where the period does not come out otherwise, or is not in the term as known earlier.
 * @throws TallyError `period-invalid` for a period that is not in the term as known later.
 */
export function causesBetween(
  known: Pick<Knowledge, 'timeline' | 'zones'>,
  period: string,
  earlier: KnownThen,
  later: KnownThen,
): readonly AdjustmentCause[] {
  const state = new AgreementState(known.timeline, known.zones);
  const now = state.knownAt(later.position);
  const one = now.grid.ofLabel(period);
  const then = state.knownAt(earlier.position);
  if (then.grid.find(period) === undefined) return [];
  return findCauses(knowing(then, earlier, one), knowing(now, later, one), one);
}

function knowing(state: AgreementState, { position, valuedAt }: KnownThen, period: Period): Knowing {
  const at = wholeSecond(valuedAt);
  return { state, position, valuedAt: at, evaluation: state.evaluation(period.index, at) };
}
