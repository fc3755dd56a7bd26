import { WholeNumber } from '@tallystick/documents';
import type { ExitKindOf } from './exit-kind.js';
import { describeBelow, LevelBelowTerms, readLevelBelow } from './level-below.js';

export class InARowTerms extends LevelBelowTerms {
  @WholeNumber({ min: 1, max: 1000, meaning: 'In so many periods in a row.' })
  inARow!: number;
}

export const inARow: ExitKindOf<'in-a-row', InARowTerms> = {
  kind: 'in-a-row',
  documents: { inARow: InARowTerms },
  resolve(authored, path, resolution) {
    const level = readLevelBelow(authored, path, resolution);
    return level && Object.freeze({ kind: 'in-a-row', ...level, count: authored.inARow });
  },
  describe: (condition, unitOf) =>
    `${describeBelow(condition.serviceLevel, condition, unitOf)} in ${condition.count} ` +
    (condition.count === 1 ? 'period' : 'periods in a row'),
};
