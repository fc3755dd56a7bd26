import { Rational } from '@tallystick/quantities';
import type { ByPriority } from '../model/limit.js';
import type { Price } from '../model/price.js';
import type { Terms } from '../model/terms.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describeSeconds } from './describe-duration.js';

/** How the terms write money: `GBP 18,500.00`. */
export type DescribeMoney = (amount: Rational) => string;

export function moneyOf({ currency }: Pick<Terms, 'currency'>): DescribeMoney {
  return (amount) => {
    // An amount that is finer than the currency is said as it is.
    const exact = amount.toDecimal();
    const fraction = exact.split('.')[1] ?? '';
    const text =
      fraction.length > currency.decimalPlaces ? exact : amount.toFixed(currency.decimalPlaces, 'half-up');
    const [whole, rest] = text.split('.');
    const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
    return `${currency.code} ${rest === undefined ? grouped : `${grouped}.${rest}`}`;
  };
}

/** `4 hours for P1, 8 hours for P2 and 2 days for every other priority`, or the one value where it is the same for all. */
export function describeByPriority<Value>(
  values: ByPriority<Value>,
  describe: (value: Value) => string,
): string {
  const parts = [...values.byPriority].map(([priority, value]) => `${describe(value)} for ${priority}`);
  if (values.otherwise === undefined) return joined(parts);
  const otherwise = describe(values.otherwise);
  return parts.length === 0 ? otherwise : joined([...parts, `${otherwise} for every other priority`]);
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)!}`;
}

export function describePrice(price: Price, money: DescribeMoney): string {
  switch (price.kind) {
    case 'percent':
      return `${price.percent.toDecimal()} %`;
    case 'money':
      return money(price.amount);
    case 'points':
      return `${price.points.toDecimal()} ${price.points.equals(Rational.one) ? 'point' : 'points'}`;
    case 'days':
      return price.days.equals(Rational.one) ? "1 day's worth" : `${price.days.toDecimal()} days' worth`;
    case 'weight':
      return `${price.percent.toDecimal()} % of the amount at risk in its pool`;
  }
}

export function describeValue(value: Rational, unit: MeasureUnit): string {
  if (unit === 'seconds') return describeSeconds(value);
  return unit === 'percent' ? `${value.toDecimal()} %` : value.toDecimal();
}

/** `the client`, `the provider`, or the short name of a third party. */
export function describeParty(party: string): string {
  return party === 'client' || party === 'provider' ? `the ${party}` : party;
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** `A sentence` that begins with a capital letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
