import type { EpochSeconds } from '@tallystick/quantities';
import { type Counting, instantAfter, secondsCounted } from './counting.js';

/**
 * The stretches of the instant line that one run of a clock counts, in order and disjoint. The list is reused from
 * ticket to ticket.
 */
export class StretchList {
  count = 0;
  from = new Float64Array(8);
  until = new Float64Array(8);
  priority = new Int32Array(8);
  readonly counting: Counting[] = [];

  clear(): void {
    this.count = 0;
  }

  add(from: EpochSeconds, until: EpochSeconds, priority: number, counting: Counting): void {
    if (from >= until) {
      return;
    }
    const last = this.count - 1;
    if (
      last >= 0 &&
      this.until[last] === from &&
      this.priority[last] === priority &&
      this.counting[last] === counting
    ) {
      this.until[last] = until;
      return;
    }
    if (this.count === this.from.length) {
      this.grow();
    }
    this.from[this.count] = from;
    this.until[this.count] = until;
    this.priority[this.count] = priority;
    this.counting[this.count] = counting;
    this.count += 1;
  }

  /** Seconds counted in one stretch: its own counting, or every second where `onInstantLine`. */
  secondsOf(index: number, onInstantLine: boolean): number {
    const counting = onInstantLine ? 'instant-line' : this.counting[index];
    return secondsCounted(counting, this.from[index]!, this.until[index]!);
  }

  total(onInstantLine: boolean): number {
    let seconds = 0;
    for (let index = 0; index < this.count; index += 1) {
      seconds += this.secondsOf(index, onInstantLine);
    }
    return seconds;
  }

  /** The earliest instant at which so many seconds (more than 0) are counted; `NaN` where all stretches hold fewer. */
  instantOf(seconds: number, onInstantLine: boolean): EpochSeconds {
    let remaining = seconds;
    for (let index = 0; index < this.count; index += 1) {
      const here = this.secondsOf(index, onInstantLine);
      if (remaining <= here) {
        return instantAfter(
          onInstantLine ? 'instant-line' : this.counting[index],
          this.from[index]!,
          remaining,
        );
      }
      remaining -= here;
    }
    return NaN;
  }

  private grow(): void {
    const length = this.from.length * 2;
    const [from, until, priority] = [this.from, this.until, this.priority];
    this.from = new Float64Array(length);
    this.until = new Float64Array(length);
    this.priority = new Int32Array(length);
    this.from.set(from);
    this.until.set(until);
    this.priority.set(priority);
  }
}
