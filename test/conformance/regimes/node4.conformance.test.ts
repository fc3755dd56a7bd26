import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'node4');

const claim = (period: string, on: string) => byClient('CreditClaimed', on, { period });

describe('part of a month', () => {
  // 17 to 30 June: 14 days, 1,209,600 s, of 3,000 x 14/30 = 1,400. 0.1 % are 1,209.6 s, 1 % 12,096 s.
  for (const [seconds, payable] of [
    [1209, '0.00'],
    [1210, '140.00'],
    [12_096, '140.00'],
    [12_097, '280.00'],
  ] as const) {
    worked(contract, `${seconds} s in the first`, {
      facts: [...outage('O1', 'circuit', '2025-06-20T09:00:00', seconds), claim('2025-06', '2025-07-02')],
      gives: { '2025-06': { 'charges.circuit.amount': '1400.00', 'credits.payable': payable } },
    });
  }
  worked(contract, 'the last, of sixteen days', {
    facts: [...outage('O1', 'circuit', '2026-06-10T09:00:00', 5000), claim('2026-06', '2026-07-02')],
    gives: { '2026-06': { 'charges.circuit.amount': '1600.00', 'credits.payable': '160.00' } },
  });
});

describe('claims within 21 business days', () => {
  const june = outage('O1', 'circuit', '2025-06-20T09:00:00', 5000);
  // June: 1 to 4, 7 to 11, 14 to 18, 21 to 25, 28 and 29 July, 17:30 in London.
  for (const [at, payable, status] of [
    ['2025-07-29T16:29:59', '140.00', 'claimed'],
    ['2025-07-29T16:30:00', '140.00', 'claimed'],
    ['2025-07-29T16:30:01', '0.00', 'lapsed'],
  ] as const) {
    worked(contract, `June's at ${at}`, {
      facts: [...june, claim('2025-06', at)],
      gives: {
        '2025-06': {
          'credits.payable': payable,
          'credits.lines.circuit-availability.claim.status': status,
        },
      },
    });
  }
  // July: the bank holiday of 25 August does not count: 1 September.
  for (const [at, payable] of [
    ['2025-09-01T16:30:00', '300.00'],
    ['2025-09-01T16:30:01', '0.00'],
  ] as const) {
    worked(contract, `July's at ${at}`, {
      facts: [...outage('O1', 'circuit', '2025-07-20T09:00:00', 5000), claim('2025-07', at)],
      gives: { '2025-07': { 'credits.payable': payable } },
    });
  }
  worked(contract, 'less is claimed than is due', {
    facts: [...june, byClient('CreditClaimed', '2025-07-02', { period: '2025-06', amount: '100.00' })],
    gives: { '2025-06': { 'credits.payable': '100.00' } },
  });
});

describe('a lapsed miss does not count towards leaving', () => {
  const misses = ['2025-07', '2025-08', '2025-10'].flatMap((month) =>
    outage(month, 'circuit', `${month}-10T09:00:00`, 5000),
  );
  const claims = (last: string) => [
    claim('2025-07', '2025-08-04'),
    claim('2025-08', '2025-09-04'),
    claim('2025-10', last),
  ];
  worked(contract, 'three claimed', {
    facts: [...misses, ...claims('2025-11-04')],
    gives: { '2025-10': { 'exits.third-miss.state': 'exercisable' } },
  });
  worked(contract, 'the third claimed too late', {
    // November: 3 to 7, 10 to 14, 17 to 21, 24 to 28: twenty; the 21st is 1 December.
    facts: [...misses, ...claims('2025-12-01T17:30:01')],
    gives: { '2025-10': { 'exits.third-miss.state': 'watch', 'exits.third-miss.reached': '2' } },
  });
});

worked(contract, 'the rental changes in the middle of a month', {
  // September: 15 days of 3,000 and 15 of 3,600: 3,300; 10 %.
  facts: [...outage('O1', 'circuit', '2025-09-10T09:00:00', 5000), claim('2025-09', '2025-10-02')],
  amended: [
    [
      `
amendment: A1
agreement: node4
kind: amendment
effectiveFrom: 2025-09-16
executedAt: 2025-09-01
change: { charges: [ { id: circuit, amount: "3600.00", per: month } ] }
`,
      '2025-10-03T00:00:00Z',
    ],
  ],
  gives: { '2025-09': { 'charges.circuit.amount': '3300.00', 'credits.payable': '330.00' } },
});
