import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { monthAfter, monthly } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'earnback-50-6');

const batch = (...figures: readonly (string | number)[]) => monthly('batch', '2025-01', figures);
/** What is given back in each of so many months from January 2025 on. */
const back = (amounts: readonly string[]) =>
  Object.fromEntries(
    amounts.map((amount, index) => [monthAfter('2025-01', index), { 'earnBacks.paid': amount }]),
  );
const zeros = (count: number) => Array.from({ length: count }, () => '0.00');

worked(contract, 'six good months', {
  // March costs 5 % of 80,000 = 4,000; April to September are met: 2,000 in September.
  facts: batch(99, 99, 96, 99, 99, 99, 99, 99, 99, 99),
  gives: back([...zeros(8), '2000.00', '0.00']),
});
worked(contract, 'broken in the fifth', {
  // August costs 2 % = 1,600, of which half comes back after September to February; March's never does.
  facts: batch(99, 99, 96, 99, 99, 99, 99, '98.99', 99, 99, 99, 99, 99, 99, 99),
  gives: back([...zeros(13), '800.00', '0.00']),
});
worked(contract, 'five good months before the term ends', {
  facts: monthly('batch', '2025-01', [...Array.from({ length: 18 }, () => 100), 96, 99, 99, 99, 99, 99]),
  gives: { '2026-07': { 'credits.payable': '4000.00' }, '2026-12': { 'earnBacks.paid': '0.00' } },
});
worked(contract, 'two failures one after the other', {
  // January and February, 1,600 each. March to August are six after February, but February broke January's run.
  facts: batch(98, 98, 99, 99, 99, 99, 99, 99, 99),
  gives: back([...zeros(7), '800.00', '0.00']),
});
worked(contract, 'not measured is passed over, and half a cent is rounded up', {
  // January 1,000.05. February, April to August: six. Half is 500.025.
  facts: [
    ...monthly('interfaces', '2025-01', [94, 95, '-', 95, 95, 95, 95, 95]),
    ...batch(99, 99, 99, 99, 99, 99, 99, 99),
  ],
  gives: back([...zeros(7), '500.03']),
});
describe('what was capped away does not come back', () => {
  worked(contract, 'half of what was payable', {
    // 4,000 + 1,000.05 = 5,000.05 is capped at 6 % = 4,800.
    facts: [
      ...monthly('interfaces', '2025-01', [94, 95, 95, 95, 95, 95, 95]),
      ...batch(96, 99, 99, 99, 99, 99, 99),
    ],
    gives: { '2025-01': { 'credits.payable': '4800.00' }, '2025-07': { 'earnBacks.paid': '2400.00' } },
  });
});
