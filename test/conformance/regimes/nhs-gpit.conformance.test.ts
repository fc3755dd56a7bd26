import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { monthly, outage, ticket } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'nhs-gpit');

describe('in support hours, of 500.00', () => {
  // January: 31 x 14 h = 1,562,400 s, 0.1 % of which are 1,562.4 s. February: 28 days, 1,411.2 s.
  for (const [month, seconds, payable] of [
    ['2025-01', 1562, '0.00'],
    ['2025-01', 1563, '25.00'],
    ['2025-02', 1411, '0.00'],
    ['2025-02', 1412, '25.00'],
  ] as const) {
    worked(contract, `${seconds} s in ${month}`, {
      facts: outage('O1', 'record', `${month}-08T10:00:00`, seconds),
      gives: { [month]: { 'credits.payable': payable } },
    });
  }
});

describe('at night', () => {
  // January: 31 x 10 h = 1,116,000 s. March has a night of 9 h: 1,112,400 s. October one of 11 h: 1,119,600 s.
  for (const [month, seconds, payable] of [
    ['2025-01', 1116, '0.00'],
    ['2025-01', 1117, '10.00'],
    ['2025-03', 1112, '0.00'],
    ['2025-03', 1113, '10.00'],
    ['2025-10', 1119, '0.00'],
    ['2025-10', 1120, '10.00'],
  ] as const) {
    worked(contract, `${seconds} s in ${month}`, {
      facts: outage('O1', 'record', `${month}-08T02:00:00`, seconds),
      gives: { [month]: { 'credits.payable': payable } },
    });
  }
  worked(contract, 'an outage across the end of support hours counts in both', {
    // 20:00 to 21:00: half an hour each; both allowances are smaller.
    facts: outage('O1', 'record', '2025-01-08T20:00:00', 3600),
    gives: {
      '2025-01': {
        'serviceLevels.support-hours.verdict': 'missed',
        'serviceLevels.non-support-hours.verdict': 'missed',
        'credits.payable': '35.00',
      },
    },
  });
});

describe('severity 1 fixed within five hours', () => {
  for (const [minutes, payable] of [
    [299, '0.00'],
    [300, '0.00'],
    [301, '50.00'],
  ] as const) {
    worked(contract, `two of ${minutes} minutes`, {
      facts: [
        ticket('A', '2025-01-08T10:00:00', minutes),
        ticket('B', '2025-01-09T10:00:00', minutes),
      ].flat(),
      gives: { '2025-01': { 'credits.payable': payable } },
    });
  }
});

describe('calls answered, and two strikes', () => {
  for (const [value, verdict] of [
    ['96.99', 'missed'],
    ['97', 'met'],
    ['97.01', 'met'],
  ] as const) {
    worked(contract, `${value} % of calls`, {
      facts: monthly('calls', '2025-01', [value]),
      gives: { '2025-01': { 'serviceLevels.calls.verdict': verdict } },
    });
  }
  worked(contract, 'the second in the twelfth month', {
    facts: [...monthly('video', '2025-01', ['98.9']), ...monthly('video', '2025-12', ['98.9'])],
    gives: {
      '2025-11': { 'exits.two-strikes.state': 'watch', 'exits.two-strikes.by': '2025-12-31' },
      '2025-12': { 'exits.two-strikes.state': 'exercisable' },
    },
  });
  worked(contract, 'the second in the thirteenth', {
    facts: [...monthly('video', '2025-01', ['98.9']), ...monthly('video', '2026-01', ['98.9'])],
    gives: { '2026-01': { 'exits.two-strikes.state': 'watch' } },
  });
});
