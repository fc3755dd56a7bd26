import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { CreditRuleOf } from './credit-rule.js';
import { allowedDownSeconds } from './per-unit.js';

/**
 * The charges of the time lost: charges × lost seconds / service seconds × factor. All downtime is lost, or only what
 * goes beyond the downtime that the target leaves.
 */
export const priceRefund: CreditRuleOf<'refund'> = (rule, miss) => {
  const { time } = miss.measured;
  // A miss that was not measured has no time of which a share was lost.
  if (time === undefined || time.serviceSeconds.isZero) return undefined;
  const allowed = rule.lost === 'all' ? Rational.zero : allowedDownSeconds(miss);
  const lost = Rational.max(time.downSeconds.minus(allowed), Rational.zero);
  invariant(lost.compare(time.serviceSeconds) <= 0, 'no more is lost than there was');
  if (lost.isZero) return undefined;
  return {
    price: { kind: 'refund', factor: rule.factor },
    units: lost.dividedBy(time.serviceSeconds),
    weighs: 'occurrence',
    clause: undefined,
    operands: {
      lost: rule.lost,
      lostSeconds: lost.toString(),
      serviceSeconds: time.serviceSeconds.toString(),
      allowedDownSeconds: rule.lost === 'all' ? null : allowed.toString(),
    },
  };
};
