import { Choice, Text } from '@tallystick/documents';
import type { ReportedMeasure } from '../model/measure.js';
import type { MeasureKindOf } from './measure-kind.js';

export class ReportedTerms {
  @Text({ meaning: '`reported`: measured elsewhere and recorded as a fact.' })
  kind!: 'reported';

  @Choice(['percent', 'number', 'seconds'], {
    meaning:
      'What the figure counts in. A percentage outside 0 to 100 is refused; one that comes as numerator and ' +
      'denominator is read as a percentage. With `seconds` the target is written as a time, e.g. 4h.',
  })
  unit!: ReportedMeasure['unit'];

  @Choice(['either', 'provider', 'client', 'agreed'], {
    optional: true,
    default: '`either`',
    meaning:
      'Whose figure counts. `agreed`: one that both parties reported alike or that is marked agreed. `either`: the latest known.',
  })
  reportedBy?: ReportedMeasure['reportedBy'];

  @Choice(['missed', 'not-measured'], {
    optional: true,
    default: '`missed`',
    meaning: 'What a period without a figure counts as.',
  })
  whenNotReported?: ReportedMeasure['whenNotReported'];
}

export const reported: MeasureKindOf<'reported', ReportedTerms> = {
  kind: 'reported',
  document: ReportedTerms,
  resolve: (authored) =>
    Object.freeze({
      kind: 'reported',
      unit: authored.unit,
      reportedBy: authored.reportedBy ?? 'either',
      whenNotReported: authored.whenNotReported ?? 'missed',
    }),
  unit: (authored) => authored.unit,
  unitOf: (measure) => measure.unit,
  volume: (authored) => (authored.unit === 'percent' ? 'with-misses' : undefined),
  hasEvents: () => false,
  describe(measure) {
    const whose = {
      either: 'either party',
      provider: 'the provider',
      client: 'the client',
      agreed: 'both parties alike',
    }[measure.reportedBy];
    return `the figure reported by ${whose}`;
  },
};
