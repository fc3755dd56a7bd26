import { shape } from '@tallystick/documents';
import { parseDuration, Rational } from '@tallystick/quantities';
import { type AuthoredChargeBase, readChargeBase } from '../clauses/charge-base.js';
import { describeBase } from '../describe/describe-base.js';
import { describeSeconds } from '../describe/describe-duration.js';
import type { DescribeMoney } from '../describe/words.js';
import type { ExitCondition, SumThreshold } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';

const numberPattern = /^(\d+(?:\.\d+)?)(?: (percent|points?))?$/;

/** A threshold of a sum, with what it counts in. */
export const thresholdText = shape.text({
  pattern: /^(?:\d+(?:\.\d+)?(?: (?:percent|points?))?|(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/,
  called: 'a threshold',
  example: '30 percent, 50 points, 9000.00 or 24h',
  orNumber: true,
});

/** What is added up. */
export type SumOf = Extract<ExitCondition, { kind: 'sum-over' }>['sumOf'];

/** What a condition says of its sum, as it is written. */
interface SumTerms {
  readonly sumOf: SumOf;
  readonly of?: AuthoredChargeBase;
}

type Written = 'percent' | 'points' | 'number' | 'time';

/** What each sum can be compared with, and how that is written. */
const comparable: {
  readonly [Sum in SumOf]: { readonly as: readonly Written[]; readonly mend: string };
} = {
  credits: { as: ['percent', 'number'], mend: 'Write e.g. `30 percent`, or money such as 9000.00.' },
  points: { as: ['points'], mend: 'Write e.g. `50 points`.' },
  downtime: { as: ['time'], mend: 'Write a time such as `24h`.' },
  'missed-levels': { as: ['number'], mend: 'Write a number such as 10.' },
  misses: { as: ['number'], mend: 'Write a number such as 10.' },
};

/**
 * @param place of the threshold itself.
 * @param path of the condition.
 */
export function readThreshold(
  { sumOf, of }: SumTerms,
  text: string,
  place: string,
  path: string,
  resolution: Resolution,
): SumThreshold | undefined {
  const { written, value } = readText(text);
  if (!value.isPositive) {
    resolution.problem(place, `Every sum reaches ${text}.`, 'Write a threshold above 0.');
  }
  if (!comparable[sumOf].as.includes(written)) {
    return resolution.problem(
      place,
      `The sum is of ${sumOf}, the threshold ${text} is not.`,
      comparable[sumOf].mend,
    );
  }
  if (written === 'percent') {
    if (of === undefined) {
      return resolution.problem(`${path}.of`, 'It is missing.', 'Say which charges the percentage is of.');
    }
    const base = readChargeBase(of, `${path}.of`, resolution, ['period', 'contract-year']);
    return base && Object.freeze({ kind: 'percent', percent: value, base });
  }
  if (of !== undefined) {
    return resolution.problem(
      `${path}.of`,
      `It has no effect on ${text}.`,
      'Leave it out, or write a percentage.',
    );
  }
  if (written === 'points') return Object.freeze({ kind: 'points', points: value });
  if (written === 'time') return Object.freeze({ kind: 'seconds', seconds: value });
  if (sumOf === 'credits') return Object.freeze({ kind: 'money', amount: value });
  return readCount(text, value, place, resolution);
}

function readText(text: string): { readonly written: Written; readonly value: Rational } {
  const match = numberPattern.exec(text);
  if (match === null) return { written: 'time', value: Rational.of(parseDuration(text)) };
  const value = Rational.parse(match[1]!);
  if (match[2] === undefined) return { written: 'number', value };
  return { written: match[2] === 'percent' ? 'percent' : 'points', value };
}

function readCount(
  text: string,
  count: Rational,
  place: string,
  resolution: Resolution,
): SumThreshold | undefined {
  if (text.includes('.')) {
    return resolution.problem(place, `${text} is not a whole number.`, 'Write a number such as 10.');
  }
  return Object.freeze({ kind: 'count', count });
}

/** For people: `30 % of the charge managed`, `24 hours`. */
export function describeThreshold(threshold: SumThreshold, money: DescribeMoney): string {
  switch (threshold.kind) {
    case 'percent':
      return `${threshold.percent.toDecimal()} % of ${describeBase(threshold.base)}`;
    case 'money':
      return money(threshold.amount);
    case 'points':
      return `${threshold.points.toDecimal()} points`;
    case 'seconds':
      return describeSeconds(threshold.seconds);
    case 'count':
      return threshold.count.toDecimal();
  }
}
