import { Rational } from '@tallystick/quantities';
import type { CreditRuleOf } from './credit-rule.js';

/** A fixed price for the missed period, or for each event that the measure counted as missed. */
export const priceFixed: CreditRuleOf<'fixed'> = (rule, { measured }) => {
  const units = rule.per === 'miss' ? Rational.one : Rational.of(measured.events);
  if (units.isZero) return undefined;
  return {
    price: rule.price,
    units,
    weighs: rule.per === 'miss' ? 'period' : 'occurrence',
    ...(rule.per === 'event' ? { perEvent: true as const } : {}),
    clause: undefined,
    operands: { per: rule.per, events: rule.per === 'miss' ? null : measured.events },
  };
};
