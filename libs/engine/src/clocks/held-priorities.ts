import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockPlan } from './clock-plan.js';

/** Which priorities a run of a clock had, each from an instant on. Reused; one that was held for no second is dropped. */
export class HeldPriorities {
  private readonly priorities: number[] = [];
  private readonly froms: EpochSeconds[] = [];
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  add(priority: number, from: EpochSeconds): void {
    if (this.count > 0 && this.froms[this.count - 1] === from) {
      this.count -= 1;
    }
    if (this.count > 0 && this.priorities[this.count - 1] === priority) {
      return;
    }
    this.priorities[this.count] = priority;
    this.froms[this.count] = from;
    this.count += 1;
  }

  /** One that the ticket got while the clock was stopped, and may keep when it is reopened; the first one stays first. */
  addStopped(priority: number, from: EpochSeconds): void {
    if (this.count > 1) {
      this.add(priority, from);
      return;
    }
    this.priorities[this.count] = priority;
    this.froms[this.count] = from;
    this.count += 1;
  }

  /** Whether the ticket had this priority before an instant, or at the start. */
  has(priority: number, until: EpochSeconds): boolean {
    for (let index = 0; index < this.count; index += 1) {
      if (this.priorities[index] === priority && (index === 0 || this.froms[index]! < until)) {
        return true;
      }
    }
    return false;
  }

  first(otherwise: number): number {
    return this.count === 0 ? otherwise : this.priorities[0]!;
  }

  /** The highest in the terms' order; those that the terms do not order come after all others, the earlier held first. */
  highest(plan: ClockPlan, until: EpochSeconds, otherwise: number): number {
    let best = this.first(otherwise);
    for (let index = 1; index < this.count && this.froms[index]! < until; index += 1) {
      if (rankOf(plan, this.priorities[index]!) < rankOf(plan, best)) {
        best = this.priorities[index]!;
      }
    }
    return best;
  }

  /** The one held longest on the instant line, all its times together; of equally long ones the highest, then the first. */
  longest(plan: ClockPlan, until: EpochSeconds, otherwise: number): number {
    let best = this.first(otherwise);
    let bestSeconds = -1;
    for (let index = 0; index < this.count && (index === 0 || this.froms[index]! < until); index += 1) {
      const priority = this.priorities[index]!;
      const seconds = this.secondsOf(priority, until);
      if (seconds > bestSeconds || (seconds === bestSeconds && rankOf(plan, priority) < rankOf(plan, best))) {
        best = priority;
        bestSeconds = seconds;
      }
    }
    return best;
  }

  private secondsOf(priority: number, until: EpochSeconds): number {
    let seconds = 0;
    for (let index = 0; index < this.count; index += 1) {
      if (this.priorities[index] === priority) {
        const end = index + 1 < this.count ? this.froms[index + 1]! : until;
        seconds += Math.max(0, Math.min(end, until) - this.froms[index]!);
      }
    }
    return seconds;
  }
}

function rankOf(plan: ClockPlan, priority: number): number {
  return plan.rank(priority) ?? Infinity;
}
