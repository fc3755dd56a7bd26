import { invariant } from '@tallystick/errors';
import type { DescribeMoney } from '../describe/words.js';
import type { Price } from '../model/price.js';
import type { CreditRule } from '../model/service-level.js';
import type { MeasureUnit } from '../resolution/values.js';
import { bands } from './bands.js';
import type { CreditRuleKindOf } from './credit-rule-kind.js';
import { fixed } from './fixed.js';
import { perUnit } from './per-unit.js';
import { refund } from './refund.js';

type KindName = CreditRule['kind'];

/** Every kind of price. Adding one is its file and its line here. */
const kinds = { bands, 'per-unit': perUnit, fixed, refund } satisfies {
  [Kind in KindName]: CreditRuleKindOf<Kind>;
};

export type AuthoredCredit = InstanceType<(typeof kinds)[KindName]['document']>;

const byName = kinds as unknown as Readonly<Record<KindName, CreditRuleKindOf<KindName>>>;

export const creditDocuments = Object.fromEntries(
  Object.values(byName).map((kind) => [kind.key, () => kind.document]),
);

/** The kind of an authored credit, by the class that its key made it an instance of. */
export function creditRuleKindOf(authored: AuthoredCredit): CreditRuleKindOf<KindName> {
  const found = Object.values(byName).find((kind) => authored instanceof kind.document);
  invariant(found !== undefined, 'the credit rule is registered');
  return found;
}

export function pricesOf(rule: CreditRule): readonly Price[] {
  return byName[rule.kind].prices(rule);
}

export function describeCreditRule(
  rule: CreditRule,
  unit: MeasureUnit,
  money: DescribeMoney,
): readonly string[] {
  return byName[rule.kind].describe(rule, unit, money);
}
