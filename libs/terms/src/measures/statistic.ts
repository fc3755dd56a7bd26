import { Choice, DecimalNumber, Field, OneOf, Text } from '@tallystick/documents';
import { Rational, toWholeNumber } from '@tallystick/quantities';
import {
  comparisonDocuments,
  comparisonKeys,
  type ComparisonTerms,
  resolveComparison,
} from '../clauses/target.js';
import { describeValue, ordinal } from '../describe/words.js';
import type { Scope, StatisticMeasure } from '../model/measure.js';
import { checkPrioritiesCovered } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type MeasureContext, type MeasureKindOf, stretchWindows } from './measure-kind.js';
import {
  checkCountedWithoutLimit,
  describePopulation,
  describeScope,
  describeServices,
  namedPriorities,
  readPopulation,
  readServices,
  refuseScopeKeys,
  refuseTicketKeys,
  scopeKeysOfTicketsOnly,
  outageForEachKeys,
  ticketForEachKeys,
  TicketPopulationTerms,
} from './population.js';

export class OfClock {
  @Field(words.id, { meaning: 'The id of the clock whose elapsed working time is taken of each ticket.' })
  clock!: string;
}

export class OfOutages {
  @Field(words.names, {
    meaning:
      'The service, or several, whose outages are taken by their length. `each`: the service that `forEach` stands for.',
  })
  outages!: string | readonly string[];
}

export class OfSurvey {
  @Field(words.name, { meaning: 'The survey whose scores are taken.' })
  survey!: string;
}

export class StatisticTerms extends TicketPopulationTerms {
  @Text({ meaning: '`statistic`: a statistic of times or scores.' })
  kind!: 'statistic';

  @Choice(['mean', 'median', 'max', 'min', 'sum', 'percentile', 'share'], {
    meaning:
      'Which one. The median of an even number is the mean of the middle two; percentiles are by nearest rank. `share`: ' +
      'how many keep what the key `share` says, as a percentage of all.',
  })
  statistic!: StatisticMeasure['statistic'];

  @DecimalNumber({
    optional: true,
    max: '100',
    meaning: 'For `statistic: percentile`, and only there: which percentile, above 0 and up to 100.',
  })
  percentile?: string;

  @OneOf({
    kinds: comparisonDocuments,
    optional: true,
    meaning: 'For `statistic: share`, and only there: what a time or a score keeps, e.g. `{ atLeast: 4 }`.',
  })
  share?: ComparisonTerms;

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
  resolve(authored, path, resolution, context) {
    const percentile = readPercentile(authored, path, resolution);
    const share = readShare(authored, path, resolution);
    const population = readPopulation(
      authored,
      path,
      resolution,
      'clock' in authored.of ? 'resolved' : 'opened',
    );
    const of = readSubject(authored, population.where, path, resolution, context);
    if (of === undefined) return undefined;
    return Object.freeze({
      kind: 'statistic',
      ...population,
      statistic: authored.statistic,
      share,
      percentile,
      of,
    });
  },
  unit: (authored) => (authored.statistic === 'share' ? 'percent' : unitOfReadings('survey' in authored.of)),
  unitOf: (measure) =>
    measure.share === undefined ? unitOfReadings(measure.of.kind === 'survey') : 'percent',
  volume: (authored) => (authored.statistic === 'share' ? 'with-misses' : 'without-misses'),
  hasEvents: (authored) => authored.statistic === 'share',
  windows: () => stretchWindows,
  forEachKeys({ of }) {
    if ('clock' in of) return ticketForEachKeys;
    return 'outages' in of ? outageForEachKeys : ['service'];
  },
  describe(measure) {
    const name = describeStatistic(measure);
    switch (measure.of.kind) {
      case 'clock':
        return (
          `${name} the times of ${describeScope(measure.where, 'tickets')} by the clock ${measure.of.clock}` +
          describePopulation(measure)
        );
      case 'outage':
        return `${name} the lengths of the outages of ${describeServices(measure.of.services)}`;
      case 'survey':
        return `${name} the scores of the survey ${measure.of.survey}`;
    }
  },
};

function unitOfReadings(scores: boolean): MeasureUnit {
  return scores ? 'number' : 'seconds';
}

function describeStatistic({ statistic, percentile, share, of }: StatisticMeasure): string {
  if (percentile !== undefined) {
    return `the ${/^\d+$/.test(percentile) ? ordinal(toWholeNumber(percentile)) : `${percentile}th`} percentile of`;
  }
  if (share === undefined) return statisticWords[statistic];
  const words = { atLeast: 'at least', moreThan: 'more than', atMost: 'at most', lessThan: 'less than' };
  const value = describeValue(share.value, unitOfReadings(of.kind === 'survey'));
  return `the share of ${words[comparisonKeys[share.comparison]]} ${value} among`;
}

const statisticWords: { readonly [Name in StatisticMeasure['statistic']]: string } = {
  mean: 'the mean of',
  median: 'the median of',
  max: 'the largest of',
  min: 'the smallest of',
  sum: 'the sum of',
  percentile: 'the percentile of',
  share: 'the share of',
};

/** What a reading has to keep to count. */
function readShare(
  authored: StatisticTerms,
  path: string,
  resolution: Resolution,
): StatisticMeasure['share'] {
  const place = `${path}.share`;
  if (authored.statistic === 'share') {
    if (authored.share !== undefined) {
      return resolveComparison(authored.share, unitOfReadings('survey' in authored.of), place, resolution);
    }
    return resolution.problem(place, 'It is missing.', 'Say what counts, e.g. `share: { atLeast: 4 }`.');
  }
  if (authored.share === undefined) return undefined;
  return resolution.problem(
    place,
    `It has no effect on a ${authored.statistic}.`,
    'Leave it out, or write `statistic: share`.',
  );
}

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
  where: Scope,
  path: string,
  resolution: Resolution,
  context: MeasureContext,
): StatisticMeasure['of'] | undefined {
  const { of } = authored;
  if ('clock' in of) {
    checkCountedWithoutLimit(authored, path, resolution);
    const clock = resolution.clocks.find(of.clock, `${path}.of.clock`, resolution);
    if (clock === undefined) return undefined;
    const paths = { within: `${path}.of.clock`, clock: `${path}.of.clock` };
    checkPrioritiesCovered(namedPriorities(where, context), clock, undefined, paths, resolution);
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
    const services = readServices(of.outages, `${path}.of.outages`, resolution, context);
    return services && Object.freeze({ kind: 'outage', services });
  }
  refuseTicketKeys(authored, ['countIn', 'judgedBy', 'exclude'], 'a statistic of scores', path, resolution);
  refuseScopeKeys(authored.where, scopeKeysOfTicketsOnly, 'An answer', `${path}.where`, resolution);
  return Object.freeze({ kind: 'survey', survey: of.survey });
}
