import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { monthly, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'telus-ivr');

const calls = (lost: number, month = '2025-01') => monthly('calls-lost', month, [lost]);

describe('points step a percentage off the next bill of 8,000', () => {
  for (const [points, payable] of [
    [9, '0.00'],
    [10, '160.00'],
    [11, '160.00'],
    [14, '160.00'],
    [15, '320.00'],
    [29, '640.00'],
    [30, '800.00'],
    [300, '800.00'],
  ] as const) {
    worked(contract, `${points} points`, {
      facts: calls(points),
      gives: { '2025-01': { 'points.total': String(points), 'credits.payable': payable } },
    });
  }
});

describe('availability is the mean of two months', () => {
  // February has 2,419,200 s; 1 % of it are 24,192. With a perfect January the mean is 99.5.
  for (const [seconds, points, payable] of [
    [24_191, '5', '0.00'],
    [24_192, '5', '0.00'],
    [24_193, '10', '160.00'],
  ] as const) {
    worked(contract, `${seconds} s down in February`, {
      facts: outage('O1', 'ivr', '2025-02-10T10:00:00', seconds),
      gives: { '2025-02': { 'points.total': points, 'credits.payable': payable } },
    });
  }

  worked(contract, 'the first month stands alone, the month after a bad one suffers', {
    // January: 2,678,400 s, 1 % of which are 26,784: 99 alone, ten points. February: (99 + 100) / 2, five. March: none.
    facts: outage('O1', 'ivr', '2025-01-10T10:00:00', 26_784),
    gives: {
      '2025-01': { 'points.total': '10', 'credits.payable': '160.00' },
      '2025-02': { 'points.total': '5', 'credits.payable': '0.00' },
      '2025-03': { 'points.total': '0' },
    },
  });

  worked(contract, 'a month without figures is left out of the mean', {
    instead: {
      '{ kind: availability, service: ivr, calendar: always, exclude: [maintenance], maintenanceNotice: 48h }':
        '{ kind: reported, unit: percent, whenNotReported: not-measured }',
    },
    // January alone: 98.8, twenty points, 6 %. March alone, as February has none: 99.4, ten points, 2 %. April:
    // (99.4 + 99.6) / 2 = 99.5, five.
    facts: monthly('availability', '2025-01', [98.8, '-', 99.4, 99.6]),
    gives: {
      '2025-01': { 'points.total': '20', 'credits.payable': '480.00' },
      '2025-02': { 'serviceLevels.availability-of-two-months.verdict': 'not-measured', 'points.total': '0' },
      '2025-03': { 'points.total': '10', 'credits.payable': '160.00' },
      '2025-04': { 'points.total': '5', 'serviceLevels.availability-of-two-months.value.decimal': '99.5' },
    },
  });
});

describe('points of both indicators together', () => {
  // Availability ten.
  for (const [lost, payable] of [
    [14, '480.00'],
    [15, '640.00'],
    [20, '800.00'],
  ] as const) {
    worked(contract, `ten and ${lost}`, {
      facts: [...outage('O1', 'ivr', '2025-02-10T10:00:00', 24_193), ...calls(lost, '2025-02')],
      gives: { '2025-02': { 'credits.payable': payable } },
    });
  }
});

worked(contract, 'the next bill is under another fee', {
  // 2 % of 9,000.
  facts: calls(10, '2025-02'),
  amended: [
    [
      `
amendment: A1
agreement: telus-ivr
kind: amendment
effectiveFrom: 2025-03-01
executedAt: 2025-02-01
change: { charges: [ { id: services, amount: "9000.00", per: month } ] }
`,
      '2025-02-01T00:00:00Z',
    ],
  ],
  gives: { '2025-02': { 'credits.payable': '180.00' } },
});
