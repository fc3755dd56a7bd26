import type { EpochSeconds, Rational } from '@tallystick/quantities';

/** How a credit stands with regard to being claimed (design 3, "claim"). */
export interface ClaimOutcome {
  /**
   * `not-needed`: credits are owed without a claim, or nothing is due. `open`: it may still be claimed. `claimed`: it
   * was, in time. `lapsed`: it was not, and the money is forfeited.
   */
  readonly status: 'not-needed' | 'open' | 'claimed' | 'lapsed';
  /**
   * The last instant at which a claim is in time, for the latest of its portions; absent where none is needed, or where
   * its start is not known yet.
   */
  readonly claimBy: EpochSeconds | undefined;
  /** What was claimed, where the claims name less than the credit. */
  readonly amount: Rational | undefined;
  /** The claims that count, and those that came too late. */
  readonly factIds: readonly string[];
  readonly lateFactIds: readonly string[];
  /** Where the limit runs from events: each portion that is claimed by itself. Empty otherwise. */
  readonly portions: readonly PortionOutcome[];
}

/** What of a credit is claimed together, for the events that it is for. */
interface PortionOutcome {
  /** The keys of the tickets, outages, changes or occurrences; none where they are not known. */
  readonly keys: readonly string[];
  readonly status: 'open' | 'claimed' | 'lapsed';
  readonly claimBy: EpochSeconds | undefined;
  /** What it comes to, and what of it was claimed. */
  readonly amount: Rational;
  readonly claimed: Rational;
  /** The claims that count, those that came too late, and those made before anything of it had happened. */
  readonly factIds: readonly string[];
  readonly lateFactIds: readonly string[];
  readonly earlyFactIds: readonly string[];
}
