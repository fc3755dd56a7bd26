import type { FactType } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';

/** A dispute over one fact. While open, and when rejected, the fact counts; upheld, it does not. */
export interface Contest {
  /** The contested fact. */
  readonly factId: string;
  /** What it is, where the ledger holds it. */
  readonly subject: { readonly type: FactType; readonly ticket: string | undefined } | undefined;
  readonly status: 'open' | 'upheld' | 'rejected';
  readonly contestedBy: string;
  readonly reason: string;
  readonly contestedAt: EpochMilliseconds;
  readonly settledAt: EpochMilliseconds | undefined;
  /** The contest's own facts, in effective order. */
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}
