import { Field, shape } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import { describeValue } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import { periodCount } from '../resolution/values.js';
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

  @Field(words.periods, {
    optional: true,
    default: '`1 period`',
    meaning: 'For so many periods in a row, the current one among them.',
  })
  for?: string;
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
    const inARow = periodCount(authored.for ?? '1 period');
    return Object.freeze({ kind: 'portfolio', ...below, atLeast, inARow });
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
  if (percent === undefined) return Object.freeze({ kind: 'count', count: Number(count) });
  const value = Rational.parse(percent);
  if (!value.isPositive || value.compare(Rational.hundred) > 0) {
    return resolution.problem(path, `${text} is no share.`, 'Write more than 0 and at most 100 percent.');
  }
  return Object.freeze({ kind: 'percent', percent: value });
}
