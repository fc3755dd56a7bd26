import type { CreditRule } from '@tallystick/terms';
import { priceBands } from './bands.js';
import type { CreditRuleOf, Miss, PricedUnits } from './credit-rule.js';
import { priceFixed } from './fixed.js';
import { pricePerUnit } from './per-unit.js';
import { priceRefund } from './refund.js';

/** The closed set of price rules: one file each. */
const creditRules: { readonly [Kind in CreditRule['kind']]: CreditRuleOf<Kind> } = {
  bands: priceBands,
  'per-unit': pricePerUnit,
  fixed: priceFixed,
  refund: priceRefund,
};

/** Prices a miss by its rule; undefined where the rule asks nothing for it. */
export function priceMiss(rule: CreditRule, miss: Miss): PricedUnits | undefined {
  const price = creditRules[rule.kind] as (rule: CreditRule, miss: Miss) => PricedUnits | undefined;
  return price(rule, miss);
}
