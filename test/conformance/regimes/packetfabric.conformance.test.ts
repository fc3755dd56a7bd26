import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, hour, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'packetfabric');

describe('the core by the length of what was down, of 4,000', () => {
  for (const [seconds, payable] of [
    [25, '0.00'],
    [26, '400.00'],
    [27, '400.00'],
    [hour - 1, '400.00'],
    [hour, '800.00'],
    [4 * hour, '1200.00'],
    [8 * hour, '1600.00'],
    [12 * hour, '2400.00'],
    [24 * hour, '2400.00'],
    [24 * hour + 1, '4000.00'],
  ] as const) {
    worked(contract, `${seconds} s`, {
      facts: outage('O1', 'core', '2025-01-08T10:00:00', seconds),
      gives: { '2025-01': { 'credits.payable': payable } },
    });
  }
  worked(contract, 'outages of a month add up', {
    // Diverse: 2 min + 2 min = 4 min: 15 % of 3,000; each alone would be below the band.
    facts: [
      ...outage('O1', 'diverse', '2025-01-08T10:00:00', 120),
      ...outage('O2', 'diverse', '2025-01-09T10:00:00', 120),
    ],
    gives: { '2025-01': { 'credits.payable': '450.00' } },
  });
});

describe('how far the target is exceeded', () => {
  const figure = (serviceLevel: string, value: string) => [
    fact('MeasurementReported', '2025-01-20', { serviceLevel, value }),
  ];
  // Latency: 60 ms; 10 % more are 66, 20 % 72, 100 % 120.
  for (const [value, payable] of [
    ['65.999', '0.00'],
    ['66', '400.00'],
    ['71.999', '400.00'],
    ['72', '800.00'],
    ['120', '2400.00'],
  ] as const) {
    worked(contract, `latency of ${value} ms`, {
      facts: figure('latency', value),
      gives: { '2025-01': { 'credits.payable': payable } },
    });
  }
  worked(contract, 'never more than the charge of the service', {
    // Down for over a day 100 %, jitter twice its target 50 %: 6,000 of 4,000; the other service has a cap of its own.
    facts: [
      ...outage('O1', 'core', '2025-01-08T10:00:00', 25 * hour),
      ...figure('jitter', '4'),
      ...outage('O2', 'non-diverse', '2025-01-08T10:00:00', 43 * 60),
    ],
    gives: { '2025-01': { 'credits.payable': '4100.00', 'credits.lost': '2000.00' } },
  });
});

describe('chronic outages', () => {
  const three = (last: string, seconds = 1801) => [
    ...outage('O1', 'diverse', '2025-01-02T10:00:00', 1801),
    ...outage('O2', 'diverse', '2025-01-15T10:00:00', 1801),
    ...outage('O3', 'diverse', `${last}T10:00:00`, seconds),
  ];
  worked(contract, 'the third on day 30', {
    facts: three('2025-01-31'),
    gives: {
      '2025-01': {
        'exits.diverse-chronic.state': 'exercisable',
        'exits.diverse-chronic.noticeBy': '2025-03-02',
      },
    },
  });
  worked(contract, 'the third on day 31', {
    facts: three('2025-02-01'),
    gives: {
      '2025-01': { 'exits.diverse-chronic.state': 'watch' },
      '2025-02': { 'exits.diverse-chronic.heldIn': [] },
    },
  });
  worked(contract, 'one of them of thirty minutes, no more', {
    facts: three('2025-01-31', 1800),
    gives: { '2025-01': { 'exits.diverse-chronic.state': 'watch' } },
  });
  const noticed = (on: string, state: string) => ({
    facts: [...three('2025-01-31'), byClient('ExitNoticeServed', on, { trigger: 'diverse-chronic' })],
    gives: { '2025-03': { 'exits.diverse-chronic.state': state } },
  });
  // 31 January and thirty days: 2 March.
  worked(contract, 'notice on the last day', noticed('2025-03-02T23:59:59', 'exercisable'));
  worked(contract, 'notice a second later is too late', noticed('2025-03-03T00:00:00', 'lapsed'));

  for (const [seconds, state] of [
    [24 * hour, 'clear'],
    [24 * hour + 1, 'exercisable'],
  ] as const) {
    worked(contract, `down for ${seconds} s in a month`, {
      facts: [
        ...outage('O1', 'diverse', '2025-01-08T10:00:00', 1200),
        ...outage('O2', 'diverse', '2025-01-10T10:00:00', seconds - 1200),
      ],
      gives: {
        '2025-01': { 'exits.diverse-day.state': state, 'exits.diverse-day.reached': String(seconds) },
      },
    });
  }
});
