import { WholeNumber } from '@tallystick/documents';
import type { ExitKindOf } from './exit-kind.js';
import { LevelBelowTerms, readLevelBelow } from './level-below.js';

export class InARowTerms extends LevelBelowTerms {
  @WholeNumber({ min: 1, max: 1000, meaning: 'In so many periods in a row.' })
  inARow!: number;
}

export const inARow: ExitKindOf<'in-a-row', InARowTerms> = {
  kind: 'in-a-row',
  key: 'inARow',
  document: InARowTerms,
  resolve: (authored, path, resolution) =>
    Object.freeze({
      kind: 'in-a-row',
      ...readLevelBelow(authored, path, resolution),
      count: authored.inARow,
    }),
  describe: ({ serviceLevel, below, count }) =>
    `${serviceLevel} is below its ${below} level in ${count} ${count === 1 ? 'period' : 'periods in a row'}`,
};
