import { joinPath, mendUnknownName } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import { pricesOf } from '../credit-rules/registry.js';
import type { AtRisk, CreditRules } from '../model/credit-rules.js';
import type { Consequence } from '../model/obligation.js';
import type { Price } from '../model/price.js';
import type { ServiceLevel, ServiceLevelCredit } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';

/**
 * What credits say only together with the clauses that give them: pools with weights, points with what they are worth,
 * bonuses with their cap and with what disqualifies them. Comes after all of these have a meaning.
 *
 * @param consequences of obligations, reviews and escalation ladders.
 */
export function checkCredits(
  credits: CreditRules,
  consequences: readonly (Consequence | undefined)[],
  resolution: Resolution,
): void {
  const levels = [...resolution.serviceLevels.sound().values()];
  checkDisqualifiers(levels, resolution);
  if (!resolution.isSound('credits')) return;
  checkPools(credits.atRisk, levels, resolution);
  // Where a clause has errors it may be the one that gives points, weights or bonuses.
  if (['serviceLevels', 'obligations', 'reviews', 'escalation'].some((list) => !resolution.isSound(list)))
    return;
  const prices = levels.flatMap(({ credit }) => (credit === undefined ? [] : pricesIn(credit)));
  const owed = consequences.flatMap((each) => (each?.credit === undefined ? [] : [each.credit.price]));
  if (credits.points !== undefined && ![...prices, ...owed].some(({ kind }) => kind === 'points')) {
    resolution.problem(
      'credits.points',
      'Nothing gives points that could be worth something.',
      'Take it out, or write a price in `points`.',
    );
  }
  if (credits.atRisk !== undefined && !prices.some(({ kind }) => kind === 'weight')) {
    resolution.problem(
      'credits.atRisk',
      'No service level has a price in weight, so nothing is at risk.',
      'Take it out, or write a price in `weight`.',
    );
  }
  if (credits.bonusCap !== undefined && levels.every(({ bonus }) => bonus === undefined)) {
    resolution.problem('credits.bonusCap', 'No service level has a bonus.', 'Take it out.');
  }
}

/** What a credit can come to: the prices of its rule, and what repetition adds. */
function pricesIn({ rule, repeat }: ServiceLevelCredit): readonly Price[] {
  const prices = pricesOf(rule);
  return repeat?.kind === 'surcharge' ? [...prices, repeat.price] : prices;
}

function pathOf(serviceLevel: string, resolution: Resolution): string {
  return resolution.levelOutlines.get(serviceLevel)?.path ?? 'serviceLevels';
}

/** Weights are of a pool that there is, and no pool is allotted more than once over. */
function checkPools(
  atRisk: AtRisk | undefined,
  levels: readonly ServiceLevel[],
  resolution: Resolution,
): void {
  const allotted = new Map<string, Rational>();
  for (const { id, credit } of levels) {
    if (credit?.pool === undefined) continue;
    const { pool } = credit;
    const place = `${pathOf(id, resolution)}.credit.pool`;
    if (atRisk === undefined) {
      resolution.problem(
        place,
        'There is no money at risk that the pool could be of.',
        'Add `credits.atRisk` with its `pools`.',
      );
    } else if (!atRisk.pools.has(pool)) {
      resolution.problem(
        place,
        `There is no at-risk pool \`${pool}\`.`,
        mendUnknownName(pool, [...atRisk.pools.keys()], 'pool'),
      );
    } else {
      allotted.set(pool, (allotted.get(pool) ?? Rational.zero).plus(largestWeight(credit)));
    }
  }
  for (const [pool, sum] of allotted) {
    if (sum.compare(Rational.hundred) <= 0) continue;
    resolution.problem(
      joinPath('credits.atRisk.pools', pool),
      `The weights of its service levels come to ${sum.toDecimal()} percent of the pool.`,
      'Let the largest weights of all levels of a pool come to at most 100.',
    );
  }
}

function largestWeight(credit: ServiceLevelCredit): Rational {
  return pricesOf(credit.rule).reduce(
    (largest, price) => (price.kind === 'weight' ? Rational.max(largest, price.percent) : largest),
    Rational.zero,
  );
}

/** A level is no obstacle to its own bonus, and only a level with a minimum can be below it. */
function checkDisqualifiers(levels: readonly ServiceLevel[], resolution: Resolution): void {
  const byId = new Map(levels.map((level) => [level.id, level]));
  for (const { id, bonus } of levels) {
    bonus?.disqualifiedBy.forEach((each, index) => {
      if (each.kind !== 'service-level') return;
      const place = joinPath(`${pathOf(id, resolution)}.bonus.disqualifiedBy`, index);
      if (each.serviceLevel === id) {
        resolution.problem(
          `${place}.serviceLevel`,
          'A value that earns the bonus meets its own target already.',
          'Name another service level.',
        );
      }
      const other = byId.get(each.serviceLevel);
      if (each.is === 'below-minimum' && other !== undefined && other.target.minimum === undefined) {
        resolution.problem(
          `${place}.is`,
          `The service level \`${each.serviceLevel}\` has no minimum that could be missed.`,
          'Write `is: missed`, or add `minimum` to its target.',
        );
      }
    });
  }
}
