import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, outage, ticket } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'msp-powerhouse');

const claim = (on = '2025-05-10') => byClient('CreditClaimed', on, { period: '2025-04' });
const april = (payable: string) => ({ '2025-04': { 'credits.payable': payable } });

describe('uptime, with a dead zone between target and minimum', () => {
  // April: 43,200 min. 0.1 % are 43.2, 0.5 % 216, 1 % 432, 2 % 864.
  for (const [minutes, payable] of [
    [43, '0.00'],
    [44, '0.00'],
    [216, '0.00'],
    [217, '1000.00'],
    [432, '1000.00'],
    [433, '2500.00'],
    [864, '2500.00'],
    [865, '5000.00'],
  ] as const) {
    worked(contract, `${minutes} minutes`, {
      facts: [...outage('O1', 'servers', '2025-04-08T10:00:00', minutes * 60), claim()],
      gives: april(payable),
    });
  }
  worked(contract, 'a miss without a price', {
    facts: outage('O1', 'servers', '2025-04-08T10:00:00', 216 * 60),
    gives: {
      '2025-04': { 'serviceLevels.uptime.verdict': 'missed', 'serviceLevels.uptime.belowMinimum': false },
    },
  });
});

describe('each late answer has its price beyond the grace', () => {
  const p1 = (minutes: number, key = 'A') => ticket(key, '2025-04-08T10:00:00', minutes);
  for (const [minutes, payable, verdict] of [
    [15, '0.00', 'met'],
    [16, '0.00', 'missed'],
    [30, '0.00', 'missed'],
    [31, '500.00', 'missed'],
  ] as const) {
    worked(contract, `P1 after ${minutes} minutes`, {
      facts: [...p1(minutes), claim()],
      gives: { '2025-04': { 'credits.payable': payable, 'serviceLevels.response-in-time.verdict': verdict } },
    });
  }
  // P2 counts office hours: from Friday 17:00 in New York (21:00 UTC) an hour, then from Monday 08:00 (12:00 UTC).
  for (const [until, payable] of [
    ['2025-04-07T13:00:00', '0.00'],
    ['2025-04-07T13:00:01', '300.00'],
  ] as const) {
    worked(contract, `P2 over a weekend until ${until}`, {
      facts: [
        fact('TicketOpened', '2025-04-04T21:00:00', { ticket: 'B', ticketType: 'incident', priority: 'P2' }),
        fact('TicketResponded', until, { ticket: 'B' }),
        claim(),
      ],
      gives: april(payable),
    });
  }
  const late = (p1s: number, p2s: number) => [
    ...Array.from({ length: p1s }, (_, index) => p1(31, `A${index}`)).flat(),
    ...Array.from({ length: p2s }, (_, index) =>
      ticket(`B${index}`, '2025-04-08T12:00:00', 121, { priority: 'P2' }),
    ).flat(),
  ];
  for (const [p1s, p2s, payable, lost] of [
    [7, 4, '4700.00', '0.00'],
    [10, 0, '5000.00', '0.00'],
    [9, 2, '5000.00', '100.00'],
  ] as const) {
    worked(contract, `${p1s} late P1 and ${p2s} late P2`, {
      facts: [...late(p1s, p2s), claim()],
      gives: { '2025-04': { 'credits.payable': payable, 'credits.lost': lost } },
    });
  }
});

describe('maintenance announced 48 hours before', () => {
  const down = outage('O1', 'servers', '2025-04-08T10:00:00', 217 * 60);
  const announced = (at: string) =>
    fact('MaintenanceAnnounced', at, {
      maintenance: 'M1',
      service: 'servers',
      from: '2025-04-08T10:00:00Z',
      until: '2025-04-08T16:00:00Z',
    });
  for (const [at, payable] of [
    ['2025-04-06T10:00:00', '0.00'],
    ['2025-04-06T10:00:01', '1000.00'],
  ] as const) {
    worked(contract, `at ${at}`, { facts: [announced(at), ...down, claim()], gives: april(payable) });
  }
});

describe('claims within thirty days: 30 May, in New York', () => {
  const late = ticket('A', '2025-04-08T10:00:00', 31);
  for (const [at, payable] of [
    ['2025-05-31T03:59:59', '500.00'],
    ['2025-05-31T04:00:00', '0.00'],
  ] as const) {
    worked(contract, `at ${at}`, { facts: [...late, claim(at)], gives: april(payable) });
  }
});
