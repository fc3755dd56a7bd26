import { DecimalNumber } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { Price } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';

/** Exactly one of the three keys. */
export class PriceTerms {
  @DecimalNumber({
    optional: true,
    min: '0',
    meaning: 'The price as a percentage of the charges named in `of`.',
  })
  percent?: string;

  @DecimalNumber({ optional: true, min: '0', meaning: "The price as money in the agreement's currency." })
  amount?: string;

  @DecimalNumber({ optional: true, min: '0', meaning: 'The price as points.' })
  points?: string;
}

const priceKeys = ['percent', 'amount', 'points'] as const;

export function readPrice(authored: PriceTerms, path: string, resolution: Resolution): Price | undefined {
  const given = priceKeys.filter((key) => authored[key] !== undefined);
  if (given.length === 0) {
    return resolution.problem(path, 'It has no price.', 'Add one of `percent`, `amount` or `points`.');
  }
  if (given.length > 1) {
    const names = given.map((key) => `\`${key}\``).join(' and ');
    return resolution.problem(path, `${names} exclude each other.`, 'Keep one of them.');
  }
  const value = Rational.parse(authored[given[0]!]!);
  switch (given[0]!) {
    case 'percent':
      return Object.freeze({ kind: 'percent', percent: value });
    case 'amount':
      return Object.freeze({ kind: 'money', amount: value });
    case 'points':
      return Object.freeze({ kind: 'points', points: value });
  }
}
