import { formatDuration, Rational, toWholeNumber } from '@tallystick/quantities';
import type { ByPriority } from '../model/limit.js';
import type { Price } from '../model/price.js';
import type { MeasureUnit } from '../resolution/values.js';

/** `P1: 4h, P2: 8h, others: 2d`, or the one value where it is the same for all. */
export function describeByPriority<Value>(
  values: ByPriority<Value>,
  describe: (value: Value) => string,
): string {
  const parts = [...values.byPriority].map(([priority, value]) => `${priority}: ${describe(value)}`);
  if (values.otherwise === undefined) return parts.join(', ');
  const otherwise = describe(values.otherwise);
  return parts.length === 0 ? otherwise : `${parts.join(', ')}, others: ${otherwise}`;
}

export function describePrice(price: Price): string {
  switch (price.kind) {
    case 'percent':
      return `${price.percent.toDecimal()} %`;
    case 'money':
      return price.amount.toDecimal();
    case 'points':
      return `${price.points.toDecimal()} points`;
    case 'days':
      return `${price.days.toDecimal()} ${price.days.equals(Rational.one) ? 'day' : 'days'} of the charges`;
    case 'weight':
      return `${price.percent.toDecimal()} % of the amount at risk in its pool`;
  }
}

export function describeValue(value: Rational, unit: MeasureUnit): string {
  if (unit === 'seconds') return formatDuration(toWholeNumber(value.numerator / value.denominator));
  return unit === 'percent' ? `${value.toDecimal()} %` : value.toDecimal();
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
