import { Choice, DecimalNumber, Field, Nested } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import { PriceTerms, readPrice } from '../clauses/price.js';
import { wantsHigh } from '../clauses/target.js';
import { describePrice, describeValue } from '../describe/words.js';
import type { CreditRule } from '../model/service-level.js';
import { type MeasureUnit, positiveNumber, readValue } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { CreditRuleKindOf } from './credit-rule-kind.js';
import { CreditTerms } from './credit-terms.js';

type PerUnitRule = Extract<CreditRule, { kind: 'per-unit' }>;

export class PerUnitTerms extends PriceTerms {
  @Field(words.value, {
    meaning:
      'How much one unit is: in the unit of the measure (`0.1`, `15m`), or a time for `beyond: lost-time`.',
  })
  each!: string;

  @Choice(['value', 'lost-time', 'zero'], {
    optional: true,
    default: '`value`',
    meaning:
      'Beyond what units are counted. `value`: beyond the target. `lost-time`, for availability only: downtime beyond ' +
      'the downtime that the target allows. `zero`, where low values are wanted: from nothing on, so that a missed ' +
      'target prices the whole value.',
  })
  beyond?: PerUnitRule['beyond'];

  @Choice(['floor', 'ceil', 'exact'], {
    meaning: 'What a part of a unit counts as: nothing, a whole unit, or its part.',
  })
  round!: PerUnitRule['round'];

  @DecimalNumber({ optional: true, default: 'no limit', meaning: 'At most so many units are counted.' })
  atMostUnits?: string;
}

export class PerUnitCredit extends CreditTerms {
  @Nested(() => PerUnitTerms, { meaning: 'So much for each unit by which the target is missed.' })
  perUnit!: PerUnitTerms;
}

export const perUnit: CreditRuleKindOf<'per-unit', PerUnitCredit> = {
  kind: 'per-unit',
  key: 'perUnit',
  document: PerUnitCredit,
  resolve({ perUnit: authored }, context, path, resolution) {
    const place = `${path}.perUnit`;
    const beyond = authored.beyond ?? 'value';
    if (beyond === 'lost-time' && context.measureKind !== 'availability') {
      return resolution.problem(
        `${place}.beyond`,
        `Only availability loses time; this measure is ${context.measureKind}.`,
        'Write `beyond: value`, or leave it out.',
      );
    }
    if (beyond === 'zero' && context.target !== undefined && wantsHigh(context.target.comparison)) {
      return resolution.problem(
        `${place}.beyond`,
        'Where high values are wanted, the better value would have the higher price.',
        'Write `beyond: value`, or leave it out.',
      );
    }
    const timeForValue = beyond !== 'lost-time' && context.unit !== 'seconds' && /[hms]/.test(authored.each);
    if (timeForValue && context.measureKind === 'availability') {
      return resolution.problem(
        `${place}.each`,
        `${authored.each} is a time, but the measure counts in percent.`,
        'Add `beyond: lost-time` for each such time of downtime beyond the allowance.',
      );
    }
    const each = readValue(
      authored.each,
      beyond === 'lost-time' ? 'seconds' : context.unit,
      `${place}.each`,
      resolution,
    );
    const price = readPrice(authored, place, resolution);
    const atMostUnits =
      authored.atMostUnits === undefined
        ? undefined
        : positiveNumber(authored.atMostUnits, `${place}.atMostUnits`, resolution);
    if (each !== undefined && !each.isPositive) {
      resolution.problem(`${place}.each`, `${authored.each} is no unit.`, 'Write more than 0.');
    }
    if (each === undefined || price === undefined) return undefined;
    return Object.freeze({ kind: 'per-unit', beyond, each, round: authored.round, price, atMostUnits });
  },
  prices: (rule) => [rule.price],
  describe(rule, unit, money) {
    const lost = rule.beyond === 'lost-time';
    const each = describeEach(rule.each, lost ? 'seconds' : unit);
    const part = {
      floor: 'a part of one does not count',
      ceil: 'a part of one counts as a whole one',
      exact: 'a part of one counts as that part',
    }[rule.round];
    const atMost = rule.atMostUnits === undefined ? '' : `, at most ${rule.atMostUnits.toDecimal()} of them`;
    const beyond = {
      value: 'beyond the target',
      'lost-time': 'of downtime beyond what the target allows',
      zero: 'from zero on',
    }[rule.beyond];
    return [`${describePrice(rule.price, money)} for each ${each} ${beyond} (${part}${atMost})`];
  },
};

/** `0.1 percentage points`, `percentage point`, `15 minutes`, `10`; of plain numbers `one`. */
function describeEach(each: Rational, unit: MeasureUnit): string {
  const isOne = each.equals(Rational.one);
  if (unit === 'percent') return isOne ? 'percentage point' : `${each.toDecimal()} percentage points`;
  return isOne && unit !== 'seconds' ? 'one' : describeValue(each, unit);
}
