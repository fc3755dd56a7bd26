import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'crossref-csi');

/** So many failures in a month, one a day at noon, each of six minutes. */
function failures(month: string, count: number, seconds = 360) {
  return Array.from({ length: count }, (_, index) =>
    outage(
      `${month}-${index}-${seconds}`,
      'resolver',
      `${month}-${String(index + 1).padStart(2, '0')}T12:00:00`,
      seconds,
    ),
  ).flat();
}

const feesOfYear2: readonly [string, string] = [
  `
amendment: A1
agreement: crossref-csi
kind: amendment
effectiveFrom: 2025-07-01
executedAt: 2025-06-01
change: { charges: [ { id: annual, amount: "126000.00", per: contract-year, prorate: none } ] }
`,
  '2025-06-01T00:00:00Z',
];

describe('the tenth failure, of annual fees of 120,000', () => {
  for (const [count, payable, state] of [
    [9, '0.00', 'clear'],
    [10, '6000.00', 'exercisable'],
    [11, '6000.00', 'exercisable'],
    [19, '6000.00', 'exercisable'],
    [20, '12000.00', 'exercisable'],
  ] as const) {
    worked(contract, `${count} in one month`, {
      facts: failures('2024-08', count),
      gives: { '2024-08': { 'credits.payable': payable, 'exits.persistent-failure.state': state } },
    });
  }
  worked(contract, 'an outage of five minutes is no failure', {
    facts: [...failures('2024-08', 9), ...failures('2024-09', 1, 300)],
    gives: { '2024-09': { 'credits.payable': '0.00' } },
  });
  worked(contract, 'one of a second more is', {
    facts: [...failures('2024-08', 9), ...failures('2024-09', 1, 301)],
    gives: { '2024-09': { 'credits.payable': '6000.00' } },
  });
});

describe('every further ten', () => {
  worked(contract, 'only what is new is priced', {
    facts: [...failures('2024-08', 10), ...failures('2024-09', 9), ...failures('2024-10', 1)],
    gives: {
      '2024-08': { 'credits.payable': '6000.00' },
      '2024-09': { 'credits.payable': '0.00' },
      '2024-10': { 'credits.payable': '6000.00' },
    },
  });
  worked(contract, 'the base stays the contract year of the tenth', {
    // Ten in May of year 1; ten more in August of year 2, whose fees are 126,000.
    facts: [...failures('2025-05', 10), ...failures('2025-08', 10)],
    amended: [feesOfYear2],
    gives: { '2025-05': { 'credits.payable': '6000.00' }, '2025-08': { 'credits.payable': '6000.00' } },
  });
});

describe('the window of twelve months', () => {
  worked(contract, 'the tenth in the thirteenth month comes too late', {
    // August 2024: 5, July 2025: 4, August 2025: 1. September 2024 to August 2025 holds five.
    facts: [...failures('2024-08', 5), ...failures('2025-07', 4), ...failures('2025-08', 1)],
    amended: [feesOfYear2],
    gives: { '2025-08': { 'credits.payable': '0.00', 'serviceLevels.service-level-1.value.decimal': '5' } },
  });
  worked(contract, 'the tenth in year 2 is of the fees of year 2', {
    facts: [...failures('2024-09', 5), ...failures('2025-07', 4), ...failures('2025-08', 1)],
    amended: [feesOfYear2],
    gives: { '2025-08': { 'credits.payable': '6300.00' } },
  });
});
