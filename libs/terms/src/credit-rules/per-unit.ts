import { Choice, DecimalNumber, Field, Nested } from '@tallystick/documents';
import { PriceTerms, readPrice } from '../clauses/price.js';
import { wantsHigh } from '../clauses/target.js';
import { describePrice, describeValue } from '../describe/words.js';
import type { CreditRule } from '../model/service-level.js';
import { positiveNumber, readValue } from '../resolution/values.js';
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
  describe(rule, unit) {
    const lost = rule.beyond === 'lost-time';
    const each =
      !lost && unit === 'percent'
        ? `${rule.each.toDecimal()} percentage points`
        : describeValue(rule.each, lost ? 'seconds' : unit);
    const part = {
      floor: 'parts of a unit not counted',
      ceil: 'each part of a unit counted as one',
      exact: 'parts of a unit counted as parts',
    }[rule.round];
    const atMost = rule.atMostUnits === undefined ? '' : `, at most ${rule.atMostUnits.toDecimal()} units`;
    const beyond = {
      value: 'beyond the target',
      'lost-time': 'of downtime beyond what the target allows',
      zero: 'from zero on',
    }[rule.beyond];
    return [`${describePrice(rule.price)} for each ${each} ${beyond} (${part}${atMost})`];
  },
};
