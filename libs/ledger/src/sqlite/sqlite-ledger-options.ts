import type { EpochMilliseconds } from '@tallystick/quantities';

/** How a ledger's file is opened. */
export interface SqliteLedgerOptions {
  /** The instant that now is. The machine's clock where absent. */
  readonly clock?: () => EpochMilliseconds;
  /** Open for reading and verifying only; the file must exist and nothing of it is changed. */
  readonly readOnly?: boolean;
  /** Refuse to make a new file: the ledger must be there. Always so when `readOnly`. */
  readonly mustExist?: boolean;
  /** How long to wait for a write of another process before `ledger-unavailable`; 10,000 where absent. */
  readonly waitMilliseconds?: number;
  /** How large the file may grow: what would go beyond is refused whole with `input-output`. Unlimited where absent. */
  readonly maximumFileBytes?: number;
}
