import type { ZoneTable } from '@tallystick/calendar';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { Timeline } from '../timeline/index.js';

/** What is known, and until when: the axes of every figure (design 2, "Three dates of every figure"). */
export interface Knowledge {
  /** The fold of exactly the facts up to `position`. */
  readonly timeline: Timeline;
  /** The last ledger position known, and when it was recorded. */
  readonly knownAt: { readonly position: number; readonly recordedAt: EpochMilliseconds };
  /** The ledger's chain hash at that position, in hexadecimal; it is sealed into the statement. */
  readonly chainHash: string;
  readonly zones: ZoneTable;
}

export interface StatementInput extends Knowledge {
  /** `2025-03`, `2025-Q1` or `2025`. */
  readonly period: string;
  /** When running clocks are read. Default: the later of the period's end and `knownAt.recordedAt`. */
  readonly valuedAt?: EpochMilliseconds;
}

export interface StatementRangeInput extends Knowledge {
  /** Labels of the first and last period; default: the first of the term, and the last that has begun by `knownAt`. */
  readonly from?: string;
  readonly to?: string;
  readonly valuedAt?: EpochMilliseconds;
}
