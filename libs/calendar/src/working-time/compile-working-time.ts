import { invariant, TallyError } from '@tallystick/errors';
import {
  type DayNumber,
  type EpochSeconds,
  formatInstantSeconds,
  formatLocalDate,
} from '@tallystick/quantities';
import type { DayPlan } from '../hours/calendar-hours.js';
import { localUnchecked, startOfLocalDateUnchecked } from '../zones/local-time.js';
import { assertCovered, outOfRange, type ZoneTransitions } from '../zones/zone-transitions.js';
import { BusinessDays } from './business-days.js';
import { type Chunk, firstClosingAfter, instantOfWorkingSeconds, workingSecondsAt } from './chunk.js';
import { ChunkTable } from './chunk-table.js';
import type { Interval } from './intervals.js';
import type { WorkingTime } from './working-time.js';

/** How long a search goes on without meeting any working time. */
const searchLimitSeconds = 3653 * 86_400;

export interface WorkingTimeInput {
  readonly zone: ZoneTransitions;
  /**
   * The plan of each local date; each may stand under another version of the terms. It must be pure and answer every
   * date: the table also asks for dates around those that a question is about, some of them twice.
   */
  readonly hoursOn: (date: DayNumber) => DayPlan;
  /** Its start, or where the zone's cover starts if that is later: from there `workingSecondsBefore` counts. */
  readonly firstDate: DayNumber;
}

/**
 * Compiles working time into tables of open intervals with prefix sums, a chunk at a time and on demand: a question
 * about an instant compiles the chunks between it and those there already.
 *
 * @throws TallyError `zone-out-of-range` where the zone ends before the first date; `calendar-invalid`, here or at
 * any question, where the plan of a date contradicts itself.
 */
export function compileWorkingTime(input: WorkingTimeInput): WorkingTime {
  return new CompiledWorkingTime(input);
}

class CompiledWorkingTime implements WorkingTime {
  private readonly zone: ZoneTransitions;
  private readonly table: ChunkTable;
  private readonly businessDays: BusinessDays;

  constructor({ zone, hoursOn, firstDate }: WorkingTimeInput) {
    const origin = Math.max(zone.coversFrom, startOfLocalDateUnchecked(zone, firstDate));
    assertCovered(zone, origin);
    this.zone = zone;
    this.table = new ChunkTable(zone, hoursOn, origin);
    this.businessDays = new BusinessDays(zone, hoursOn);
  }

  elapsed(from: EpochSeconds, to: EpochSeconds): number {
    if (from > to) {
      throw reversed(from, to);
    }
    return this.workingSecondsBefore(to) - this.workingSecondsBefore(from);
  }

  elapsedLess(from: EpochSeconds, to: EpochSeconds, pauses: readonly Interval[]): number {
    let seconds = this.elapsed(from, to);
    let previousEnd = -Infinity;
    for (const [start, end] of pauses) {
      previousEnd = inOrder(previousEnd, start, end);
      const pausedFrom = Math.max(from, start);
      const pausedTo = Math.min(to, end);
      if (pausedFrom < pausedTo) {
        seconds -= this.elapsed(pausedFrom, pausedTo);
      }
    }
    return seconds;
  }

  due(from: EpochSeconds, seconds: number, pauses: readonly Interval[] = []): EpochSeconds {
    if (!Number.isSafeInteger(seconds) || seconds <= 0) {
      throw new TallyError(
        'worktime-invalid',
        `A limit of ${seconds} seconds is not a positive whole number of seconds.`,
      );
    }
    let counted = from;
    let remaining = seconds;
    let previousEnd = -Infinity;
    for (const [start, end] of pauses) {
      previousEnd = inOrder(previousEnd, start, end);
      if (end <= counted) {
        continue;
      }
      const due = start <= counted ? undefined : this.dueWithoutPause(counted, remaining);
      if (due !== undefined && due <= start) {
        return due;
      }
      if (end === Infinity) {
        throw new TallyError(
          'calendar-never-open',
          `The pause that starts at ${textOf(start)} does not end, so the limit is never reached.`,
        );
      }
      remaining -= start <= counted ? 0 : this.elapsed(counted, start);
      counted = end;
    }
    return this.dueWithoutPause(counted, remaining);
  }

  isOpen(instant: EpochSeconds): boolean {
    const chunk = this.table.chunkAt(instant);
    return chunk.opens[firstClosingAfter(chunk, instant)]! <= instant;
  }

  nextOpening(instant: EpochSeconds): EpochSeconds {
    let chunk = this.table.chunkAt(instant);
    let index = firstClosingAfter(chunk, instant);
    while (index === chunk.opens.length - 1) {
      chunk = this.chunkAfter(chunk, instant, instant);
      index = 0;
    }
    return Math.max(instant, chunk.opens[index]!);
  }

  openIntervals(from: EpochSeconds, to: EpochSeconds): readonly Interval[] {
    if (from > to) {
      throw reversed(from, to);
    }
    this.table.chunkAt(to);
    const found: [start: EpochSeconds, end: EpochSeconds][] = [];
    let chunk = this.table.chunkAt(from);
    let index = firstClosingAfter(chunk, from);
    for (;;) {
      const open = Math.max(from, chunk.opens[index]!);
      if (index < chunk.opens.length - 1 && open < to) {
        const close = Math.min(to, chunk.closes[index]!);
        const last = found.at(-1);
        if (last?.[1] === open) {
          last[1] = close;
        } else {
          found.push([open, close]);
        }
        index += 1;
      } else if (chunk.end < to) {
        chunk = this.table.chunkAt(chunk.end);
        index = 0;
      } else {
        return found;
      }
    }
  }

  workingSecondsBefore(instant: EpochSeconds): number {
    return this.table.workingSecondsAt(instant);
  }

  isBusinessDay(date: DayNumber): boolean {
    return this.businessDays.closingOf(date) !== undefined;
  }

  addBusinessDays(date: DayNumber, n: number): DayNumber {
    return this.businessDays.add(date, n);
  }

  closingOfBusinessDay(from: EpochSeconds, n: number): EpochSeconds {
    this.table.chunkAt(from);
    const date = this.businessDays.add(localUnchecked(this.zone, from).date, n);
    const closing = this.businessDays.closingOf(date);
    invariant(closing !== undefined, `${formatLocalDate(date)} is a business day`);
    return closing;
  }

  private dueWithoutPause(from: EpochSeconds, seconds: number): EpochSeconds {
    let chunk = this.table.chunkAt(from);
    const working = workingSecondsAt(chunk, from) + seconds;
    let lastWorked = from;
    while (chunk.workingAtEnd < working) {
      lastWorked = chunk.workingAtEnd > chunk.workingAtStart ? Math.max(from, chunk.end) : lastWorked;
      chunk = this.chunkAfter(chunk, from, lastWorked);
    }
    return instantOfWorkingSeconds(chunk, working);
  }

  /** The next chunk of a search that began at `from` and met working time last at `lastWorked`. */
  private chunkAfter(chunk: Chunk, from: EpochSeconds, lastWorked: EpochSeconds): Chunk {
    const ended = chunk.end >= this.zone.coversUntil;
    if (ended && lastWorked > from) {
      throw outOfRange(this.zone, chunk.end);
    }
    if (ended || chunk.end - lastWorked > searchLimitSeconds) {
      throw new TallyError(
        'calendar-never-open',
        `The calendar has no working time from ${textOf(lastWorked)} to ${textOf(chunk.end)}, where the search ended.`,
      );
    }
    return this.table.chunkAt(chunk.end);
  }
}

function reversed(from: EpochSeconds, to: EpochSeconds): TallyError {
  return new TallyError('worktime-invalid', `The range from ${textOf(from)} to ${textOf(to)} is reversed.`);
}

/** @returns the end of the pause, for the next to be held against. */
function inOrder(previousEnd: EpochSeconds, start: EpochSeconds, end: EpochSeconds): EpochSeconds {
  if (!(start < end && start >= previousEnd)) {
    throw new TallyError(
      'worktime-invalid',
      `The pauses are not merged: ${start} to ${end} is empty or comes too early.`,
    );
  }
  return end;
}

function textOf(instant: EpochSeconds): string {
  return Number.isSafeInteger(instant) ? formatInstantSeconds(instant) : String(instant);
}
