import { Rational } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { type Downtime, downtimesWithout, mergeDowntimes } from './downtime.js';

function down(from: number, until: number, share = '1'): Downtime {
  return { from, until, share: Rational.parse(share) };
}

function texts(downtimes: readonly Downtime[]): string[] {
  return downtimes.map(({ from, until, share }) => `${from}-${until} ${share.toDecimal()}`);
}

describe('merging downtimes', () => {
  test('overlapping, contained and touching ones are one', () => {
    expect(texts(mergeDowntimes([down(50, 60), down(0, 10), down(5, 20), down(7, 9), down(20, 25)]))).toEqual(
      ['0-25 1', '50-60 1'],
    );
  });

  test('the largest share stands where several overlap', () => {
    expect(texts(mergeDowntimes([down(0, 100, '0.2'), down(30, 60, '0.5'), down(50, 110, '0.3')]))).toEqual([
      '0-30 0.2',
      '30-60 0.5',
      '60-110 0.3',
    ]);
  });

  test('empty ones are dropped', () => {
    expect(mergeDowntimes([down(5, 5)])).toEqual([]);
  });
});

describe('taking intervals away', () => {
  test.each([
    ['before', [[0, 10]], ['10-20 1']],
    ['the start', [[5, 12]], ['12-20 1']],
    ['the middle', [[12, 15]], ['10-12 1', '15-20 1']],
    ['the end', [[15, 25]], ['10-15 1']],
    ['all', [[10, 20]], []],
    ['after', [[20, 30]], ['10-20 1']],
    [
      'several',
      [
        [11, 12],
        [13, 14],
        [19, 22],
      ],
      ['10-11 1', '12-13 1', '14-19 1'],
    ],
  ] as const)('%s', (_, away, left) => {
    expect(texts(downtimesWithout([down(10, 20)], away))).toEqual(left);
  });

  test('one interval can cut several', () => {
    expect(texts(downtimesWithout([down(0, 10), down(12, 20)], [[5, 15]]))).toEqual(['0-5 1', '15-20 1']);
  });
});
