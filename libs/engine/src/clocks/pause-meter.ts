import type { EpochSeconds } from '@tallystick/quantities';
import { type Counting, instantAfter, secondsCounted } from './counting.js';

/** How far the wait under way pauses its clock, within what the terms allow each wait and all of them together. */
export class PauseMeter {
  /** From where it pauses and has not been settled; `NaN` while nothing pauses. */
  since: EpochSeconds = NaN;
  private remainingSeconds = Infinity;
  private totalRemainingSeconds = Infinity;

  /** No pause, and so much for all of them together. */
  reset(totalAtMostSeconds = Infinity): void {
    this.since = NaN;
    this.totalRemainingSeconds = totalAtMostSeconds;
  }

  get pausing(): boolean {
    return !Number.isNaN(this.since);
  }

  /** Which cap leaves no pause to a wait that begins now. */
  refusal(eachAtMostSeconds = Infinity): 'each-at-most' | 'total-at-most' | undefined {
    if (eachAtMostSeconds === 0) {
      return 'each-at-most';
    }
    return this.totalRemainingSeconds === 0 ? 'total-at-most' : undefined;
  }

  begin(second: EpochSeconds, eachAtMostSeconds = Infinity): void {
    this.since = second;
    this.remainingSeconds = Math.min(eachAtMostSeconds, this.totalRemainingSeconds);
  }

  end(): void {
    this.since = NaN;
  }

  /** What is between here and an instant uses up no cap. */
  passOver(until: EpochSeconds): void {
    if (this.pausing) {
      this.since = until;
    }
  }

  /** Whether it has to be settled piece by piece, each under its own counting. */
  get isCapped(): boolean {
    return this.remainingSeconds !== Infinity;
  }

  /**
   * Uses up what the pause takes up to an instant.
   *
   * @returns the instant before that at which a cap is used up, from where the clock counts again; else `NaN`.
   */
  settle(until: EpochSeconds, counting: Counting): EpochSeconds {
    const used = secondsCounted(counting, this.since, until);
    const cut =
      used < this.remainingSeconds ? until : instantAfter(counting, this.since, this.remainingSeconds);
    if (cut === until) {
      this.remainingSeconds -= used;
      this.totalRemainingSeconds -= used;
      this.since = until;
      return NaN;
    }
    this.totalRemainingSeconds -= this.remainingSeconds;
    this.since = NaN;
    return cut;
  }
}
