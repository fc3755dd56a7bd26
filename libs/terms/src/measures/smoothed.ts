import { Field, Text } from '@tallystick/documents';
import { periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { MeasureKindOf } from './measure-kind.js';

export class SmoothedTerms {
  @Text({ meaning: "`smoothed`: the mean of another level's values in this and in previous periods." })
  kind!: 'smoothed';

  @Field(words.id, {
    meaning: 'The id of the level whose values are taken. It cannot be one with `forEach`.',
  })
  of!: string;

  @Field(words.periods, {
    meaning:
      'How many periods before this one. Those without a value are left out; without a value of this period there is ' +
      'nothing to measure.',
  })
  previous!: string;
}

export const smoothed: MeasureKindOf<'smoothed', SmoothedTerms> = {
  kind: 'smoothed',
  document: SmoothedTerms,
  resolve({ of, previous }, path, resolution) {
    resolution.serviceLevels.find(of, `${path}.of`, resolution);
    if (resolution.levelOutlines.get(of)?.isForEach === true) {
      resolution.problem(
        `${path}.of`,
        `\`${of}\` stands for several levels, so it has no one value.`,
        'Name a level without `forEach`.',
      );
    }
    return Object.freeze({ kind: 'smoothed', of, previousPeriods: periodCount(previous) });
  },
  unit: ({ of }, resolution) => resolution.levelOutlines.get(of)?.unit(),
  unitOf: ({ of }, others) => others.unitOf(of),
  volume: () => undefined,
  hasEvents: () => false,
  windows: () => [],
  forEachKeys: () => [],
  reads: ({ of }, path) => [{ serviceLevel: of, path: `${path}.of` }],
  describe: ({ of, previousPeriods }) =>
    `the mean of the values of ${of} in the period and the ` +
    `${previousPeriods === 1 ? 'one' : previousPeriods} before`,
};
