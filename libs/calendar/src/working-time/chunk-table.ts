import { TallyError } from '@tallystick/errors';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { DayPlan } from '../hours/calendar-hours.js';
import { localUnchecked } from '../zones/local-time.js';
import { outOfRange, type ZoneTransitions } from '../zones/zone-transitions.js';
import { type Chunk, chunkOf, totalOf, workingSecondsAt } from './chunk.js';
import type { Interval } from './intervals.js';
import { openIntervalsOfDates } from './open-intervals.js';

const secondsPerDay = 86_400;
/** Chunks lie on a grid of 128 days from 1970, so that the same instants are compiled together whatever came first. */
const chunkSeconds = 128 * secondsPerDay;
/** Hours of at most 48 hours, on clocks that jump by at most 24, reach no further than this into a later date. */
const datesBefore = 4;
/** Where the clock is put back over midnight, hours of the next dates open before this one ends. */
const datesAfter = 2;

/** The chunks compiled so far, without a hole between them. A question about an instant compiles those up to it. */
export class ChunkTable {
  private readonly chunks: Chunk[];
  /** The grid index of the first chunk. */
  private firstIndex: number;

  /** @param origin where working seconds are counted from; the zone covers it. */
  constructor(
    private readonly zone: ZoneTransitions,
    private readonly hoursOn: (date: DayNumber) => DayPlan,
    origin: EpochSeconds,
  ) {
    this.firstIndex = Math.floor(origin / chunkSeconds);
    const [start, end, intervals] = this.compiled(this.firstIndex);
    const upToOrigin = workingSecondsAt(chunkOf(start, end, intervals, 0), origin);
    this.chunks = [chunkOf(start, end, intervals, 0 - upToOrigin)];
  }

  /** Working seconds from the origin to the instant, negative before it. */
  workingSecondsAt(instant: EpochSeconds): number {
    const chunk = this.chunks[Math.floor(instant / chunkSeconds) - this.firstIndex];
    if (chunk !== undefined && instant >= chunk.start && instant <= chunk.end && Number.isInteger(instant)) {
      return workingSecondsAt(chunk, instant);
    }
    return workingSecondsAt(this.chunkAt(instant), instant);
  }

  /**
   * The chunk that the instant lies in, or at the end of which it lies where the zone's cover ends there.
   *
   * @throws TallyError `worktime-invalid` where it is no whole second, `zone-out-of-range`.
   */
  chunkAt(instant: EpochSeconds): Chunk {
    if (!Number.isInteger(instant)) {
      throw new TallyError('worktime-invalid', `${instant} is not an instant in whole seconds.`);
    }
    const { coversFrom, coversUntil } = this.zone;
    if (instant < coversFrom || instant > coversUntil) {
      throw outOfRange(this.zone, instant);
    }
    const index = Math.floor((instant === coversUntil ? instant - 1 : instant) / chunkSeconds);
    for (let missing = this.firstIndex + this.chunks.length; missing <= index; missing += 1) {
      const [start, end, intervals] = this.compiled(missing);
      this.chunks.push(chunkOf(start, end, intervals, this.chunks.at(-1)!.workingAtEnd));
    }
    while (index < this.firstIndex) {
      const [start, end, intervals] = this.compiled(this.firstIndex - 1);
      this.chunks.unshift(
        chunkOf(start, end, intervals, this.chunks[0]!.workingAtStart - totalOf(intervals)),
      );
      this.firstIndex -= 1;
    }
    return this.chunks[index - this.firstIndex]!;
  }

  /** The bounds and open intervals of one chunk of the grid, cut to what the zone covers. */
  private compiled(index: number): [start: EpochSeconds, end: EpochSeconds, intervals: readonly Interval[]] {
    const start = Math.max(this.zone.coversFrom, index * chunkSeconds);
    const end = Math.min(this.zone.coversUntil, (index + 1) * chunkSeconds);
    const firstDate = localUnchecked(this.zone, start).date - datesBefore;
    const lastDate = localUnchecked(this.zone, end).date + datesAfter;
    const intervals = openIntervalsOfDates(this.zone, this.hoursOn, firstDate, lastDate)
      .map(([open, close]): Interval => [Math.max(open, start), Math.min(close, end)])
      .filter(([open, close]) => open < close);
    return [start, end, intervals];
  }
}
