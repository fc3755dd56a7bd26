import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { DayPlan } from '../hours/calendar-hours.js';
import { localOfInstant } from '../zones/local-time.js';
import type { ZoneTransitions } from '../zones/zone-transitions.js';

/**
 * Working time by looking at every tick of a clock on the wall: slow, and right at sight. It knows nothing of
 * transitions, tables or sums; it only reads the wall at each tick of a window and writes down whether it is open.
 * Offsets, hours and questions must be multiples of the tick.
 */
export class NaiveWorkingTime {
  private readonly walls: number[] = [];
  private readonly tickOfWall = new Map<number, number>();
  private readonly open: boolean[];
  /** The dates that the wall shows, each with the first instant of it. */
  readonly dates = new Map<DayNumber, EpochSeconds>();

  constructor(
    zone: ZoneTransitions,
    hoursOn: (date: DayNumber) => DayPlan,
    private readonly from: EpochSeconds,
    until: EpochSeconds,
    private readonly tickSeconds: number,
  ) {
    for (let instant = from; instant < until; instant += tickSeconds) {
      const { date, secondOfDay } = localOfInstant(zone, instant);
      const wall = date * 86_400 + secondOfDay;
      // The first time that the wall shows it counts.
      if (!this.tickOfWall.has(wall)) {
        this.tickOfWall.set(wall, this.walls.length);
      }
      this.walls.push(wall);
      if (!this.dates.has(date)) {
        this.dates.set(date, instant);
      }
    }
    this.open = this.walls.map(() => false);
    const plans = [...this.dates.keys()].map((date) => ({ date, ...hoursOn(date) }));
    for (const { date, hours } of plans) {
      hours.forEach((interval) => this.mark(date, interval, true));
    }
    for (const { date, breaks } of plans) {
      breaks.forEach((interval) => this.mark(date, interval, false));
    }
  }

  isOpen(instant: EpochSeconds): boolean {
    return this.open[this.tickOf(instant)]!;
  }

  elapsedLess(from: EpochSeconds, to: EpochSeconds, pauses: readonly (readonly [number, number])[]): number {
    let seconds = 0;
    for (let instant = from; instant < to; instant += this.tickSeconds) {
      const paused = pauses.some(([start, end]) => start <= instant && instant < end);
      seconds += this.isOpen(instant) && !paused ? this.tickSeconds : 0;
    }
    return seconds;
  }

  /** The last tick's end at which the hours that open on the date are open, or undefined where they never are. */
  closingOf(date: DayNumber, plan: DayPlan): EpochSeconds | undefined {
    let closing: EpochSeconds | undefined;
    for (const interval of plan.hours) {
      const [first, end] = this.ticksOf(date, interval);
      for (let tick = first; tick < end; tick += 1) {
        closing = this.open[tick]!
          ? Math.max(closing ?? -Infinity, this.from + (tick + 1) * this.tickSeconds)
          : closing;
      }
    }
    return closing;
  }

  private mark(date: DayNumber, interval: readonly [number, number], open: boolean): void {
    const [first, end] = this.ticksOf(date, interval);
    for (let tick = Math.max(0, first); tick < Math.min(end, this.open.length); tick += 1) {
      this.open[tick] = open;
    }
  }

  private ticksOf(date: DayNumber, [openSecond, closeSecond]: readonly [number, number]): [number, number] {
    const wall = date * 86_400;
    const open = this.tickAtWall(wall + openSecond);
    const close = this.tickAtWall(wall + closeSecond);
    return [open < close ? open : this.tickAfterWall(wall + openSecond), close];
  }

  /** A time that the wall shows, or the time that lies beyond the gap by as much as this lies in it. */
  private tickAtWall(wall: number): number {
    const shown = this.tickOfWall.get(wall);
    if (shown !== undefined) {
      return shown;
    }
    const after = this.tickAfterWall(wall);
    if (after === 0 || after === this.walls.length) {
      // Outside the window: never asked by a test that leaves room at both ends.
      return after === 0 ? -1 : after;
    }
    const gapSeconds = this.walls[after]! - this.walls[after - 1]! - this.tickSeconds;
    return this.tickOfWall.get(wall + gapSeconds)!;
  }

  /** The first tick at which the wall shows that time or a later one. */
  private tickAfterWall(wall: number): number {
    const found = this.walls.findIndex((shown) => shown >= wall);
    return found === -1 ? this.walls.length : found;
  }

  private tickOf(instant: EpochSeconds): number {
    return (instant - this.from) / this.tickSeconds;
  }
}
