import type { EpochSeconds, Rational } from '@tallystick/quantities';

/** How a credit stands with regard to being claimed (design 3, "claim"). */
export interface ClaimOutcome {
  /**
   * `not-needed`: credits are owed without a claim, or nothing is due. `open`: it may still be claimed. `claimed`: it
   * was, in time. `lapsed`: it was not, and the money is forfeited.
   */
  readonly status: 'not-needed' | 'open' | 'claimed' | 'lapsed';
  /** The last instant at which a claim is in time; absent where none is needed, or where its start is not known yet. */
  readonly claimBy: EpochSeconds | undefined;
  /** What was claimed, where the claims name less than the credit. */
  readonly amount: Rational | undefined;
  /** The claims that count, and those that came too late. */
  readonly factIds: readonly string[];
  readonly lateFactIds: readonly string[];
}
