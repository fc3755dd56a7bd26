import { readChargeBase } from '../clauses/charge-base.js';
import { needsBase, readPrice } from '../clauses/price.js';
import type { ChargeBase, Price } from '../model/price.js';
import type { CreditRule, RepeatRule, ServiceLevelCredit, Window } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import type { CreditContext } from './credit-rule-kind.js';
import type { CreditTerms } from './credit-terms.js';
import { resolveGate } from './gate.js';
import { type AuthoredCredit, creditRuleKindOf, pricesOf } from './registry.js';
import { resolveRepeat } from './repeat.js';

/** What a miss of a service level costs. */
export function resolveCredit(
  authored: AuthoredCredit,
  context: CreditContext,
  path: string,
  resolution: Resolution,
): ServiceLevelCredit | undefined {
  const rule = creditRuleKindOf(authored).resolve(authored, context, path, resolution);
  const base =
    authored.of &&
    readChargeBase(authored.of, `${path}.of`, resolution, spansOf(context.window), context.forEach);
  const gate = authored.gate && resolveGate(authored.gate, context, `${path}.gate`, resolution);
  const repeat = authored.repeat && resolveRepeat(authored.repeat, `${path}.repeat`, resolution);
  const atMost = authored.atMost && readPrice(authored.atMost, `${path}.atMost`, resolution);
  if (rule === undefined) return undefined;
  checkCounting(authored, rule, context.window, path, resolution);
  checkMade(authored, rule, repeat, atMost, path, resolution);
  if (!resolution.isSound(path)) return undefined;
  return Object.freeze({
    rule,
    base,
    pool: authored.pool,
    gate,
    repeat,
    atMost,
    counting: authored.counting ?? 'each-period',
  });
}

/** A window of its own has a first credit; the period has none. */
function spansOf(window: Window): readonly ChargeBase['over'][] {
  const always = ['period', 'previous-period', 'next-period', 'contract-year'] as const;
  return window.kind === 'period' ? always : [...always, 'contract-year-of-first'];
}

/** Prices and what they are of: charges for percentages, days and refunds; a pool for weights; points with points. */
function checkMade(
  authored: CreditTerms,
  rule: CreditRule,
  repeat: RepeatRule | undefined,
  atMost: Price | undefined,
  path: string,
  resolution: Resolution,
): void {
  const prices = pricesOf(rule);
  const surcharge = repeat?.kind === 'surcharge' ? repeat.price : undefined;
  const all = [...prices, surcharge, atMost].filter((price) => price !== undefined);
  if (authored.of === undefined && (rule.kind === 'refund' || all.some(needsBase))) {
    resolution.problem(
      `${path}.of`,
      rule.kind === 'refund'
        ? 'The refund is of no charge.'
        : all.some(({ kind }) => kind === 'percent')
          ? 'Percentages are of no charge.'
          : 'Days are of no charge.',
      'Name the ids of the charges, e.g. `of: [managed]`.',
    );
  }
  const weighs = all.some(({ kind }) => kind === 'weight');
  if (weighs && authored.pool === undefined) {
    resolution.problem(`${path}.pool`, 'Weights are of no pool.', 'Name a pool of `credits.atRisk.pools`.');
  }
  if (!weighs && authored.pool !== undefined) {
    resolution.problem(
      `${path}.pool`,
      'It has no effect: no price is a weight.',
      'Leave it out, or write `weight`.',
    );
  }
  checkCommensurable(rule, surcharge, `${path}.repeat.surcharge`, 'adds', resolution);
  checkCommensurable(rule, atMost, `${path}.atMost`, 'limits', resolution);
}

/** Points are no money, so a limit in points cannot hold money, nor one in money points. */
function checkCommensurable(
  rule: CreditRule,
  other: Price | undefined,
  path: string,
  verb: 'adds' | 'limits',
  resolution: Resolution,
): void {
  if (other === undefined) return;
  const prices = pricesOf(rule);
  const points = other.kind === 'points';
  const alike = points
    ? prices.some(({ kind }) => kind === 'points')
    : rule.kind === 'refund' || prices.some(({ kind }) => kind !== 'points');
  if (alike) return;
  resolution.problem(
    path,
    points
      ? `It ${verb} points, but no price is in points.`
      : `It ${verb} money, but every price is in points.`,
    points ? 'Write `percent` or `amount`.' : 'Write `points`.',
  );
}

/** Only units can be new, and only a window that reaches back can have priced some of them before. */
function checkCounting(
  authored: CreditTerms,
  rule: CreditRule,
  window: Window,
  path: string,
  resolution: Resolution,
): void {
  if (authored.counting !== 'only-new') return;
  if (window.kind === 'period' || window.kind === 'every') {
    resolution.problem(
      `${path}.counting`,
      'The level has no window that reaches back, so every unit is new.',
      'Leave it out, or give the level a `window` such as `{ last: 12 periods }`.',
    );
  } else if (rule.kind !== 'per-unit' && !(rule.kind === 'fixed' && rule.per === 'event')) {
    resolution.problem(
      `${path}.counting`,
      'There are no units that could be new.',
      'Leave it out, or write `perUnit`, or `fixed` with `per: event`.',
    );
  }
}
