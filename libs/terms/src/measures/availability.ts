import { Choice, DurationText, Field, ListOf, shape, Text } from '@tallystick/documents';
import { parseDuration } from '@tallystick/quantities';
import { describeDuration } from '../describe/describe-duration.js';
import { joined } from '../describe/words.js';
import type { AvailabilityMeasure } from '../model/measure.js';
import { checkDistinct, spanSeconds } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type MeasureKindOf, stretchWindows } from './measure-kind.js';
import { describeServices, outageForEachKeys, readServices } from './population.js';

export class AvailabilityTerms {
  @Text({ meaning: '`availability`: the time a service was up over agreed service time, as a percentage.' })
  kind!: 'availability';

  @Field(words.names, {
    meaning:
      'The service; or several: it is down while any of them is. `each`: the service that `forEach` stands for.',
  })
  service!: string | readonly string[];

  @Field(words.id, { meaning: 'The id of the calendar that says what service time is.' })
  calendar!: string;

  @DurationText({
    optional: true,
    default: '`0m`',
    meaning: 'An outage shorter than this does not count; one as long or longer counts whole.',
  })
  ignoreShorterThan?: string;

  @ListOf(shape.choice(['maintenance', 'relief']), {
    optional: true,
    default: 'nothing',
    meaning: 'What is taken out: maintenance that was announced in time, time for which relief was granted.',
  })
  exclude?: readonly ('maintenance' | 'relief')[];

  @Choice(['removed', 'counted-as-up'], {
    optional: true,
    default: '`removed`',
    meaning: '`removed`: excluded time leaves the service time as well. `counted-as-up`: it stays in it.',
  })
  excludedTime?: AvailabilityMeasure['excludedTime'];

  @Field(words.span, {
    optional: true,
    default: 'none needed',
    meaning: 'How long before it begins maintenance must have been announced to be excluded.',
  })
  maintenanceNotice?: string;

  @Choice(['full', 'by-share'], {
    optional: true,
    default: '`full`',
    meaning:
      '`full`: any outage is downtime. `by-share`: an outage counts by the share of the service affected.',
  })
  weight?: AvailabilityMeasure['weight'];
}

export const availability: MeasureKindOf<'availability', AvailabilityTerms> = {
  kind: 'availability',
  document: AvailabilityTerms,
  resolve(authored, path, resolution, context) {
    const services = readServices(authored.service, `${path}.service`, resolution, context);
    const calendar = resolution.calendars.find(authored.calendar, `${path}.calendar`, resolution);
    const exclude = new Set(authored.exclude ?? []);
    checkDistinct(authored.exclude, `${path}.exclude`, resolution);
    if (authored.maintenanceNotice !== undefined && !exclude.has('maintenance')) {
      resolution.problem(
        `${path}.maintenanceNotice`,
        'It has no effect where maintenance is not excluded.',
        'Add `maintenance` to `exclude`, or leave it out.',
      );
    }
    if (authored.excludedTime !== undefined && exclude.size === 0) {
      resolution.problem(
        `${path}.excludedTime`,
        'It has no effect where nothing is excluded.',
        'Say what is excluded in `exclude`, or leave it out.',
      );
    }
    if (calendar === undefined || services === undefined) return undefined;
    return Object.freeze({
      kind: 'availability',
      services,
      calendar: calendar.id,
      ignoreShorterThanSeconds: parseDuration(authored.ignoreShorterThan ?? '0s'),
      exclude,
      excludedTime: authored.excludedTime ?? 'removed',
      maintenanceNoticeSeconds: spanSeconds(authored.maintenanceNotice ?? '0s'),
      weight: authored.weight ?? 'full',
    });
  },
  unit: () => 'percent',
  unitOf: () => 'percent',
  volume: () => undefined,
  hasEvents: () => true,
  windows: () => stretchWindows,
  forEachKeys: () => outageForEachKeys,
  describe(measure) {
    const { services, calendar, ignoreShorterThanSeconds, weight } = measure;
    return [
      `the share of the hours of the calendar ${calendar} in which ${describeServices(services)} ${services.length > 1 ? 'were' : 'was'} up`,
      ...(ignoreShorterThanSeconds === 0
        ? []
        : [`an outage shorter than ${describeDuration(ignoreShorterThanSeconds)} does not count`]),
      ...(weight === 'by-share' ? ['an outage counts by the share of the service that it affects'] : []),
      ...describeExcluded(measure),
    ].join('; ');
  },
};

function describeExcluded(measure: AvailabilityMeasure): readonly string[] {
  const { exclude, excludedTime, maintenanceNoticeSeconds } = measure;
  if (exclude.size === 0) return [];
  const notice =
    maintenanceNoticeSeconds === 0
      ? ''
      : ` at least ${describeDuration(maintenanceNoticeSeconds)} before it begins`;
  const reasons = [...exclude].map(
    (reason) =>
      ({
        maintenance: `maintenance announced${notice || ' before it begins'}`,
        relief: 'time for which relief is granted',
      })[reason],
  );
  const fate = excludedTime === 'removed' ? 'is taken out of these hours' : 'counts as up';
  return [
    `${joined(reasons)} ${reasons.length > 1 ? fate.replace('is taken', 'are taken').replace('counts', 'count') : fate}`,
  ];
}
