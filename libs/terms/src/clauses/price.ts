import { DecimalNumber } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { Price } from '../model/price.js';
import type { Resolution } from '../resolution/resolution.js';

/** Exactly one of the five keys. */
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

  @DecimalNumber({
    optional: true,
    min: '0',
    meaning:
      "The price as so many days' share of the charges named in `of`: charges × days / days of the period.",
  })
  days?: string;

  @DecimalNumber({
    optional: true,
    min: '0',
    max: '100',
    meaning:
      'The price as a percentage of the at-risk amount of the pool named in `pool`: charges × at-risk percentage × ' +
      'pool percentage × weight.',
  })
  weight?: string;
}

const priceKeys = ['percent', 'amount', 'points', 'days', 'weight'] as const;
export type PriceKey = (typeof priceKeys)[number];

/**
 * Reads the one price that an object states.
 *
 * @param allowed the keys that mean something at this place; all by default.
 */
export function readPrice(
  authored: PriceTerms,
  path: string,
  resolution: Resolution,
  allowed: readonly PriceKey[] = priceKeys,
): Price | undefined {
  const given = priceKeys.filter((key) => authored[key] !== undefined);
  const mend = allowed.map((key) => `\`${key}\``).join(', ');
  if (given.length === 0) {
    return resolution.problem(path, 'It has no price.', `Add one of ${mend}.`);
  }
  if (given.length > 1) {
    const names = given.map((key) => `\`${key}\``).join(' and ');
    return resolution.problem(path, `${names} exclude each other.`, 'Keep one of them.');
  }
  const key = given[0]!;
  if (!allowed.includes(key)) {
    return resolution.problem(
      `${path}.${key}`,
      `A price in ${priceNouns[key]} cannot stand here.`,
      `Write ${allowed.length === 1 ? mend : `one of ${mend}`}.`,
    );
  }
  return priceOf(key, Rational.parse(authored[key]!));
}

const priceNouns: { readonly [Key in PriceKey]: string } = {
  percent: 'percent',
  amount: 'money',
  points: 'points',
  days: 'days',
  weight: 'weight',
};

function priceOf(key: PriceKey, value: Rational): Price {
  switch (key) {
    case 'percent':
      return Object.freeze({ kind: 'percent', percent: value });
    case 'amount':
      return Object.freeze({ kind: 'money', amount: value });
    case 'points':
      return Object.freeze({ kind: 'points', points: value });
    case 'days':
      return Object.freeze({ kind: 'days', days: value });
    case 'weight':
      return Object.freeze({ kind: 'weight', percent: value });
  }
}

/** Whether a price says what it comes to only together with charges. */
export function needsBase(price: Price): boolean {
  return price.kind === 'percent' || price.kind === 'days';
}
