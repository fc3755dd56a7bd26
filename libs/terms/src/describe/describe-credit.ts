import { describeCreditRule } from '../credit-rules/registry.js';
import type { ServiceLevelCredit } from '../model/service-level.js';
import type { MeasureUnit } from '../resolution/values.js';
import { describePrice, ordinal } from './words.js';

/** What a miss of a service level costs, in whole sentences. */
export function describeCredit(credit: ServiceLevelCredit | undefined, unit: MeasureUnit): readonly string[] {
  if (credit === undefined) return ['A miss costs nothing.'];
  const lines: string[] = [];
  const { rule, of, repeat, atMost } = credit;
  const base = of.length === 0 ? '' : ` (percentages of ${of.join(' and ')})`;
  lines.push(`A miss costs${base}: ${describeCreditRule(rule, unit).join('; ')}.`);
  if (repeat !== undefined) {
    lines.push(
      `From the ${ordinal(repeat.inARow)} miss in a row on, ${repeat.factor.toDecimal()} times as much.`,
    );
  }
  if (atMost !== undefined) lines.push(`At most ${describePrice(atMost)} a period.`);
  return lines;
}
