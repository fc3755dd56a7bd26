import { Choice, Field, Nested, Text, WholeNumber } from '@tallystick/documents';
import type { RecurrenceMeasure } from '../model/measure.js';
import { calendarDayCount } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type MeasureKindOf, stretchWindows } from './measure-kind.js';
import { describeScope, readScope, ScopeTerms, ticketForEachKeys } from './population.js';

export class RecurrenceTerms {
  @Text({
    meaning:
      '`recurrence`: how many services, categories or configuration items had so many tickets within so many days.',
  })
  kind!: 'recurrence';

  @Choice(['service', 'category', 'configurationItem'], { meaning: 'What recurs.' })
  by!: RecurrenceMeasure['by'];

  @WholeNumber({ min: 2, meaning: 'So many tickets opened of the same one …' })
  times!: number;

  @Field(words.calendarDays, {
    meaning:
      '… within so many local days in a row. It counts in the period in which the last of the tickets was opened; one ' +
      'that recurs several times in a period counts once.',
  })
  within!: string;

  @Nested(() => ScopeTerms, {
    optional: true,
    default: 'all tickets',
    meaning: 'Which tickets are looked at.',
  })
  where?: ScopeTerms;
}

export const recurrence: MeasureKindOf<'recurrence', RecurrenceTerms> = {
  kind: 'recurrence',
  document: RecurrenceTerms,
  resolve(authored, path, resolution) {
    const withinDays = calendarDayCount(authored.within, `${path}.within`, resolution);
    const where = readScope(authored.where, `${path}.where`, resolution);
    if (withinDays === undefined) return undefined;
    return Object.freeze({ kind: 'recurrence', by: authored.by, times: authored.times, withinDays, where });
  },
  unit: () => 'count',
  unitOf: () => 'count',
  volume: () => undefined,
  hasEvents: () => true,
  windows: () => stretchWindows,
  forEachKeys: ({ by }) => ticketForEachKeys.filter((key) => key !== by),
  describe: ({ by, times, withinDays, where }) =>
    `how many ${{ service: 'services', category: 'categories', configurationItem: 'configuration items' }[by]} had ` +
    `${times} or more ${describeScope(where, 'tickets')} within ${withinDays} calendar days`,
};
