import { invariant } from '@tallystick/errors';
import { compareText, Rational, toWholeNumber, wholeSecond } from '@tallystick/quantities';
import type { Comparison, Scope, StatisticMeasure } from '@tallystick/terms';
import type { ReadingsEvidence } from '../statement/statement.js';
import { keeps, wantsHigh } from './compare.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import { outagesBegunWithin } from './outage-list.js';
import { listExcluded, listTickets, readEntry } from './ticket-evidence.js';

/** One reading that a statistic is of. */
interface Reading {
  readonly key: string;
  /** Of a time: whole seconds, by which very many of them are put in order without a fraction for each. */
  readonly seconds: number | undefined;
  readonly value: Rational;
  readonly facts: () => readonly string[];
}

class TimeReading implements Reading {
  constructor(
    readonly key: string,
    readonly seconds: number,
    readonly facts: () => readonly string[],
  ) {}

  get value(): Rational {
    return Rational.of(this.seconds);
  }
}

function inOrder(a: Reading, b: Reading): number {
  const byValue =
    a.seconds === undefined || b.seconds === undefined ? a.value.compare(b.value) : a.seconds - b.seconds;
  return byValue || compareText(a.key, b.key);
}

/** A statistic of a clock's elapsed seconds, of outage lengths, or of survey scores. */
export const measureStatistic: MeasureOf<'statistic'> = (measure, context) => {
  const sorted = readingsOf(measure, context).sort(inOrder);
  const { value, deciding } = statisticOf(measure, sorted);
  const { target, baseline } = context.level;
  const { share } = measure;
  const missesOf = (comparison: Comparison, level: Rational): number =>
    beyondOf(sorted, comparison, level).length;
  // Of a share the readings have a value of their own to keep; with a baseline the target is none of theirs.
  const misses =
    share !== undefined
      ? missesOf(share.comparison, share.value)
      : baseline === undefined
        ? missesOf(target.comparison, target.expected)
        : undefined;
  const kept = Rational.of(sorted.length - (misses ?? 0));
  const count = Rational.of(sorted.length);
  return {
    unit: share !== undefined ? 'percent' : measure.of.kind === 'survey' ? 'number' : 'seconds',
    value,
    numerator: share !== undefined && value !== undefined ? kept : value,
    denominator: value === undefined ? undefined : share !== undefined ? count : Rational.one,
    volume: sorted.length,
    misses,
    events: misses ?? 0,
    time: undefined,
    unreported: undefined,
    ...(share === undefined ? { missesAgainst: (own: Rational) => missesOf(target.comparison, own) } : {}),
    operands: {
      statistic: measure.statistic,
      percentile: measure.percentile ?? null,
      ...(share === undefined
        ? {}
        : { shareComparison: share.comparison, shareValue: share.value.toString(), kept: kept.toString() }),
      of: measure.of.kind,
      readings: sorted.length,
    },
    evidence: (): ReadingsEvidence => ({
      kind: 'readings',
      count: sorted.length,
      deciding: deciding.map(({ key, value: read, facts }) => ({
        key,
        value: read.toDecimal(),
        facts: facts(),
      })),
      undecided: measure.of.kind === 'clock' ? listTickets(context, 'undecided') : [],
      excluded: measure.of.kind === 'clock' ? listExcluded(context) : [],
    }),
  };
};

function readingsOf(measure: StatisticMeasure, context: MeasureContext): Reading[] {
  switch (measure.of.kind) {
    case 'clock':
      return context
        .population()
        .within(context.startsAt, context.endsAt, 'read')
        .map(
          (entry) =>
            new TimeReading(
              context.timeline.ticketKey(entry.ticket),
              entry.elapsedSeconds,
              () => readEntry(context, entry).factIds,
            ),
        );
    case 'outage':
      return outagesBegunWithin(context, measure.of.services, measure.countIn).map(
        ({ outage, seconds }) => new TimeReading(outage.outage, seconds, () => outage.factIds),
      );
    case 'survey':
      return surveyReadings(measure.of.survey, measure.where, context);
  }
}

/** Answers of the part, narrowed by the service they are about where the scope names services. */
function surveyReadings(survey: string, where: Scope, context: MeasureContext): Reading[] {
  return context.timeline.surveys
    .filter(({ fact, effectiveAt }) => {
      const at = wholeSecond(effectiveAt);
      if (fact.survey !== survey || at < context.startsAt || at >= context.endsAt) return false;
      return where.service === undefined || where.service.includes(serviceOf(fact, context) ?? '');
    })
    .map(({ fact }) => ({
      key: fact.id,
      seconds: undefined,
      value: Rational.parse(fact.score),
      facts: () => [fact.id],
    }));
}

function serviceOf(
  fact: { readonly service?: string; readonly ticket?: string },
  context: MeasureContext,
): string | undefined {
  if (fact.service !== undefined || fact.ticket === undefined) return fact.service;
  const ticket = context.timeline.ticketIndex(fact.ticket);
  return ticket === undefined ? undefined : context.timeline.ticket(ticket).service;
}

interface Statistic {
  readonly value: Rational | undefined;
  readonly deciding: readonly Reading[];
}

/** The statistic of readings sorted by value. Of no readings there is none, except a sum, which is then 0. */
function statisticOf(measure: StatisticMeasure, sorted: readonly Reading[]): Statistic {
  const count = sorted.length;
  if (measure.statistic === 'sum') return { value: sumOf(sorted), deciding: [] };
  if (count === 0) return { value: undefined, deciding: [] };
  switch (measure.statistic) {
    case 'mean':
      return { value: sumOf(sorted).dividedBy(Rational.of(count)), deciding: [] };
    case 'median': {
      const upper = sorted[Math.floor(count / 2)]!;
      if (count % 2 === 1) return { value: upper.value, deciding: [upper] };
      const lower = sorted[Math.floor(count / 2) - 1]!;
      const middle = lower.value.plus(upper.value).dividedBy(Rational.of(2));
      return { value: middle, deciding: [lower, upper] };
    }
    case 'share': {
      const { share } = measure;
      invariant(share !== undefined, 'a share says which readings keep it');
      const beyond = beyondOf(sorted, share.comparison, share.value);
      const value = Rational.of(100 * (count - beyond.length), count);
      return { value, deciding: beyond };
    }
    case 'max':
      return only(sorted[count - 1]!);
    case 'min':
      return only(sorted[0]!);
    case 'percentile': {
      invariant(measure.percentile !== undefined, 'a percentile measure says which');
      // Nearest rank: the smallest reading that at least p percent of all readings do not exceed.
      const rank = Rational.parse(measure.percentile)
        .times(Rational.of(count))
        .dividedBy(Rational.hundred)
        .rounded(0, 'ceil');
      return only(sorted[toWholeNumber(rank.numerator) - 1]!);
    }
  }
}

function only(reading: Reading): Statistic {
  return { value: reading.value, deciding: [reading] };
}

function sumOf(readings: readonly Reading[]): Rational {
  let seconds = 0;
  for (const reading of readings) {
    if (reading.seconds === undefined) return Rational.sum(readings.map(({ value }) => value));
    seconds += reading.seconds;
  }
  return Rational.of(seconds);
}

/** The readings that do not keep a level: where they are in order, these are the first ones or the last ones. */
function beyondOf(sorted: readonly Reading[], comparison: Comparison, level: Rational): readonly Reading[] {
  const high = wantsHigh(comparison);
  let low = 0;
  let end = sorted.length;
  while (low < end) {
    const middle = (low + end) >>> 1;
    if (keeps(comparison, sorted[middle]!.value, level) === high) end = middle;
    else low = middle + 1;
  }
  return high ? sorted.slice(0, low) : sorted.slice(low);
}
