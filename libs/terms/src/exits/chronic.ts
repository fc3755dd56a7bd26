import { Field, WholeNumber } from '@tallystick/documents';
import { describeDuration } from '../describe/describe-duration.js';
import { joined } from '../describe/words.js';
import { calendarDayCount, checkDistinct, nameList, spanSeconds } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';

export class ChronicTerms {
  @Field(words.names, { meaning: 'The service, or several whose outages count together.' })
  chronic!: string | readonly string[];

  @WholeNumber({ min: 2, max: 1000, meaning: 'So many outages …' })
  outages!: number;

  @Field(words.span, {
    optional: true,
    default: '`0s`: every outage',
    meaning: '… each of which lasts longer than this, on the instant line …',
  })
  longerThan?: string;

  @Field(words.calendarDays, {
    meaning: '… that begin within so many local days, the first and the last among them.',
  })
  within!: string;
}

export const chronic: ExitKindOf<'chronic', ChronicTerms> = {
  kind: 'chronic',
  documents: { chronic: ChronicTerms },
  resolve(authored, path, resolution) {
    const services = nameList(authored.chronic);
    checkDistinct(services, `${path}.chronic`, resolution);
    const withinDays = calendarDayCount(authored.within, `${path}.within`, resolution);
    if (withinDays === undefined) return undefined;
    return Object.freeze({
      kind: 'chronic',
      services,
      outages: authored.outages,
      longerThanSeconds: authored.longerThan === undefined ? 0 : spanSeconds(authored.longerThan),
      withinDays,
    });
  },
  describe({ services, outages, longerThanSeconds, withinDays }) {
    const longer =
      longerThanSeconds === 0 ? '' : `, each longer than ${describeDuration(longerThanSeconds)},`;
    const days = withinDays === 1 ? 'one day' : `${withinDays} calendar days`;
    return `${outages} outages of ${joined(services, 'or')}${longer} begin within ${days}`;
  },
};
