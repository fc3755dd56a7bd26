import { Choice, Field, Text } from '@tallystick/documents';
import type { ObligationMeasure } from '../model/measure.js';
import type { MeasureUnit } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type MeasureKindOf, stretchWindows } from './measure-kind.js';

export class ObligationMeasureTerms {
  @Text({ meaning: '`obligation`: how an obligation or a review was kept, by what was due in the period.' })
  kind!: 'obligation';

  @Field(words.id, { meaning: 'The id of the obligation or review.' })
  obligation!: string;

  @Choice(['share-met', 'days-late', 'not-met'], {
    meaning:
      '`share-met`: what was done in time, as a percentage of all that was due. `days-late`: the local days that ' +
      'each was late, all together. `not-met`: how many were not done in time.',
  })
  figure!: ObligationMeasure['figure'];
}

export const obligation: MeasureKindOf<'obligation', ObligationMeasureTerms> = {
  kind: 'obligation',
  document: ObligationMeasureTerms,
  resolve(authored, path, resolution) {
    resolution.obligations.find(authored.obligation, `${path}.obligation`, resolution);
    return Object.freeze({ kind: 'obligation', obligation: authored.obligation, figure: authored.figure });
  },
  unit: ({ figure }) => unitOfFigure(figure),
  unitOf: ({ figure }) => unitOfFigure(figure),
  volume: ({ figure }) => (figure === 'share-met' ? 'with-misses' : undefined),
  hasEvents: ({ figure }) => figure !== 'days-late',
  windows: () => stretchWindows,
  forEachKeys: () => [],
  describe: (measure) =>
    ({
      'share-met': `the share of ${measure.obligation} due in the period that was done in time`,
      'days-late': `the days that ${measure.obligation} due in the period was late, all together`,
      'not-met': `how often ${measure.obligation} due in the period was not done in time`,
    })[measure.figure],
};

function unitOfFigure(figure: ObligationMeasure['figure']): MeasureUnit {
  return figure === 'share-met' ? 'percent' : 'count';
}
