import { Field } from '@tallystick/documents';
import { periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { describeBelow, LevelBelowTerms, readLevelBelow } from './level-below.js';

export class RollingMeanTerms extends LevelBelowTerms {
  @Field(words.periods, {
    meaning: 'The mean of the values of the last so many periods, the current one among them.',
  })
  meanOver!: string;
}

export const rollingMean: ExitKindOf<'rolling-mean', RollingMeanTerms> = {
  kind: 'rolling-mean',
  documents: { meanOver: RollingMeanTerms },
  resolve(authored, path, resolution) {
    const level = readLevelBelow(authored, path, resolution);
    const periods = periodCount(authored.meanOver);
    if (periods === 1) {
      return resolution.problem(`${path}.meanOver`, 'One period has no mean.', 'Write `inARow: 1` instead.');
    }
    if (level?.below.kind === 'default') {
      return resolution.problem(
        `${path}.below`,
        'A gate looks at single periods; a mean does not pass it.',
        'Write `expected`, `minimum` or a value.',
      );
    }
    return level && Object.freeze({ kind: 'rolling-mean', ...level, periods });
  },
  describe: (condition, unitOf) =>
    describeBelow(
      `the mean of ${condition.serviceLevel} over the last ${condition.periods} periods`,
      condition,
      unitOf,
    ),
};
