import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, monthly, tickets } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'uk-msc-points');

interface Figures {
  readonly availability?: readonly (string | number)[];
  readonly fixes?: readonly (string | number)[];
  readonly queries?: readonly (string | number)[];
}

/** Figures of consecutive months from April 2025 on; what is left out is perfect. */
function kpis({ availability = [], fixes = [], queries = [] }: Figures, months = 3) {
  const filled = (figures: readonly (string | number)[]) =>
    Array.from({ length: months }, (_, index) => figures[index] ?? 100);
  return [
    ...monthly('availability', '2025-04', filled(availability)),
    ...monthly('fix-times', '2025-04', filled(fixes)),
    ...monthly('queries', '2025-04', filled(queries)),
  ];
}

const april = (figures: Figures, points: string) => ({
  facts: kpis(figures, 1),
  gives: { '2025-04': { 'points.total': points } },
});

describe('points at the edges of a band', () => {
  // Ladder A: the edge belongs to the better band.
  for (const [value, points] of [
    ['98.999', '1'],
    ['99', '0'],
    ['99.001', '0'],
    ['97.999', '2'],
    ['98', '1'],
    ['95.999', '4'],
    ['96', '3'],
    ['96.001', '3'],
  ] as const) {
    worked(contract, `availability of ${value} %`, april({ availability: [value] }, points));
  }

  // Ladder B, by counts: 9989/10000 = 99.89, 998/1000 = 99.8, 7979/8000 = 99.7375, 9959/10000 = 99.59.
  for (const [fraction, points] of [
    ['9989/10000', '1'],
    ['999/1000', '0'],
    ['998/1000', '1'],
    ['7979/8000', '2'],
    ['997/1000', '2'],
    ['996/1000', '3'],
    ['9959/10000', '5'],
  ] as const) {
    worked(contract, `fixes ${fraction}`, april({ fixes: [fraction] }, points));
  }

  // Ladder D is rounded to two places first: 89.995 becomes 90.00, 94.995 becomes 95.00.
  for (const [value, points] of [
    ['89.994', '6'],
    ['89.995', '1'],
    ['90', '1'],
    ['94.994', '1'],
    ['94.995', '0'],
  ] as const) {
    worked(contract, `queries ${value} %`, april({ queries: [value] }, points));
  }
});

describe('points twice for a repeated failure', () => {
  worked(contract, 'the multiplier is of the current band, for every later month', {
    facts: kpis({ availability: [95, 98.5, 97.5] }),
    // Four; a minor one twice; a serious one (2) twice.
    gives: {
      '2025-04': { 'points.total': '4' },
      '2025-05': { 'points.total': '2' },
      '2025-06': { 'points.total': '4' },
    },
  });

  worked(contract, 'each indicator has a run of its own', {
    facts: kpis({ availability: [98.5, 100, 98.5], fixes: [100, 99.85, 99.85] }),
    // April: availability 1. May: fixes 1. June: availability 1, fixes 1 x 2.
    gives: {
      '2025-04': { 'points.total': '1' },
      '2025-05': { 'points.total': '1' },
      '2025-06': { 'points.total': '3' },
    },
  });

  worked(contract, 'a quarter after a quarter is a repeat, whatever lies between', {
    facts: [
      ...kpis({}, 6),
      // 48 of 50 in the second quarter: 96 % costs one. 19 of 20 in the third: 95 % costs two, twice.
      ...tickets('Q2', '2025-05-06T08:00:00', { inTime: 48, of: 50 }, { inTime: 60, late: 4320 }),
      ...tickets('Q3', '2025-08-05T08:00:00', { inTime: 19, of: 20 }, { inTime: 60, late: 4320 }),
    ],
    gives: {
      '2025-05': { 'points.total': '0', 'serviceLevels.fixes-of-the-quarter.verdict': 'not-measured' },
      '2025-06': { 'points.total': '1', 'serviceLevels.fixes-of-the-quarter.value.decimal': '96' },
      '2025-08': { 'points.total': '0' },
      '2025-09': { 'points.total': '4', 'serviceLevels.fixes-of-the-quarter.missesInARow': 2 },
    },
  });
});

describe('points become money up to the cap', () => {
  // 91 of 100 fixes of the quarter: below 92 %, four points.
  const quarter = tickets('Q2', '2025-05-06T08:00:00', { inTime: 91, of: 100 }, { inTime: 60, late: 4320 });
  // April 4 + 5 = 9, May twice 9 = 18, June 18 + 4 = 22: 49 in three months.
  const bad = { availability: [95, 95, 95], fixes: [99.5, 99.5, 99.5] };

  worked(contract, 'forty-nine points in three months: one short, and the cap is reached', {
    facts: [...kpis(bad), ...quarter],
    gives: {
      '2025-04': { 'points.total': '9', 'credits.payable': '4500.00' },
      '2025-05': { 'points.total': '18', 'credits.payable': '9000.00' },
      '2025-06': {
        'points.total': '22',
        'credits.combined.amount': '11000.00',
        'credits.payable': '10000.00', // 5 % of 200,000
        'credits.lost': '1000.00',
        'exits.critical-failure.state': 'watch',
        'exits.critical-failure.reached': '49',
        'exits.critical-failure.distance': '1',
        'exits.cap-reached.state': 'exercisable',
      },
    },
  });

  worked(contract, 'one point more: fifty', {
    facts: [...kpis({ ...bad, queries: [94] }), ...quarter],
    gives: {
      '2025-06': { 'exits.critical-failure.state': 'exercisable', 'exits.critical-failure.reached': '50' },
    },
  });

  worked(contract, 'the window moves on', {
    // July is perfect: 18 + 22 + 0 = 40.
    facts: [...kpis({ ...bad, queries: [94] }, 4), ...quarter],
    gives: { '2025-07': { 'exits.critical-failure.reached': '40' } },
  });

  worked(contract, 'twenty points are exactly the cap, nineteen are below it', {
    // April: availability 4, fixes 5. May: 8 + 10 + queries 1 = 19. June: 8 + 10 + 1 x 2 = 20.
    facts: kpis({ ...bad, queries: [100, 94, 94] }),
    gives: {
      '2025-05': { 'credits.payable': '9500.00', 'exits.cap-reached.state': 'clear' },
      '2025-06': {
        'credits.payable': '10000.00',
        'credits.lost': '0.00',
        'exits.cap-reached.state': 'exercisable',
      },
    },
  });
});

describe('points of a contract year', () => {
  worked(contract, 'the critical indicator of the year counts in one sum only', {
    // The calendar year 2025 is judged in December: 79.9 is below 80 and costs a hundred points.
    facts: [
      ...kpis({ availability: [98.5] }, 9),
      fact('MeasurementReported', '2025-12-20', { serviceLevel: 'critical-of-the-year', value: '79.9' }),
    ],
    gives: {
      '2025-12': {
        'points.total': '100',
        'exits.points-of-the-year.reached': '1',
        'exits.all-points-of-the-year.reached': '101',
      },
    },
  });

  worked(contract, 'below the threshold in two consecutive years', {
    facts: [
      fact('MeasurementReported', '2025-12-20', { serviceLevel: 'critical-of-the-year', value: '79.9' }),
      fact('MeasurementReported', '2026-12-20', { serviceLevel: 'critical-of-the-year', value: '79' }),
    ],
    gives: {
      '2025-12': { 'exits.critical-two-years.state': 'watch' },
      '2026-11': { 'exits.critical-two-years.state': 'watch' },
      '2026-12': { 'exits.critical-two-years.state': 'exercisable' },
    },
  });

  worked(contract, 'exactly at the threshold is not below it', {
    facts: [
      fact('MeasurementReported', '2025-12-20', { serviceLevel: 'critical-of-the-year', value: '79.9' }),
      fact('MeasurementReported', '2026-12-20', { serviceLevel: 'critical-of-the-year', value: '80' }),
    ],
    gives: { '2026-12': { 'exits.critical-two-years.state': 'clear', 'points.total': '26' } },
    // Of December 2026: critical 20, and nothing was reported for the three others for the 21st month in a row: the
    // band next to the target, 1 + 1 + 1, twice.
  });
});

describe('a rectification plan', () => {
  const facts = (shown: string, on: string) => [
    ...kpis({ availability: [95.9, 96, 96] }),
    byClient('ExitNoticeServed', '2025-05-05', { trigger: 'material-failure' }),
    fact('MeasurementReported', on, { serviceLevel: 'availability', value: shown }),
  ];
  // A right that one miss opens is always one step away, so its life is read from its steps.
  const ends = (rule: string) => ({ '2025-06': { 'exits.material-failure.steps.3.rule': rule } });

  // Noticed on 5 May, thirty days: to 4 June.
  worked(contract, 'put right on the last day', {
    facts: facts('96', '2025-06-04T22:59:59'),
    gives: ends('cure-shown-by-measure'),
  });
  worked(contract, 'not put right', {
    facts: facts('95.99', '2025-06-04'),
    gives: ends('cure-not-shown-by-measure'),
  });
});
