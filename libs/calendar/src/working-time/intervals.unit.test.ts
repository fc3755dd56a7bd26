import { describe, expect, test } from 'vitest';
import { mergeIntervals, subtractIntervals } from './intervals.js';

describe('intervals', () => {
  test.each([
    [[], []],
    [[[5, 5]], []],
    [
      [
        [3, 5],
        [1, 2],
      ],
      [
        [1, 2],
        [3, 5],
      ],
    ],
    [
      [
        [1, 3],
        [3, 5],
      ],
      [[1, 5]],
    ],
    [
      [
        [1, 9],
        [2, 3],
        [8, 12],
      ],
      [[1, 12]],
    ],
    [
      [
        [1, Infinity],
        [5, 7],
      ],
      [[1, Infinity]],
    ],
  ])('%j merge into %j', (intervals, merged) => {
    expect(mergeIntervals(intervals as [number, number][])).toStrictEqual(merged);
  });

  test.each([
    [[[0, 10]], [], [[0, 10]]],
    [[[0, 10]], [[0, 10]], []],
    [
      [[0, 10]],
      [
        [2, 3],
        [5, 12],
      ],
      [
        [0, 2],
        [3, 5],
      ],
    ],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[5, 25]],
      [
        [0, 5],
        [25, 30],
      ],
    ],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[10, 20]],
      [
        [0, 10],
        [20, 30],
      ],
    ],
  ])('%j less %j is %j', (from, away, left) => {
    expect(subtractIntervals(from as [number, number][], away as [number, number][])).toStrictEqual(left);
  });
});
