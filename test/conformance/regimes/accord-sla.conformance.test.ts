import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { fact, monthAfter, monthly } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'accord-sla');

/** Levels of consecutive months from January 2025 on, each with its report on the 3rd of the next month. */
function levels(...values: readonly (string | number)[]) {
  return [
    ...monthly('level', '2025-01', values),
    ...values.map((_, index) => reportOf(monthAfter('2025-01', index), `${monthAfter('2025-02', index)}-03`)),
  ];
}

function reportOf(period: string, on: string) {
  return fact('ObligationFulfilled', on, { obligation: 'monthly-report', period });
}

describe('two tiers, strictly below', () => {
  // A first month of 1,000 with a cap over twelve months of 5 % of the charges so far: 50 at most.
  for (const [level, payable, combined] of [
    ['99.801', '0.00', '0.00'],
    ['99.8', '0.00', '0.00'],
    ['99.799', '20.00', '20.00'],
    ['98', '20.00', '20.00'],
    ['97.999', '50.00', '110.00'],
  ] as const) {
    worked(contract, `${level} %`, {
      facts: levels(level),
      gives: { '2025-01': { 'credits.payable': payable, 'credits.combined.amount': combined } },
    });
  }
});

describe('the cap over twelve months', () => {
  worked(contract, 'what was given is taken off', {
    // February: 5 % of 2,000 = 100, and the monthly cap is 100. March: 150 - 100. April: 200 - 150. June: 300 - 200.
    facts: levels(100, 97, 97, 97, 100, 97),
    gives: {
      '2025-02': { 'credits.payable': '100.00' },
      '2025-03': { 'credits.payable': '50.00' },
      '2025-04': { 'credits.payable': '50.00' },
      '2025-06': { 'credits.payable': '100.00' },
    },
  });
  const good = (months: number) => Array.from({ length: months }, () => 100);
  worked(contract, 'a credit falls out of it in the thirteenth month', {
    // With 1 % of twelve months of 1,000 = 120. December 2025: 100. November 2026 still sees it: 20. December 2026
    // does not, but sees November's 20: 100.
    instead: { "id: year, clause: '3.4', percent: 5": "id: year, clause: '3.4', percent: 1" },
    facts: levels(...good(11), 97, ...good(10), 97, 97),
    gives: {
      '2025-12': { 'credits.payable': '100.00' },
      '2026-11': { 'credits.payable': '20.00' },
      '2026-12': { 'credits.payable': '100.00' },
    },
  });
});

describe('the monthly report, ten business days after the end', () => {
  // January ends on a Friday: 3 to 14 February, 17:00. A level of 100 % that is not reported is a failure.
  for (const [at, verdict, payable] of [
    ['2025-02-14T16:59:59', 'met', '0.00'],
    ['2025-02-14T17:00:00', 'met', '0.00'],
    ['2025-02-14T17:00:01', 'missed', '20.00'],
  ] as const) {
    worked(contract, `at ${at}`, {
      facts: [...monthly('level', '2025-01', [100]), reportOf('2025-01', at)],
      gives: { '2025-01': { 'serviceLevels.level.verdict': verdict, 'credits.payable': payable } },
    });
  }
  // April ends on a Wednesday, summer time: 1, 2, 5 to 9, 12 to 14 May; 17:00 in London is 16:00 UTC.
  for (const [at, verdict] of [
    ['2025-05-14T16:00:00', 'met'],
    ['2025-05-14T16:00:01', 'missed'],
  ] as const) {
    worked(contract, `in summer at ${at}`, {
      facts: [...levels(100, 100, 100), ...monthly('level', '2025-04', [100]), reportOf('2025-04', at)],
      gives: { '2025-04': { 'serviceLevels.level.verdict': verdict } },
    });
  }
});

describe('a correction after the fact', () => {
  worked(contract, 'as known in February and as known in March', {
    facts: [
      ...levels(99.7),
      fact('MeasurementReported', '2025-01-31', {
        serviceLevel: 'level',
        period: '2025-01',
        value: '99.9',
        recordedAt: '2025-03-05T09:00:00Z',
      }),
    ],
    gives: { '2025-01': { 'credits.payable': '0.00' } },
  });
});
