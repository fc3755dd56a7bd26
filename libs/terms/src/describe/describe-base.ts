import type { ChargeBase } from '../model/price.js';
import { joined } from './words.js';

/** What percentages are of: `the charges managed and internet`, `all charges but setup, with tax, of the period before`. */
export function describeBase(base: ChargeBase): string {
  const parts = [describeCharges(base)];
  if (base.amounts === 'gross') parts.push('with tax');
  if (!base.prorated) parts.push('counted as of whole periods');
  if (base.over !== 'period') parts.push(spans[base.over]);
  return parts.join(', ');
}

function describeCharges({ charges, less, passThrough }: ChargeBase): string {
  if (charges === 'own') return 'the charges of its own';
  if (charges !== 'all') return `the ${charges.length === 1 ? 'charge' : 'charges'} ${joined(charges)}`;
  const but = less.length === 0 ? '' : ` but ${joined(less)}`;
  return `all charges${but}${passThrough === 'included' ? ', also those passed through' : ' that are not passed through'}`;
}

const spans: { readonly [Over in Exclude<ChargeBase['over'], 'period'>]: string } = {
  'previous-period': 'of the period before',
  'next-period': 'of the period after',
  'contract-year': 'of the contract year',
  'contract-year-of-first': 'of the contract year in which the window first gave a credit',
};
