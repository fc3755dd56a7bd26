import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, fact, outage, ticket } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'relief-events');

/** What the client owes after each month; where it is late all of the provider's work has relief. */
const provided = (period: string, at: string) =>
  byClient('ObligationFulfilled', at, { obligation: 'test-environment', period });
const before = provided('2025-01', '2025-02-04');
const down = [
  before,
  provided('2025-02', '2025-03-04'),
  ...outage('O1', 'network', '2025-03-03T10:00:00', 7200),
];

function claimed(noticeGivenAt: string) {
  return fact('ReliefClaimed', noticeGivenAt, {
    relief: 'R1',
    cause: 'a power cut at the customer',
    from: '2025-03-03T10:00:00Z',
    until: '2025-03-03T12:00:00Z',
    services: ['network'],
    awareAt: '2025-03-03T10:00:00Z',
  });
}

const granted = (on: string, more = {}) => byClient('ReliefGranted', on, { relief: 'R1', ...more });
const march = (payable: string) => ({ '2025-03': { 'credits.payable': payable } });

describe('notice within five business days', () => {
  // Aware on Monday, 3 March: 4, 5, 6, 7, 10 March, 17:00.
  for (const [at, payable] of [
    ['2025-03-10T16:59:59', '0.00'],
    ['2025-03-10T17:00:00', '0.00'],
    ['2025-03-10T17:00:01', '500.00'],
  ] as const) {
    worked(contract, `at ${at}`, {
      facts: [...down, claimed(at), granted('2025-03-20')],
      gives: march(payable),
    });
  }
  worked(contract, 'ten business days instead: 17 March', {
    instead: { 'claimWithin: 5 business days': 'claimWithin: 10 business days' },
    facts: [...down, claimed('2025-03-17T17:00:00'), granted('2025-03-20')],
    gives: march('0.00'),
  });
  worked(contract, 'late, but late claims may be granted', {
    instead: { 'outOfTime: barred': 'outOfTime: may-be-granted' },
    facts: [...down, claimed('2025-03-12'), granted('2025-03-20')],
    gives: march('0.00'),
  });
});

describe('to the extent caused', () => {
  // March has 2,674,800 s. 4,530 s granted leave 2,670 s of 2,670,270; 0.1 % of which are 2,670.27. One second less
  // granted leaves 2,671 of 2,670,271.
  for (const [until, payable] of [
    ['2025-03-03T11:15:31Z', '0.00'],
    ['2025-03-03T11:15:30Z', '0.00'],
    ['2025-03-03T11:15:29Z', '500.00'],
  ] as const) {
    worked(contract, `granted until ${until}`, {
      facts: [...down, claimed('2025-03-05'), granted('2025-03-20', { from: '2025-03-03T10:00:00Z', until })],
      gives: march(payable),
    });
  }
});

describe('whose word counts', () => {
  worked(contract, 'a claim that nobody has decided gives nothing', {
    facts: [...down, claimed('2025-03-05')],
    gives: march('500.00'),
  });
  worked(contract, 'nor does one that is refused', {
    facts: [...down, claimed('2025-03-05'), byClient('ReliefRefused', '2025-03-10', { relief: 'R1' })],
    gives: march('500.00'),
  });
  worked(contract, 'nor what the provider grants itself', {
    facts: [
      ...down,
      claimed('2025-03-05'),
      fact('ReliefGranted', '2025-03-10', { relief: 'R1', assertedBy: { party: 'provider' } }),
    ],
    gives: march('500.00'),
  });
  const silent = {
    instead: {
      'decidedBy: client': 'decidedBy: client, undecided: { after: 10 business days, counts: granted }',
    },
    facts: [...down, claimed('2025-03-05T12:00:00')],
  };
  // Ten business days after 5 March: 19 March.
  worked(contract, 'silence for ten business days grants it', { ...silent, gives: march('0.00') });
});

describe('what the client owes and does late', () => {
  // The environment for March is due two business days after February: Tuesday, 4 March, 17:00.
  const february = (at: string) => [before, provided('2025-02', at)];
  const incident = ticket('T1', '2025-03-05T09:00:00', 30 * 60);
  worked(contract, 'the clock stands still until it is done', {
    // Done on 6 March at 12:00: of thirty hours until 15:00 three count.
    facts: [...incident, ...february('2025-03-06T12:00:00')],
    gives: march('0.00'),
  });
  worked(contract, 'done so early that more than four hours count', {
    facts: [...incident, ...february('2025-03-06T10:59:59')],
    gives: march('300.00'),
  });
  worked(contract, 'four hours exactly', {
    facts: [...incident, ...february('2025-03-06T11:00:00')],
    gives: march('0.00'),
  });
  worked(contract, 'in time: no relief', {
    facts: [...incident, ...february('2025-03-04T17:00:00')],
    gives: march('300.00'),
  });
});
