import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { fact, ticket, tickets } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'es-sas-accenture');

/** Incidents opened on a Wednesday at 09:00 in Madrid, so many of them in time. */
function incidents(day: string, inTime: number, of: number, site: string, priority = 'P1') {
  const late = priority === 'P3' ? 3000 : 300;
  return tickets(
    `${priority}-${site}-${day}`,
    `${day}T08:00:00`,
    { inTime, of },
    { inTime: 60, late },
    {
      priority,
      site,
    },
  );
}

const january = (facts: ReturnType<typeof incidents>, payable: string) => ({
  facts,
  gives: { '2025-01': { 'credits.payable': payable } },
});

describe('K01 at the edges of its bands, of a bill of 10,000', () => {
  // P1: 19/20 = 95, 18/20 = 90 is in [90, 95), 17/20 = 85 in [85, 90), 16/20 = 80.
  for (const [inTime, payable] of [
    [20, '0.00'],
    [19, '0.00'],
    [18, '200.00'],
    [17, '300.00'],
    [16, '500.00'],
  ] as const) {
    worked(contract, `P1: ${inTime} of 20`, january(incidents('2025-01-22', inTime, 20, 'huelva'), payable));
  }
  // P3: 33/40 = 82.5, 31/40 = 77.5, 29/40 = 72.5: each edge belongs to the better band.
  for (const [inTime, payable] of [
    [33, '0.00'],
    [32, '75.00'],
    [31, '75.00'],
    [30, '125.00'],
    [29, '125.00'],
    [28, '175.00'],
  ] as const) {
    worked(
      contract,
      `P3: ${inTime} of 40`,
      january(incidents('2025-01-22', inTime, 40, 'jaen', 'P3'), payable),
    );
  }
});

describe('K06, where low values are wanted', () => {
  for (const [value, payable] of [
    ['0.99', '0.00'],
    ['1', '0.00'],
    ['1.01', '200.00'],
    ['2', '200.00'],
    ['2.01', '300.00'],
    ['3', '300.00'],
    ['3.01', '500.00'],
  ] as const) {
    worked(contract, `${value} % reopened`, {
      facts: [fact('MeasurementReported', '2025-01-30', { serviceLevel: 'k06-p1/jaen', value })],
      gives: { '2025-01': { 'credits.payable': payable } },
    });
  }
});

describe('half a per cent more for the same centre twice running', () => {
  const [first, second, third] = ['2025-01-22', '2025-02-19', '2025-03-19'] as const;

  worked(contract, 'the same centre, three months', {
    facts: [first, second, third].flatMap((day) => incidents(day, 18, 20, 'huelva')),
    gives: {
      '2025-01': { 'credits.payable': '200.00' },
      '2025-02': { 'credits.payable': '250.00' },
      '2025-03': { 'credits.payable': '250.00' },
    },
  });
  worked(contract, 'one centre after the other', {
    facts: [...incidents(first, 18, 20, 'huelva'), ...incidents(second, 18, 20, 'jaen')],
    gives: { '2025-01': { 'credits.payable': '200.00' }, '2025-02': { 'credits.payable': '200.00' } },
  });
  worked(contract, 'a good month between, and a month without incidents', {
    facts: [...incidents(first, 18, 20, 'huelva'), ...incidents(third, 18, 20, 'huelva')],
    gives: { '2025-02': { 'credits.payable': '0.00' }, '2025-03': { 'credits.payable': '200.00' } },
  });
});

describe('ten per cent of the bill at most', () => {
  // P1 in both centres below 85 %: 5 + 5 = 10. P3 below 82.5 % in one of them: 0.75 more.
  const ten = [...incidents('2025-01-22', 16, 20, 'huelva'), ...incidents('2025-01-22', 16, 20, 'jaen')];
  worked(contract, 'ten exactly', {
    facts: ten,
    gives: { '2025-01': { 'credits.payable': '1000.00', 'credits.lost': '0.00' } },
  });
  worked(contract, 'ten and three quarters', {
    facts: [...ten, ...incidents('2025-01-22', 32, 40, 'huelva', 'P3')],
    gives: { '2025-01': { 'credits.payable': '1000.00', 'credits.lost': '75.00' } },
  });
});

describe('K18 by the quarter, from 16 January to 15 April', () => {
  const areas = (site: string, count: number, day = '2025-02-19') =>
    Array.from({ length: count }, (_, index) =>
      ticket(`A-${site}-${index}`, `${day}T09:00:00`, 30, { category: 'area', site, priority: 'P4' }),
    ).flat();
  for (const [site, count, payable] of [
    ['jaen', 1, '0.00'],
    ['jaen', 2, '100.00'],
    ['huelva', 2, '0.00'],
    ['huelva', 3, '100.00'],
  ] as const) {
    worked(contract, `${count} in ${site}`, {
      facts: areas(site, count),
      gives: {
        '2025-02': { 'credits.payable': '0.00' },
        '2025-03': { 'credits.payable': payable },
      },
    });
  }
  worked(contract, 'one of two on 16 April belongs to the next quarter', {
    facts: [
      ...areas('jaen', 1),
      ...ticket('A2', '2025-04-16T09:00:00', 30, { category: 'area', site: 'jaen' }),
    ],
    gives: { '2025-03': { 'credits.payable': '0.00' } },
  });
});

describe('what the clock counts', () => {
  const p2 = { ticket: 'T1', ticketType: 'incident', priority: 'P2', site: 'jaen' };
  const waiting = (until: string) => [
    fact('TicketOpened', '2025-01-22T08:00:00', p2),
    fact('TicketTransitioned', '2025-01-22T09:00:00', { ticket: 'T1', status: 'waiting-client' }),
    fact('TicketTransitioned', until, { ticket: 'T1', status: 'in-progress' }),
    fact('TicketResolved', '2025-01-22T13:00:00', { ticket: 'T1' }),
  ];
  // Five hours, of which one waits: four, the limit. A second less of waiting is a breach.
  worked(contract, 'idle time is subtracted', {
    facts: waiting('2025-01-22T10:00:00'),
    gives: { '2025-01': { 'serviceLevels.k01-p2/jaen.verdict': 'met' } },
  });
  worked(contract, 'a second less of it', {
    facts: waiting('2025-01-22T09:59:59'),
    gives: { '2025-01': { 'serviceLevels.k01-p2/jaen.verdict': 'missed' } },
  });
  // Two hours from 01:30 on the night in which 02:00 becomes 03:00: until 04:30 local, 02:30 UTC.
  for (const [minutes, verdict] of [
    [120, 'met'],
    [121, 'missed'],
  ] as const) {
    worked(contract, `${minutes} minutes over the change of the clocks`, {
      facts: ticket('T1', '2025-03-30T00:30:00', minutes, { site: 'jaen' }),
      gives: { '2025-03': { 'serviceLevels.k01-p1/jaen.verdict': verdict } },
    });
  }
  worked(contract, 'late on 15 February, due on the 16th: the next month', {
    facts: ticket('T1', '2025-02-15T22:30:00', 121, { site: 'jaen' }),
    gives: {
      '2025-01': { 'credits.payable': '0.00' },
      '2025-02': { 'credits.payable': '500.00', 'period.from': '2025-02-16', 'period.to': '2025-03-15' },
    },
  });
});
