import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { fact, monthly, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'tx-dir-dcs');

/** Figures of the level `reports` from September 2024 on. A default of it is worth 10,000 x 50 % x 90 % = 4,500.00. */
const reports = (...figures: readonly (string | number)[]) => monthly('reports', '2024-09', figures);
const good = (months: number) => Array.from({ length: months }, () => 99);

describe('minimum and expected', () => {
  for (const [value, payable] of [
    ['90.97', '4500.00'],
    ['90.98', '0.00'],
    ['90.99', '0.00'],
  ] as const) {
    worked(contract, `${value} against the minimum of 90.98`, {
      facts: reports(value),
      gives: { '2024-09': { 'credits.payable': payable } },
    });
  }

  for (const [value, payable] of [
    ['95.94', '4500.00'],
    ['95.95', '0.00'],
    ['95.96', '0.00'],
  ] as const) {
    worked(contract, `${value} after three misses of the expected level`, {
      facts: reports(95, 95, 95, value),
      gives: { '2024-11': { 'credits.payable': '0.00' }, '2024-12': { 'credits.payable': payable } },
    });
  }

  worked(contract, 'a miss thirteen months back is out of the window', {
    // September to November 2024 and September 2025: the window from October on holds three.
    facts: reports(95, 95, 95, ...good(9), 95),
    gives: { '2025-09': { 'credits.payable': '0.00' } },
  });
  worked(contract, 'one month later it is in', {
    facts: reports(99, 95, 95, 95, ...good(8), 95),
    gives: { '2025-09': { 'credits.payable': '4500.00' } },
  });
  worked(contract, 'misses of the minimum count among the four', {
    facts: reports(90, 95, 95, 95),
    gives: { '2024-09': { 'credits.payable': '4500.00' }, '2024-12': { 'credits.payable': '4500.00' } },
  });
});

describe('platinum servers, a minimum of 99.7 %', () => {
  // April: 2,592,000 s, 0.3 % of which are 7,776. Half of the pool of 100 %: 5,000.00.
  for (const [seconds, payable] of [
    [7775, '0.00'],
    [7776, '0.00'],
    [7777, '5000.00'],
  ] as const) {
    worked(contract, `down for ${seconds} s in April`, {
      facts: [...reports(...good(8)), ...outage('O1', 'platinum', '2025-04-08T10:00:00', seconds)],
      gives: { '2025-04': { 'credits.payable': payable } },
    });
  }
  // March has an hour less: 2,674,800 s, 0.3 % of which are 8,024.4.
  for (const [seconds, payable] of [
    [8024, '0.00'],
    [8025, '5000.00'],
  ] as const) {
    worked(contract, `down for ${seconds} s in the month of the clock change`, {
      facts: [...reports(...good(7)), ...outage('O1', 'platinum', '2025-03-10T10:00:00', seconds)],
      gives: { '2025-03': { 'credits.payable': payable } },
    });
  }
});

worked(contract, 'the sum of a month is at most what is at risk', {
  // Platinum 5,000, gold 30 % of 10,000 = 3,000, reports 4,500: 12,500 of 10,000.
  facts: [
    ...reports(...good(7), 90),
    ...outage('O1', 'platinum', '2025-04-08T10:00:00', 9000),
    ...outage('O2', 'gold', '2025-04-08T10:00:00', 30_000),
  ],
  gives: {
    '2025-04': {
      'credits.combined.amount': '12500.00',
      'credits.payable': '10000.00',
      'credits.lost': '2500.00',
    },
  },
});

worked(contract, 'the invoice changes in the middle of the month', {
  // Half of April at 100,000 and half at 120,000: 110,000, of which 11,000 are at risk; 45 % of that.
  facts: reports(...good(7), 90),
  amended: [
    [
      `
amendment: A1
agreement: tx-dir-dcs
kind: amendment
effectiveFrom: 2025-04-16
executedAt: 2025-04-01
change: { charges: [ { id: invoice, amount: "120000.00", per: month } ] }
`,
      '2025-04-01T00:00:00Z',
    ],
  ],
  gives: { '2025-04': { 'credits.payable': '4950.00' } },
});

describe('open overdue requests', () => {
  const request = (key: string) =>
    fact('TicketOpened', '2025-04-28T13:00:00', {
      ticket: key,
      ticketType: 'request',
      priority: 'P3',
      service: 'network',
    });

  worked(contract, 'two of them count in each month until they are solved', {
    // Opened on 28 April at 08:00 in Chicago, due at 16:00. Nothing in time: 0 % is below the minimum, a default of
    // 10,000 x 50 % x 40 %. Fewer than ten, of which one miss would be allowed.
    facts: [
      ...reports(...good(10)),
      request('R1'),
      request('R2'),
      fact('TicketResolved', '2025-05-20', { ticket: 'R1' }),
      fact('TicketResolved', '2025-05-20', { ticket: 'R2' }),
    ],
    gives: {
      '2025-04': { 'credits.payable': '2000.00', 'serviceLevels.network-requests.misses': 2 },
      '2025-05': { 'credits.payable': '2000.00', 'serviceLevels.network-requests.misses': 2 },
      '2025-06': {
        'credits.payable': '0.00',
        'serviceLevels.network-requests.verdict': 'not-measured',
      },
    },
  });
  worked(contract, 'a single one is allowed', {
    facts: [...reports(...good(8)), request('R1')],
    gives: {
      '2025-04': { 'credits.payable': '0.00', 'serviceLevels.network-requests.verdict': 'met' },
    },
  });
});

describe('earned back where the mean of the contract year keeps the target', () => {
  // 90 + ten months of 96.44 + one more: 1,151.4 / 12 is exactly 95.95 with 97.
  const year = (last: string) => reports(90, ...Array.from({ length: 10 }, () => '96.44'), last);
  for (const [last, back] of [
    ['96.99', '0.00'],
    ['97', '4500.00'],
    ['97.01', '4500.00'],
  ] as const) {
    worked(contract, `${last} in the last month`, {
      facts: year(last),
      gives: {
        '2025-07': { 'earnBacks.paid': '0.00' },
        '2025-08': { 'earnBacks.paid': back },
      },
    });
  }
});
