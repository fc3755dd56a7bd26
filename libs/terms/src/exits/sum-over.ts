import { Choice, Field, ListOf, shape } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';

type SumOver = Extract<ExitCondition, { kind: 'sum-over' }>;

const thresholdPattern = /^(\d+(?:\.\d+)?)(?: (percent|points?))?$/;
const threshold = shape.text({
  pattern: thresholdPattern,
  called: 'a threshold',
  example: '30 percent, 50 points or 9000.00',
  orNumber: true,
});

export class SumOverTerms {
  @Choice(['credits', 'points'], {
    meaning: 'What is added up: the credits that were payable, or the points.',
  })
  sumOf!: 'credits' | 'points';

  @Field(threshold, {
    optional: true,
    meaning:
      'Reached by this sum and every higher one: `30 percent` of the charges named in `of`, `50 points`, or an amount ' +
      'of money. Exactly one of `atLeast` and `moreThan` is written.',
  })
  atLeast?: string;

  @Field(threshold, { optional: true, meaning: 'Reached by every higher sum, not by this one.' })
  moreThan?: string;

  @ListOf(words.id, {
    optional: true,
    min: 1,
    meaning: 'For a percentage, and only there: the charges, over the same periods.',
  })
  of?: readonly string[];

  @Field(words.periods, { meaning: 'Over the last so many periods, the current one among them.' })
  over!: string;
}

export const sumOver: ExitKindOf<'sum-over', SumOverTerms> = {
  kind: 'sum-over',
  key: 'sumOf',
  document: SumOverTerms,
  resolve(authored, path, resolution) {
    const { atLeast, moreThan } = authored;
    if ((atLeast === undefined) === (moreThan === undefined)) {
      return resolution.problem(
        path,
        atLeast === undefined ? 'It has no threshold.' : '`atLeast` and `moreThan` exclude each other.',
        'Write exactly one of `atLeast` and `moreThan`.',
      );
    }
    const key = atLeast === undefined ? 'moreThan' : 'atLeast';
    const read = readThreshold(authored, (atLeast ?? moreThan)!, `${path}.${key}`, path, resolution);
    if (read === undefined) return undefined;
    return Object.freeze({
      kind: 'sum-over',
      sumOf: authored.sumOf,
      threshold: read,
      strict: moreThan !== undefined,
      overPeriods: periodCount(authored.over),
    });
  },
  describe({ sumOf, threshold: limit, strict, overPeriods }) {
    const amount =
      limit.kind === 'percent'
        ? `${limit.percent.toDecimal()} % of ${limit.of.join(' and ')}`
        : limit.kind === 'money'
          ? limit.amount.toDecimal()
          : `${limit.points.toDecimal()} points`;
    const window = overPeriods === 1 ? 'the period' : `the last ${overPeriods} periods`;
    return `the ${sumOf} of ${window} come to ${strict ? 'more than' : 'at least'} ${amount}`;
  },
};

function readThreshold(
  authored: SumOverTerms,
  text: string,
  place: string,
  path: string,
  resolution: Resolution,
): SumOver['threshold'] | undefined {
  const [, number, word] = thresholdPattern.exec(text)!;
  const value = Rational.parse(number!);
  const points = word?.startsWith('point') === true;
  if (!value.isPositive) {
    resolution.problem(place, `Every sum reaches ${text}.`, 'Write a threshold above 0.');
  }
  if (points !== (authored.sumOf === 'points')) {
    return resolution.problem(
      place,
      `The sum is of ${authored.sumOf}, the threshold ${text} is not.`,
      points ? 'Write `sumOf: points`, or a percentage or money.' : 'Write e.g. `50 points`.',
    );
  }
  if (word === 'percent') {
    if (authored.of === undefined) {
      return resolution.problem(`${path}.of`, 'It is missing.', 'Say which charges the percentage is of.');
    }
    resolution.checkCharges(authored.of, `${path}.of`);
    checkDistinct(authored.of, `${path}.of`, resolution);
    return Object.freeze({ kind: 'percent', percent: value, of: Object.freeze([...authored.of]) });
  }
  if (authored.of !== undefined) {
    return resolution.problem(
      `${path}.of`,
      `It has no effect on ${text}.`,
      'Leave it out, or write a percentage.',
    );
  }
  return points
    ? Object.freeze({ kind: 'points', points: value })
    : Object.freeze({ kind: 'money', amount: value });
}
