import { Field, WholeNumber } from '@tallystick/documents';
import { periodCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { LevelBelowTerms, readLevelBelow } from './level-below.js';

export class TimesOfTerms extends LevelBelowTerms {
  @WholeNumber({ min: 1, max: 1000, meaning: 'In at least so many …' })
  times!: number;

  @Field(words.periods, { meaning: '… of the last so many periods, the current one among them.' })
  of!: string;
}

export const timesOf: ExitKindOf<'times-of', TimesOfTerms> = {
  kind: 'times-of',
  key: 'times',
  document: TimesOfTerms,
  resolve(authored, path, resolution) {
    const level = readLevelBelow(authored, path, resolution);
    const ofPeriods = periodCount(authored.of);
    if (authored.times > ofPeriods) {
      return resolution.problem(
        `${path}.times`,
        `${authored.times} of ${ofPeriods} periods cannot be.`,
        `Write ${ofPeriods} or less.`,
      );
    }
    return Object.freeze({ kind: 'times-of', ...level, times: authored.times, ofPeriods });
  },
  describe: ({ serviceLevel, below, times, ofPeriods }) =>
    `${serviceLevel} is below its ${below} level in ${times} of the last ${ofPeriods} periods`,
};
