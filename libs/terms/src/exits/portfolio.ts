import { Field, shape, WholeNumber } from '@tallystick/documents';
import { Rational, toWholeNumber } from '@tallystick/quantities';
import { describeValue } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { belowKey, readBelow } from './level-below.js';

type AtLeast = Extract<ExitCondition, { kind: 'portfolio' }>['atLeast'];

const sharePattern = /^(?:(\d+(?:\.\d+)?) percent|([1-9]\d{0,5}))$/;
const share = shape.text({
  pattern: sharePattern,
  called: 'a share or a number',
  example: '20 percent or 5',
  maxLength: 30,
  orNumber: true,
});

export class PortfolioTerms {
  @Field(words.id, { meaning: 'The id of a service level with `forEach`.' })
  portfolio!: string;

  @Field(...belowKey)
  below?: string;

  @Field(share, { meaning: 'How many of those that were measured are worse at the same time.' })
  atLeast!: string;

  @WholeNumber({
    optional: true,
    min: 1,
    max: 1000,
    default: '`1`',
    meaning: 'In so many periods in a row.',
  })
  inARow?: number;
}

export const portfolio: ExitKindOf<'portfolio', PortfolioTerms> = {
  kind: 'portfolio',
  documents: { portfolio: PortfolioTerms },
  resolve(authored, path, resolution) {
    const place = `${path}.portfolio`;
    const atLeast = readShare(authored.atLeast, `${path}.atLeast`, resolution);
    const level = resolution.serviceLevels.find(authored.portfolio, place, resolution);
    if (level === undefined) return undefined;
    if (level.forEach === undefined) {
      return resolution.problem(
        place,
        `The service level \`${level.id}\` is one, no portfolio.`,
        'Give it a `forEach`, or write `serviceLevel`.',
      );
    }
    const below = readBelow(authored.below, level, `${path}.below`, resolution);
    if (below === undefined || atLeast === undefined) return undefined;
    return Object.freeze({ kind: 'portfolio', ...below, atLeast, inARow: authored.inARow ?? 1 });
  },
  describe({ serviceLevel, below: level, atLeast, inARow }, unitOf) {
    const share =
      atLeast.kind === 'percent'
        ? `${atLeast.percent.toDecimal()} % of the levels`
        : `${atLeast.count} levels`;
    const worse =
      level.kind === 'value'
        ? `worse than ${describeValue(level.value, unitOf(serviceLevel))}`
        : level.kind === 'default'
          ? 'in default'
          : `below their ${level.kind}`;
    const row = inARow === 1 ? '' : ` in ${inARow} periods in a row`;
    return `at least ${share} of ${serviceLevel} are ${worse}${row}`;
  },
};

function readShare(text: string, path: string, resolution: Resolution): AtLeast | undefined {
  const [, percent, count] = sharePattern.exec(text)!;
  if (percent === undefined) return Object.freeze({ kind: 'count', count: toWholeNumber(count!) });
  const value = Rational.parse(percent);
  if (!value.isPositive || value.compare(Rational.hundred) > 0) {
    return resolution.problem(path, `${text} is no share.`, 'Write more than 0 and at most 100 percent.');
  }
  return Object.freeze({ kind: 'percent', percent: value });
}
