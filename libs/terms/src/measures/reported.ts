import { Choice, Field, Text } from '@tallystick/documents';
import { describeOffset } from '../describe/describe-offset.js';
import type { ReportedMeasure } from '../model/measure.js';
import { forEachKeys } from '../model/service-level.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import { words } from '../resolution/words.js';
import type { MeasureKindOf } from './measure-kind.js';

export class ReportedTerms {
  @Text({
    meaning:
      '`reported`: measured elsewhere and recorded as a fact. With `forEach` a fact names the level as `level/value`.',
  })
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

  @Field(words.offsetAfterEnd, {
    optional: true,
    default: 'no limit',
    meaning: 'How long after the end of the period a figure counts as reported. A later one counts as none.',
  })
  within?: string;

  @Field(words.id, {
    optional: true,
    default: 'the calendar listed first',
    meaning: 'For `within` in business days or working time: the id of the calendar.',
  })
  calendar?: string;
}

export const reported: MeasureKindOf<'reported', ReportedTerms> = {
  kind: 'reported',
  document: ReportedTerms,
  resolve(authored, path, resolution) {
    const { within, calendar } = authored;
    checkCalendarUsed(calendar, [within], `${path}.calendar`, resolution);
    return Object.freeze({
      kind: 'reported',
      unit: authored.unit,
      reportedBy: authored.reportedBy ?? 'either',
      whenNotReported: authored.whenNotReported ?? 'missed',
      reportedWithin:
        within === undefined ? undefined : readOffset(within, calendar, `${path}.within`, resolution),
    });
  },
  unit: (authored) => authored.unit,
  unitOf: (measure) => measure.unit,
  volume: (authored) => (authored.unit === 'percent' ? 'with-misses' : undefined),
  hasEvents: () => false,
  // A figure is reported of a whole period, so that no window of days can be made of figures.
  windows: () => ['last-periods', 'every'],
  // A figure of one of several names it: its service level is `level/value`.
  forEachKeys: () => forEachKeys,
  describe(measure) {
    const whose = {
      either: 'either party',
      provider: 'the provider',
      client: 'the client',
      agreed: 'both parties alike',
    }[measure.reportedBy];
    const until =
      measure.reportedWithin === undefined
        ? ''
        : ` within ${describeOffset(measure.reportedWithin)} of the period's end`;
    const otherwise = measure.whenNotReported === 'missed' ? 'missed' : 'not measured';
    return `the figure reported by ${whose}${until}; a period without it is ${otherwise}`;
  },
};
