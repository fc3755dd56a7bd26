import type { Interval } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';

const none: readonly Interval[] = Object.freeze([]);

/**
 * The gaps that relief makes in what one run of a clock counts. A gap is as if its time did not exist: nothing is
 * counted in it, and no cap of a pause is used up. Whether one counts is asked once, when the run meets it: at its
 * beginning, or where the run starts or goes on within it. Reused from ticket to ticket.
 */
export class ReliefGaps {
  private intervals = none;
  /** By the index of an interval that the run has met. */
  private readonly refused: boolean[] = [];

  /** @param refuses whether a gap that the run meets at an instant does not count. */
  constructor(private readonly refuses: (at: EpochSeconds) => boolean) {}

  /** Sorted disjoint intervals of the next ticket; absent: none. */
  reset(intervals: readonly Interval[] | undefined): void {
    this.intervals = intervals ?? none;
    this.forget();
  }

  get isNone(): boolean {
    return this.intervals.length === 0;
  }

  /** The run counts anew, and meets its gaps anew. */
  forget(): void {
    if (this.refused.length > 0) {
      this.refused.length = 0;
    }
  }

  /** Goes through a span, from what came before: `count` and `stand` are told up to where each piece of it goes. */
  pass(
    from: EpochSeconds,
    until: EpochSeconds,
    count: (until: EpochSeconds) => void,
    stand: (until: EpochSeconds) => void,
  ): void {
    let at = from;
    for (let index = this.firstAfter(from); at < until; index += 1) {
      const gap = this.intervals[index];
      if (gap === undefined || gap[0] >= until) {
        count(until);
        return;
      }
      if (gap[0] > at) {
        count(gap[0]);
        at = gap[0];
      }
      this.refused[index] ??= this.refuses(at);
      at = Math.min(gap[1], until);
      (this.refused[index] ? count : stand)(at);
    }
  }

  /**
   * The earliest instant at which so many seconds are counted from the end of a run on, were it to go on. Gaps that it
   * has not met count: it would meet them before its limit is reached.
   */
  instantAfter(
    from: EpochSeconds,
    seconds: number,
    instantAfter: (from: EpochSeconds, seconds: number) => EpochSeconds,
    secondsCounted: (from: EpochSeconds, until: EpochSeconds) => number,
  ): EpochSeconds {
    let at = from;
    let remaining = seconds;
    for (let index = this.firstAfter(from); index < this.intervals.length; index += 1) {
      const [start, end] = this.intervals[index]!;
      if (this.refused[index] === true) {
        continue;
      }
      if (start > at) {
        const counted = secondsCounted(at, start);
        if (counted >= remaining) {
          break;
        }
        remaining -= counted;
      }
      at = end;
    }
    return instantAfter(at, remaining);
  }

  /** Whether a gap in which the run stands still holds an instant, or `running` ends at it. */
  standsAt(instant: EpochSeconds, isRunning: boolean): boolean {
    const index = this.intervals.findIndex(
      ([start, end]) => start <= instant && (instant < end || (isRunning && instant === end)),
    );
    return index >= 0 && !this.isRefused(index, instant);
  }

  /** Whether the gap that holds an instant counts for the run. */
  countsAt(instant: EpochSeconds): boolean {
    const index = this.firstAfter(instant);
    return this.refused[index] !== true;
  }

  private isRefused(index: number, at: EpochSeconds): boolean {
    return this.refused[index] ?? this.refuses(at);
  }

  private firstAfter(instant: EpochSeconds): number {
    let index = 0;
    while (index < this.intervals.length && this.intervals[index]![1] <= instant) {
      index += 1;
    }
    return index;
  }
}
