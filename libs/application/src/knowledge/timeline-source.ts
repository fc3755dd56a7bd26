import type { Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';

/** Where the folds of agreements come from. */
export interface TimelineSource {
  /** Exactly the facts up to a head; it stays good while the ledger grows. */
  at(known: LedgerHead): Promise<Timeline>;
}
