import { Choice, Either, shape } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import { PriceTerms, readPrice } from '../clauses/price.js';
import { describePrice } from '../describe/words.js';
import type { CreditRuleKindOf } from './credit-rule-kind.js';
import { CreditTerms } from './credit-terms.js';

export class FixedTerms extends PriceTerms {
  @Choice(['miss', 'event'], {
    optional: true,
    default: '`miss`',
    meaning: '`miss`: once for a missed period. `event`: for each missed ticket, outage or thing counted.',
  })
  per?: 'miss' | 'event';
}

export class FixedCredit extends CreditTerms {
  @Either({
    text: shape.decimal({ min: '0' }),
    object: shape.nested(() => FixedTerms),
    meaning: 'The same price whatever the value. A bare number is so much money per missed period.',
  })
  fixed!: string | FixedTerms;
}

export const fixed: CreditRuleKindOf<'fixed', FixedCredit> = {
  kind: 'fixed',
  key: 'fixed',
  document: FixedCredit,
  resolve({ fixed: authored }, context, path, resolution) {
    if (typeof authored === 'string') {
      const price = Object.freeze({ kind: 'money', amount: Rational.parse(authored) } as const);
      return Object.freeze({ kind: 'fixed', per: 'miss', price });
    }
    const per = authored.per ?? 'miss';
    const price = readPrice(authored, `${path}.fixed`, resolution);
    if (per === 'event' && !context.hasEvents) {
      return resolution.problem(
        `${path}.fixed.per`,
        `The measure ${context.measureKind} has no single events.`,
        'Write `per: miss`, or measure a ticket-share, an availability or a count.',
      );
    }
    return price === undefined ? undefined : Object.freeze({ kind: 'fixed', per, price });
  },
  prices: (rule) => [rule.price],
  describe: (rule, _unit, money) => [
    `${describePrice(rule.price, money)} ${rule.per === 'miss' ? 'for a period that is missed' : 'for each single miss or event that is counted'}`,
  ],
};
