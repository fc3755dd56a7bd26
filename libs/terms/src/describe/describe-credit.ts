import { describeBand } from '../credit-rules/bands.js';
import { describeCreditRule, pricesOf } from '../credit-rules/registry.js';
import type { Bonus, Gate, RepeatRule, ServiceLevelCredit } from '../model/service-level.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describeBase } from './describe-base.js';
import { type DescribeMoney, describePrice, joined, ordinal } from './words.js';

/** What a miss of a service level costs, in whole sentences. */
export function describeCredit(
  credit: ServiceLevelCredit | undefined,
  unit: MeasureUnit,
  money: DescribeMoney,
): readonly string[] {
  if (credit === undefined) return ['A miss costs nothing.'];
  const { rule, gate, repeat, atMost } = credit;
  const lines = [`A miss costs ${joined(describeCreditRule(rule, unit, money))}.`, ...describeOf(credit)];
  if (gate !== undefined) lines.push(...describeGate(gate));
  if (credit.counting === 'only-new') {
    lines.push('What its window has priced in an earlier period is not priced again.');
  }
  if (repeat !== undefined) lines.push(describeRepeat(repeat, money));
  if (atMost !== undefined) lines.push(`It costs at most ${describePrice(atMost, money)} in a period.`);
  return lines;
}

function describeOf({ rule, base, pool, atMost, repeat }: ServiceLevelCredit): readonly string[] {
  const surcharge = repeat?.kind === 'surcharge' ? [repeat.price] : [];
  const prices = [...pricesOf(rule), ...surcharge, ...(atMost === undefined ? [] : [atMost])];
  const of: string[] = [];
  if (base !== undefined) {
    const onlyPercentages = rule.kind !== 'refund' && prices.every(({ kind }) => kind !== 'days');
    of.push(`${onlyPercentages ? 'Percentages are of' : 'It is worked out from'} ${describeBase(base)}.`);
  }
  if (pool !== undefined) of.push(`The pool is ${pool}.`);
  return of;
}

function describeGate(gate: Gate): readonly string[] {
  const from =
    gate.kind === 'in-a-row'
      ? `Only from the ${ordinal(gate.count)} miss in a row on does it cost anything.`
      : `Only from the ${ordinal(gate.times)} miss within the last ${gate.ofPeriods} periods on does it cost anything.`;
  return gate.belowMinimum === 'counted'
    ? [from]
    : [from, 'A miss of the minimum costs at once, whatever went before.'];
}

function describeRepeat(repeat: RepeatRule, money: DescribeMoney): string {
  switch (repeat.kind) {
    case 'factor':
      return `From the ${ordinal(repeat.inARow)} miss in a row on, the price is multiplied by ${repeat.factor.toDecimal()}.`;
    case 'surcharge':
      return `From the ${ordinal(repeat.inARow)} miss in a row on, ${describePrice(repeat.price, money)} is added.`;
    case 'escalate': {
      const factors = repeat.factors.map((factor) => factor.toDecimal());
      return `The prices of misses in a row are multiplied by ${factors.join(', then ')}; those of further ones by ${factors.at(-1)!}.`;
    }
  }
}

/** What better than promised earns, in whole sentences. */
export function describeBonus(
  bonus: Bonus | undefined,
  unit: MeasureUnit,
  money: DescribeMoney,
): readonly string[] {
  if (bonus === undefined) return [];
  const { bands, base, disqualifiedBy, atMost } = bonus;
  const earned = bands.map(
    (band) => `${describePrice(band.price, money)} where it is ${describeBand(band, unit)}`,
  );
  const lines = [`A better value earns the provider ${joined(earned)}.`];
  if (base !== undefined) lines.push(`Percentages are of ${describeBase(base)}.`);
  if (disqualifiedBy.length > 0) {
    lines.push(`Nothing is earned where ${disqualifiedBy.map(describeDisqualifier).join(', or ')}.`);
  }
  if (atMost !== undefined) lines.push(`It earns at most ${describePrice(atMost, money)} in a period.`);
  lines.push(
    bonus.settledBy === 'paid'
      ? 'What is earned is owed to the provider.'
      : 'What is earned can only be set against later credits.',
  );
  return lines;
}

function describeDisqualifier(disqualifier: Bonus['disqualifiedBy'][number]): string {
  switch (disqualifier.kind) {
    case 'service-level':
      return `${disqualifier.serviceLevel} is ${disqualifier.is === 'missed' ? 'missed' : 'below its minimum'}`;
    case 'any-level-missed':
      return 'any service level is missed';
    case 'obligation':
      return `${disqualifier.obligation} was not done in time`;
  }
}
