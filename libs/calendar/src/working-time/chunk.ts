import type { EpochSeconds } from '@tallystick/quantities';
import type { Interval } from './intervals.js';

/** Six hours: short enough that a bucket meets one or two intervals, long enough that the index stays small. */
const bucketSeconds = 21_600;

/**
 * The compiled open intervals within `[start, end)`. `opens`, `closes` and `workingBefore` run side by side and end
 * with a sentinel at infinity, so that a look-up needs no check of the last index.
 */
export interface Chunk {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Working seconds from the table's origin to the opening of each interval; the sentinel's is that of the chunk's end. */
  readonly workingBefore: Float64Array;
  /** Per bucket of six hours: the first interval that closes after the bucket's start. */
  readonly firstInBucket: Int32Array;
  /** Working seconds from the table's origin to the chunk's start and end. */
  readonly workingAtStart: number;
  readonly workingAtEnd: number;
}

/** @param intervals sorted and disjoint, within `[start, end)`. */
export function chunkOf(
  start: EpochSeconds,
  end: EpochSeconds,
  intervals: readonly Interval[],
  workingAtStart: number,
): Chunk {
  const count = intervals.length;
  const opens = new Float64Array(count + 1).fill(Infinity);
  const closes = new Float64Array(count + 1).fill(Infinity);
  const workingBefore = new Float64Array(count + 1);
  let working = workingAtStart;
  intervals.forEach(([open, close], index) => {
    opens[index] = open;
    closes[index] = close;
    workingBefore[index] = working;
    working += close - open;
  });
  workingBefore[count] = working;

  // One more bucket than the length asks for, because the chunk's end itself is looked up too.
  const firstInBucket = new Int32Array(Math.floor((end - start) / bucketSeconds) + 1);
  let index = 0;
  firstInBucket.forEach((_, bucket) => {
    while (closes[index]! <= start + bucket * bucketSeconds) {
      index += 1;
    }
    firstInBucket[bucket] = index;
  });
  return { start, end, opens, closes, workingBefore, firstInBucket, workingAtStart, workingAtEnd: working };
}

export function totalOf(intervals: readonly Interval[]): number {
  return intervals.reduce((total, [open, close]) => total + close - open, 0);
}

/** The index of the first interval that closes after the instant, or of the sentinel. The instant is in `[start, end]`. */
export function firstClosingAfter(chunk: Chunk, instant: EpochSeconds): number {
  let index = chunk.firstInBucket[Math.floor((instant - chunk.start) / bucketSeconds)]!;
  while (chunk.closes[index]! <= instant) {
    index += 1;
  }
  return index;
}

/** Working seconds from the table's origin to the instant, which is in `[start, end]`. */
export function workingSecondsAt(chunk: Chunk, instant: EpochSeconds): number {
  const index = firstClosingAfter(chunk, instant);
  const open = chunk.opens[index]!;
  const before = chunk.workingBefore[index]!;
  return instant > open ? before + (instant - open) : before;
}

/** The earliest instant at which so many working seconds are reached: more than at the chunk's start, at most as at its end. */
export function instantOfWorkingSeconds(chunk: Chunk, working: number): EpochSeconds {
  let low = 0;
  let high = chunk.opens.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chunk.workingBefore[middle]! < working) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return chunk.opens[low - 1]! + (working - chunk.workingBefore[low - 1]!);
}
