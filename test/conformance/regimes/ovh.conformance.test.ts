import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'ovh');

const claim = (period: string) => byClient('CreditClaimed', `${period}-28`, { period });

describe('whole hours beyond the allowance, of 1,000', () => {
  // April: 0.5 % of 43,200 min are 216 min = 12,960 s.
  for (const [seconds, payable] of [
    [12_960, '0.00'],
    [16_559, '0.00'],
    [16_560, '50.00'],
    [20_160, '100.00'],
    [34_559, '250.00'],
    [34_560, '300.00'],
    [38_160, '300.00'],
  ] as const) {
    worked(contract, `${seconds} s in April`, {
      facts: [...outage('O1', 'kms', '2025-04-03T04:00:00', seconds), claim('2025-04')],
      gives: { '2025-04': { 'credits.payable': payable } },
    });
  }
  // November has an hour more in New York: 0.5 % of 2,595,600 s are 12,978 s.
  for (const [seconds, payable] of [
    [16_577, '0.00'],
    [16_578, '50.00'],
  ] as const) {
    worked(contract, `${seconds} s in November`, {
      facts: [...outage('O1', 'kms', '2025-11-10T05:00:00', seconds), claim('2025-11')],
      gives: { '2025-11': { 'credits.payable': payable } },
    });
  }
});

describe('only the better of two', () => {
  // 99 % of April: 25,920 s.
  worked(contract, 'ten per cent of the dearer, thirty of the cheaper', {
    facts: [
      ...outage('O1', 'vmware', '2025-04-03T04:00:00', 25_920),
      ...outage('O2', 'vrack', '2025-04-03T04:00:00', 25_921),
      claim('2025-04'),
    ],
    gives: {
      '2025-04': {
        'credits.payable': '250.00',
        'credits.lines.vrack-availability.amount': '120.00',
        'credits.lines.vrack-availability.standing.kind': 'less-than-highest',
      },
    },
  });
  worked(contract, 'the key service is on top', {
    facts: [
      ...outage('O1', 'vmware', '2025-04-03T04:00:00', 25_921),
      ...outage('O2', 'vrack', '2025-04-03T04:00:00', 25_921),
      ...outage('O3', 'kms', '2025-04-03T04:00:00', 16_560),
      claim('2025-04'),
    ],
    gives: { '2025-04': { 'credits.payable': '800.00' } }, // 750 + 50
  });
});

describe('more than three minutes', () => {
  // 99.95 % of April allows 1,296 s.
  const eight = (seconds: number) =>
    Array.from({ length: 8 }, (_, index) =>
      outage(`O${index}`, 'vrack', `2025-04-1${index}T04:00:00`, seconds),
    ).flat();
  worked(contract, 'eight times 180 s are nothing', {
    facts: [...eight(180), claim('2025-04')],
    gives: { '2025-04': { 'credits.payable': '0.00' } },
  });
  worked(contract, 'eight times 181 s are 1,448 s', {
    facts: [...eight(181), claim('2025-04')],
    gives: { '2025-04': { 'credits.payable': '40.00' } },
  });
});
