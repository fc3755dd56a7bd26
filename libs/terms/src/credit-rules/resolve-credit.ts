import { readPrice } from '../clauses/price.js';
import type { ServiceLevelCredit } from '../model/service-level.js';
import type { Price } from '../model/price.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, positiveNumber } from '../resolution/values.js';
import type { CreditContext } from './credit-rule-kind.js';
import { type AuthoredCredit, creditRuleKindOf, pricesOf } from './registry.js';

/** What a miss of a service level costs. */
export function resolveCredit(
  authored: AuthoredCredit,
  context: CreditContext,
  path: string,
  resolution: Resolution,
): ServiceLevelCredit | undefined {
  const rule = creditRuleKindOf(authored).resolve(authored, context, path, resolution);
  const of = authored.of ?? [];
  resolution.checkCharges(of, `${path}.of`);
  checkDistinct(of, `${path}.of`, resolution);
  const factor =
    authored.repeat && positiveNumber(authored.repeat.factor, `${path}.repeat.factor`, resolution);
  const atMost = authored.atMost && readPrice(authored.atMost, `${path}.atMost`, resolution);
  if (rule === undefined) return undefined;
  const prices = pricesOf(rule);
  if (of.length === 0 && [...prices, atMost].some((price) => price?.kind === 'percent')) {
    resolution.problem(
      `${path}.of`,
      'Percentages are of no charge.',
      'Name the ids of the charges, e.g. `of: [managed]`.',
    );
  }
  checkCommensurable(prices, atMost, `${path}.atMost`, resolution);
  return Object.freeze({
    rule,
    of: Object.freeze([...of]),
    repeat:
      authored.repeat === undefined || factor === undefined
        ? undefined
        : Object.freeze({ factor, inARow: authored.repeat.inARow }),
    atMost,
  });
}

/** Points are no money, so a limit in points cannot hold money, nor one in money points. */
function checkCommensurable(
  prices: readonly Price[],
  atMost: Price | undefined,
  path: string,
  resolution: Resolution,
): void {
  if (atMost === undefined) return;
  const points = atMost.kind === 'points';
  if (prices.every((price) => (price.kind === 'points') !== points)) {
    resolution.problem(
      path,
      points
        ? 'It limits points, but no price is in points.'
        : 'It limits money, but every price is in points.',
      points ? 'Write `percent` or `amount`.' : 'Write `points`.',
    );
  }
}
