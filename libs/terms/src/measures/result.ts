import { Choice, Field, joinPath, ListOf, Text } from '@tallystick/documents';
import { invariant } from '@tallystick/errors';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from '../clauses/charge-base.js';
import { describeBase } from '../describe/describe-base.js';
import type { ResultMeasure } from '../model/measure.js';
import type { LevelOutline } from '../resolution/level-outline.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, type MeasureUnit } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { MeasureKindOf } from './measure-kind.js';

const figures = [
  'missed-levels',
  'points',
  'credit',
  'credit-percent',
  'share-met',
  'mean-value',
  'lowest-value',
  'highest-value',
] as const satisfies readonly ResultMeasure['figure'][];

export class ResultTerms {
  @Text({ meaning: "`result`: a figure of other levels' results in the same period." })
  kind!: 'result';

  @ListOf(words.id, {
    optional: true,
    min: 1,
    default: 'all other levels that are no results themselves',
    meaning: 'The ids of the levels. One with `forEach` stands for all its instances.',
  })
  of?: readonly string[];

  @Choice(figures, {
    meaning:
      '`missed-levels`: how many are missed. `points`, `credit`: what they come to together, before they are combined ' +
      'and capped. `credit-percent`: that credit as a percentage of `base`. `share-met`: those met, as a percentage of ' +
      'those measured. `mean-value`, `lowest-value`, `highest-value`: of their values, which have to count in the ' +
      'same unit.',
  })
  figure!: ResultMeasure['figure'];

  @Field(chargeBase, {
    optional: true,
    meaning: 'For `figure: credit-percent`, and only there: the charges that the credit is a percentage of.',
  })
  base?: AuthoredChargeBase;
}

export const result: MeasureKindOf<'result', ResultTerms> = {
  kind: 'result',
  document: ResultTerms,
  resolve(authored, path, resolution, context) {
    const { of, figure } = authored;
    checkDistinct(of, `${path}.of`, resolution);
    of?.forEach((id, index) => resolution.serviceLevels.find(id, joinPath(`${path}.of`, index), resolution));
    if (of === undefined && levelsRead(undefined, resolution).length === 0) {
      resolution.problem(
        path,
        `There is no level beside \`${context.serviceLevel}\` whose result could be read.`,
        'Name the levels in `of`.',
      );
    }
    if (isOfValues(figure)) checkSameUnit(authored, path, resolution);
    const base = readBase(authored, `${path}.base`, resolution);
    if (!resolution.isSound(path)) return undefined;
    return Object.freeze({ kind: 'result', of: of && Object.freeze([...of]), figure, base });
  },
  unit: ({ of, figure }, resolution) => unitOfFigure(figure, () => levelsRead(of, resolution)[0]?.unit()),
  unitOf({ of, figure }, others) {
    const unit = unitOfFigure(figure, () => others.unitOf((of ?? others.measured)[0]!));
    invariant(unit !== undefined, 'every level of resolved terms has a unit');
    return unit;
  },
  volume: () => undefined,
  hasEvents: ({ figure }) => figure === 'missed-levels',
  windows: () => [],
  forEachKeys: () => [],
  reads: ({ of }, path) =>
    of === undefined
      ? 'all'
      : of.map((serviceLevel, index) => ({ serviceLevel, path: joinPath(`${path}.of`, index) })),
  describe({ of, figure, base }) {
    const levels = of === undefined ? 'all other levels' : of.join(' and ');
    switch (figure) {
      case 'missed-levels':
        return `how many of ${levels} are missed`;
      case 'points':
        return `the points of ${levels}`;
      case 'credit':
        return `the credit of ${levels}`;
      case 'credit-percent':
        return `the credit of ${levels} as a percentage of ${base === undefined ? 'nothing' : describeBase(base)}`;
      case 'share-met':
        return `the share of ${levels} that are met`;
      case 'mean-value':
        return `the mean of the values of ${levels}`;
      case 'lowest-value':
        return `the lowest of the values of ${levels}`;
      case 'highest-value':
        return `the highest of the values of ${levels}`;
    }
  },
};

function isOfValues(figure: ResultMeasure['figure']): boolean {
  return figure === 'mean-value' || figure === 'lowest-value' || figure === 'highest-value';
}

function unitOfFigure(
  figure: ResultMeasure['figure'],
  unitOfValues: () => MeasureUnit | undefined,
): MeasureUnit | undefined {
  switch (figure) {
    case 'share-met':
    case 'credit-percent':
      return 'percent';
    // Points and money are no counts, but like those they are never less than 0.
    case 'missed-levels':
    case 'points':
    case 'credit':
      return 'count';
    default:
      return unitOfValues();
  }
}

/** The levels that a result reads, as far as they hold their shape. */
function levelsRead(of: readonly string[] | undefined, resolution: Resolution): readonly LevelOutline[] {
  if (of === undefined) {
    return [...resolution.levelOutlines.values()].filter(({ measureKind }) => measureKind !== 'result');
  }
  return of.flatMap((id) => resolution.levelOutlines.get(id) ?? []);
}

/** Values that count in different units have no mean, and none of them is the lowest. */
function checkSameUnit({ of, figure }: ResultTerms, path: string, resolution: Resolution): void {
  const [first, ...others] = levelsRead(of, resolution);
  const unit = first?.unit();
  if (unit === undefined) return;
  for (const other of others) {
    const own = other.unit();
    if (own === undefined || own === unit) continue;
    resolution.problem(
      of === undefined ? path : `${path}.of`,
      `\`${first!.id}\` counts in ${unitWords[unit]} and \`${other.id}\` in ${unitWords[own]}, so there is no ${figure}.`,
      'Name levels that count in the same unit.',
    );
    return;
  }
}

const unitWords: { readonly [Unit in MeasureUnit]: string } = {
  percent: 'percent',
  seconds: 'time',
  count: 'whole numbers',
  number: 'numbers',
};

function readBase(
  { figure, base }: ResultTerms,
  path: string,
  resolution: Resolution,
): ResultMeasure['base'] {
  if (figure === 'credit-percent') {
    if (base !== undefined) return readChargeBase(base, path, resolution);
    return resolution.problem(path, 'It is missing.', 'Name the ids of the charges, e.g. `base: [managed]`.');
  }
  if (base === undefined) return undefined;
  return resolution.problem(
    path,
    `It has no effect on the figure ${figure}.`,
    'Leave it out, or write `figure: credit-percent`.',
  );
}
