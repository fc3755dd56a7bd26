import type { EpochSeconds } from '@tallystick/quantities';
import type { AgreementState } from '../history/agreement-state.js';
import type { Evaluation } from '../history/evaluation.js';

/** One state of knowledge, and what it evaluates to. */
export interface Knowing {
  readonly state: AgreementState;
  readonly position: number;
  readonly valuedAt: EpochSeconds;
  readonly evaluation: Evaluation;
}
