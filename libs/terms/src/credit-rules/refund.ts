import { Choice, DecimalNumber, Nested } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { CreditRule } from '../model/service-level.js';
import { positiveNumber } from '../resolution/values.js';
import type { CreditRuleKindOf } from './credit-rule-kind.js';
import { CreditTerms } from './credit-terms.js';

type RefundRule = Extract<CreditRule, { kind: 'refund' }>;

export class RefundTerms {
  @Choice(['all', 'beyond-target'], {
    meaning:
      'Which downtime is paid back. `all`: all of it. `beyond-target`: what goes beyond the downtime that the target allows.',
  })
  lost!: RefundRule['lost'];

  @DecimalNumber({ optional: true, default: '1', meaning: 'How many times it is paid back.' })
  factor?: string;
}

export class RefundCredit extends CreditTerms {
  @Nested(() => RefundTerms, {
    meaning:
      'The charges of the time lost: charges × downtime / service time × factor. For availability only.',
  })
  refund!: RefundTerms;
}

export const refund: CreditRuleKindOf<'refund', RefundCredit> = {
  kind: 'refund',
  key: 'refund',
  document: RefundCredit,
  resolve({ refund: authored }, context, path, resolution) {
    const factor =
      authored.factor === undefined
        ? Rational.one
        : positiveNumber(authored.factor, `${path}.refund.factor`, resolution);
    if (context.measureKind !== 'availability') {
      return resolution.problem(
        `${path}.refund`,
        `Only availability loses time; this measure is ${context.measureKind}.`,
        'Write `bands`, `perUnit` or `fixed`, or measure an availability.',
      );
    }
    return factor && Object.freeze({ kind: 'refund', lost: authored.lost, factor });
  },
  prices: () => [],
  describe(rule) {
    const times = rule.factor.equals(Rational.one) ? '' : `${rule.factor.toDecimal()} times `;
    const lost = rule.lost === 'all' ? 'all downtime' : 'the downtime beyond what the target allows';
    return [`${times}the charges of ${lost}, by its share of service time`];
  },
};
