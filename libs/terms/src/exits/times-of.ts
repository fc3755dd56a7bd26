import { Field, WholeNumber } from '@tallystick/documents';
import type { ExitWindow } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import { readReach } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { describeTimesIn } from './exit-window.js';
import { describeBelow, LevelBelowTerms, readLevelBelow } from './level-below.js';

export class TimesOfTerms extends LevelBelowTerms {
  @WholeNumber({ min: 1, max: 1000, meaning: 'In at least so many …' })
  times!: number;

  @Field(words.reach, {
    meaning:
      '… of the last so many periods, the current one among them; or of those of the `contract year` so far.',
  })
  of!: string;
}

export const timesOf: ExitKindOf<'times-of', TimesOfTerms> = {
  kind: 'times-of',
  documents: { times: TimesOfTerms },
  resolve(authored, path, resolution) {
    const level = readLevelBelow(authored, path, resolution);
    const window = readReach(authored.of);
    if (!fitsIn(authored.times, window, `${path}.times`, resolution) || level === undefined) return undefined;
    return Object.freeze({ kind: 'times-of', ...level, times: authored.times, window });
  },
  describe: (condition, unitOf) =>
    `${describeBelow(condition.serviceLevel, condition, unitOf)} in ${describeTimesIn(condition.times, condition.window)}`,
};

/** What happens at most once a period cannot happen more often than there are periods. */
export function fitsIn(count: number, window: ExitWindow, path: string, resolution: Resolution): boolean {
  if (window.kind !== 'periods' || count <= window.periods) return true;
  resolution.problem(
    path,
    `${count} of ${window.periods} periods cannot be.`,
    `Write ${window.periods} or less.`,
  );
  return false;
}
