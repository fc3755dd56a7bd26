import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { CreditRule } from '@tallystick/terms';
import { wantsHigh } from '../measures/compare.js';
import type { CreditRuleOf, Miss } from './credit-rule.js';

type PerUnit = Extract<CreditRule, { kind: 'per-unit' }>;

/** How far the compared value is beyond the target, in the unit of the measure. */
function valueBeyond({ target, judgement }: Miss): Rational {
  if (judgement.compared === undefined) return Rational.zero;
  const difference = judgement.compared.minus(target.expected);
  return Rational.max(wantsHigh(target.comparison) ? difference.negated() : difference, Rational.zero);
}

/** The downtime that the target leaves: its complement's share of the service time. */
export function allowedDownSeconds({ target, measured }: Pick<Miss, 'target' | 'measured'>): Rational {
  invariant(measured.time !== undefined, 'lost time is priced on availability only');
  const share = Rational.hundred.minus(target.expected).dividedBy(Rational.hundred);
  return measured.time.serviceSeconds.times(share);
}

function timeBeyond(miss: Miss): Rational {
  invariant(miss.measured.time !== undefined, 'lost time is priced on availability only');
  return Rational.max(miss.measured.time.downSeconds.minus(allowedDownSeconds(miss)), Rational.zero);
}

function beyondOf(rule: PerUnit, miss: Miss): Rational {
  switch (rule.beyond) {
    case 'value':
      return valueBeyond(miss);
    case 'lost-time':
      return timeBeyond(miss);
    case 'zero':
      return Rational.max(miss.judgement.compared ?? Rational.zero, Rational.zero);
  }
}

function unitsOf(rule: PerUnit, beyond: Rational): Rational {
  const exact = beyond.dividedBy(rule.each);
  const counted = rule.round === 'exact' ? exact : exact.rounded(0, rule.round);
  return rule.atMostUnits === undefined ? counted : Rational.min(counted, rule.atMostUnits);
}

/** So much for each unit beyond the target, or from zero on; part units as the rule says. */
export const pricePerUnit: CreditRuleOf<'per-unit'> = (rule, miss) => {
  const lostTime = rule.beyond === 'lost-time';
  const beyond = beyondOf(rule, miss);
  const units = unitsOf(rule, beyond);
  if (units.isZero) return undefined;
  return {
    price: rule.price,
    units,
    weighs: lostTime ? 'occurrence' : 'period',
    clause: undefined,
    operands: {
      beyond: beyond.toString(),
      beyondOf: rule.beyond,
      each: rule.each.toString(),
      round: rule.round,
      atMostUnits: rule.atMostUnits?.toString() ?? null,
      allowedDownSeconds: lostTime ? allowedDownSeconds(miss).toString() : null,
    },
  };
};
