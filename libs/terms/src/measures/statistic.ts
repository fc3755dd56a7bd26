import { Choice, DecimalNumber, Field, OneOf, Text } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { StatisticMeasure } from '../model/measure.js';
import { checkPrioritiesCovered } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';
import { nameList } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { MeasureKindOf } from './measure-kind.js';
import {
  checkCountedWithoutLimit,
  describeScope,
  readPopulation,
  refuseTicketKeys,
  TicketPopulationTerms,
} from './population.js';

export class OfClock {
  @Field(words.id, { meaning: 'The id of the clock whose elapsed working time is taken of each ticket.' })
  clock!: string;
}

export class OfOutages {
  @Field(words.names, { meaning: 'The service, or several, whose outages are taken by their length.' })
  outages!: string | readonly string[];
}

export class OfSurvey {
  @Field(words.name, { meaning: 'The survey whose scores are taken.' })
  survey!: string;
}

export class StatisticTerms extends TicketPopulationTerms {
  @Text({ meaning: '`statistic`: a statistic of times or scores.' })
  kind!: 'statistic';

  @Choice(['mean', 'median', 'max', 'min', 'sum', 'percentile'], {
    meaning:
      'Which one. The median of an even number is the mean of the middle two; percentiles are by nearest rank.',
  })
  statistic!: StatisticMeasure['statistic'];

  @DecimalNumber({
    optional: true,
    max: '100',
    meaning: 'For `statistic: percentile`, and only there: which percentile, above 0 and up to 100.',
  })
  percentile?: string;

  @OneOf({
    kinds: { clock: () => OfClock, outages: () => OfOutages, survey: () => OfSurvey },
    meaning:
      'Of what: `{ clock: resolution }` and `{ outages: email }` give times, `{ survey: csat }` gives scores.',
  })
  of!: OfClock | OfOutages | OfSurvey;
}

export const statistic: MeasureKindOf<'statistic', StatisticTerms> = {
  kind: 'statistic',
  document: StatisticTerms,
  resolve(authored, path, resolution) {
    const percentile = readPercentile(authored, path, resolution);
    const population = readPopulation(
      authored,
      path,
      resolution,
      'clock' in authored.of ? 'resolved' : 'opened',
    );
    const of = readSubject(authored, population.where.priority, path, resolution);
    if (of === undefined) return undefined;
    return Object.freeze({
      kind: 'statistic',
      ...population,
      statistic: authored.statistic,
      percentile,
      of,
    });
  },
  unit: (authored) => ('survey' in authored.of ? 'number' : 'seconds'),
  unitOf: (measure) => (measure.of.kind === 'survey' ? 'number' : 'seconds'),
  volume: () => 'without-misses',
  hasEvents: () => false,
  describe(measure) {
    const name = measure.percentile === undefined ? measure.statistic : `percentile ${measure.percentile}`;
    switch (measure.of.kind) {
      case 'clock':
        return `the ${name} of the clock ${measure.of.clock} over ${describeScope(measure.where, 'tickets')}`;
      case 'outage':
        return `the ${name} of the outages of ${measure.of.services.join(' and ')}`;
      case 'survey':
        return `the ${name} of the scores of the survey ${measure.of.survey}`;
    }
  },
};

function readPercentile(authored: StatisticTerms, path: string, resolution: Resolution): string | undefined {
  const place = `${path}.percentile`;
  if (authored.statistic !== 'percentile') {
    if (authored.percentile === undefined) return undefined;
    return resolution.problem(
      place,
      `It has no effect on a ${authored.statistic}.`,
      'Leave it out, or write `statistic: percentile`.',
    );
  }
  if (authored.percentile === undefined) {
    return resolution.problem(place, 'It is missing.', 'Say which percentile, e.g. 95.');
  }
  if (Rational.parse(authored.percentile).isPositive) return authored.percentile;
  return resolution.problem(
    place,
    `There is no ${authored.percentile}th percentile.`,
    'Write a number above 0 and up to 100.',
  );
}

function readSubject(
  authored: StatisticTerms,
  priorities: readonly string[] | undefined,
  path: string,
  resolution: Resolution,
): StatisticMeasure['of'] | undefined {
  const { of } = authored;
  if ('clock' in of) {
    checkCountedWithoutLimit(authored, path, resolution);
    const clock = resolution.clocks.find(of.clock, `${path}.of.clock`, resolution);
    if (clock === undefined) return undefined;
    const paths = { within: `${path}.of.clock`, clock: `${path}.of.clock` };
    checkPrioritiesCovered(priorities, clock, undefined, paths, resolution);
    return Object.freeze({ kind: 'clock', clock: clock.id });
  }
  if ('outages' in of) {
    refuseTicketKeys(
      authored,
      ['where', 'countIn', 'judgedBy', 'exclude'],
      'a statistic of outages',
      path,
      resolution,
    );
    return Object.freeze({ kind: 'outage', services: nameList(of.outages) });
  }
  refuseTicketKeys(authored, ['countIn', 'judgedBy', 'exclude'], 'a statistic of scores', path, resolution);
  return Object.freeze({ kind: 'survey', survey: of.survey });
}
