import { comparisonKeys, wantsHigh } from '../clauses/target.js';
import { describeMeasure, unitOfMeasure } from '../measures/registry.js';
import type { LowVolume, ServiceLevel, Target } from '../model/service-level.js';
import type { Terms } from '../model/terms.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describeBonus, describeCredit } from './describe-credit.js';
import { describeValue } from './words.js';

export function describeServiceLevel(level: ServiceLevel, terms: Terms): readonly string[] {
  const unit = unitOfMeasure(level.measure);
  const measured = describeMeasure(level.measure);
  const lines = [
    ...(level.title === undefined ? [] : [`${level.title}.`]),
    `Measured: ${measured}.`,
    `Target: ${describeTarget(level.target, unit)}.`,
  ];
  if (level.measuredTo !== undefined) {
    lines.push(
      `The value is rounded ${level.measuredTo.mode} to ${level.measuredTo.places} decimal places before it is compared.`,
    );
  }
  if (level.lowVolume !== undefined) lines.push(describeLowVolume(level.lowVolume));
  lines.push(`With nothing to measure a period is ${level.whenEmpty}.`);
  lines.push(...describeCredit(level.credit, unit), ...describeBonus(level.bonus, unit));
  return lines;
}

function describeTarget({ comparison, expected, minimum }: Target, unit: MeasureUnit): string {
  const words = { atLeast: 'at least', moreThan: 'more than', atMost: 'at most', lessThan: 'less than' };
  const least =
    minimum === undefined
      ? ''
      : `; ${wantsHigh(comparison) ? 'minimum' : 'no worse than'} ${describeValue(minimum, unit)}`;
  return `${words[comparisonKeys[comparison]]} ${describeValue(expected, unit)}${least}`;
}

function describeLowVolume(rule: LowVolume): string {
  return rule.then === 'not-measured'
    ? `With fewer than ${rule.fewerThan} counted it is not measured.`
    : `With fewer than ${rule.fewerThan} counted, up to ${rule.allowMisses} missed are met.`;
}
