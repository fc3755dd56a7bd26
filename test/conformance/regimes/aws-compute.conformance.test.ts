import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'aws-compute');

const claim = (on = '2025-05-10') => byClient('CreditClaimed', on, { period: '2025-04' });
const april = (payable: string) => ({ '2025-04': { 'credits.payable': payable } });

describe('tiers of the instance, of 40.00', () => {
  // April: 43,200 min. 0.5 % are 216, 1 % 432, 5 % 2,160.
  for (const [minutes, payable] of [
    [216, '0.00'],
    [217, '4.00'],
    [432, '4.00'],
    [433, '12.00'],
    [2160, '12.00'],
    [2161, '40.00'],
  ] as const) {
    worked(contract, `${minutes} minutes`, {
      facts: [...outage('O1', 'instance', '2025-04-03T00:00:00', minutes * 60), claim()],
      gives: april(payable),
    });
  }
});

describe('what a minute is', () => {
  const short = (seconds: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      outage(`O${index}`, 'region', `2025-04-${String(index + 1).padStart(2, '0')}T00:00:00`, seconds),
    ).flat();
  worked(contract, 'ten outages of 59 seconds do not count', {
    facts: [...short(59, 10), claim()],
    gives: april('0.00'),
  });
  worked(contract, 'five of a whole minute do', {
    facts: [...short(60, 5), claim()],
    gives: april('100.00'),
  });
});

describe('claims, by the end of the second month after April: 30 June', () => {
  const down = outage('O1', 'region', '2025-04-03T00:00:00', 300);
  worked(contract, 'at the last second', {
    facts: [...down, claim('2025-06-30T23:59:59')],
    gives: april('100.00'),
  });
  worked(contract, 'a second later', {
    facts: [...down, claim('2025-07-01T00:00:00')],
    gives: april('0.00'),
  });
  worked(contract, 'not yet', {
    facts: down,
    knownOn: '2025-06-30',
    gives: { '2025-04': { 'credits.lines.region-uptime.claim.status': 'open' } },
  });
  worked(contract, 'never', {
    facts: down,
    knownOn: '2025-07-01',
    gives: { '2025-04': { 'credits.lines.region-uptime.claim.status': 'lapsed', 'credits.payable': '0.00' } },
  });
});

describe('nothing up to one dollar', () => {
  for (const [fee, payable] of [
    ['9.90', '0.00'],
    ['10.00', '0.00'],
    ['10.10', '1.01'],
  ] as const) {
    worked(contract, `10 % of ${fee}`, {
      instead: { "'40.00'": `'${fee}'` },
      facts: [...outage('O1', 'instance', '2025-04-03T00:00:00', 217 * 60), claim()],
      gives: april(payable),
    });
  }
  worked(contract, 'both together are more', {
    // 10 % of 5.00 and 10 % of 10.00: neither alone is more than a dollar, 1.50 is.
    instead: { "'1000.00'": "'5.00'", "'40.00'": "'10.00'" },
    facts: [
      ...outage('O1', 'instance', '2025-04-03T00:00:00', 217 * 60),
      ...outage('O2', 'region', '2025-04-03T00:00:00', 300),
      claim(),
    ],
    gives: april('1.50'),
  });
});

worked(contract, 'time that the customer caused counts as up', {
  // Ten minutes, six of them granted: four of 43,200 leave 99.9907 %.
  facts: [
    ...outage('O1', 'region', '2025-04-03T00:00:00', 600),
    fact('ReliefClaimed', '2025-04-04', {
      relief: 'R1',
      cause: 'a mistake of the customer',
      from: '2025-04-03T00:00:00Z',
      until: '2025-04-03T00:06:00Z',
      services: ['region'],
    }),
    fact('ReliefGranted', '2025-04-05', { relief: 'R1', assertedBy: { party: 'provider' } }),
    claim(),
  ],
  gives: april('0.00'),
});
