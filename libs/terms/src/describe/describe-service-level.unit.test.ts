import { describe, expect, it } from 'vitest';
import { load } from '../testing/documents.js';
import { documentOfLevels, measures } from '../testing/levels.js';
import { describeServiceLevel } from './describe-service-level.js';

const own = (id: string, measure: string, target: string): string =>
  `{ id: ${id}, measure: ${measure}, target: { ${target} } }`;

function wordsOf(measure: string, target: string, more = ''): readonly string[] {
  const terms = load(
    documentOfLevels(
      `{ id: s, measure: ${measure}, target: { ${target} }${more === '' ? '' : `, ${more}`} }`,
      own('up', measures.up, 'atLeast: 99.9'),
      own('times', measures.mean, 'atMost: 4h'),
    ),
  );
  return describeServiceLevel(terms.serviceLevels.get('s')!, terms);
}

describe('describeServiceLevel', () => {
  it.each([
    ['{ kind: change-share }', 'atLeast: 97', 'the share of finished changes that were successful'],
    [
      '{ kind: change-share, good: [successful, failed], where: { service: [a, b], changeType: normal } }',
      'atLeast: 97',
      'the share of finished normal changes of a or b that were successful or failed',
    ],
    [
      '{ kind: recurrence, by: category, times: 3, within: 30 calendar days, where: { type: incident } }',
      'atMost: 0',
      'how many categories had 3 or more tickets of type incident within 30 calendar days',
    ],
    [
      '{ kind: obligation, obligation: monthly-report, figure: share-met }',
      'atLeast: 90',
      'the share of monthly-report due in the period that was done in time',
    ],
    [
      '{ kind: obligation, obligation: monthly-report, figure: days-late }',
      'atMost: 0',
      'the days that monthly-report due in the period was late, all together',
    ],
    [
      '{ kind: obligation, obligation: monthly-report, figure: not-met }',
      'atMost: 0',
      'how often monthly-report due in the period was not done in time',
    ],
    ['{ kind: result, figure: missed-levels }', 'atMost: 0', 'how many of all other levels are missed'],
    ['{ kind: result, figure: points, of: [up] }', 'atMost: 0', 'the points of up'],
    ['{ kind: result, figure: credit, of: [up, times] }', 'atMost: 0', 'the credit of up and times'],
    [
      '{ kind: result, figure: credit-percent, base: [managed] }',
      'atMost: 5',
      'the credit of all other levels as a percentage of the charge managed',
    ],
    ['{ kind: result, figure: share-met }', 'atLeast: 5', 'the share of all other levels that are met'],
    ['{ kind: result, figure: mean-value, of: [up] }', 'atLeast: 5', 'the mean of the values of up'],
    ['{ kind: result, figure: lowest-value, of: [up] }', 'atLeast: 5', 'the lowest of the values of up'],
    ['{ kind: result, figure: highest-value, of: [up] }', 'atLeast: 5', 'the highest of the values of up'],
    [
      '{ kind: smoothed, of: up, previous: 1 period }',
      'atLeast: 99',
      'the mean of the values of up in the period and the one before',
    ],
    [
      '{ kind: smoothed, of: up, previous: 2 periods }',
      'atLeast: 99',
      'the mean of the values of up in the period and the 2 before',
    ],
    [
      '{ kind: statistic, statistic: share, share: { atLeast: 4 }, of: { survey: csat } }',
      'atLeast: 90',
      'the share of at least 4 among the scores of the survey csat',
    ],
    [
      '{ kind: statistic, statistic: share, share: { lessThan: 90m }, of: { clock: resolution } }',
      'atLeast: 90',
      'the share of less than 1 hour 30 minutes among the times of tickets by the clock resolution; a ticket counts in the period in which it is resolved, under its last priority; cancelled tickets, duplicates and tickets without a limit do not count',
    ],
    [
      '{ kind: reported, unit: percent, within: 10 business days }',
      'atLeast: 90',
      "the figure reported by either party within 10 business days (calendar office) of the period's end; a period without it is missed",
    ],
  ])('%s', (measure, target, words) => {
    expect(wordsOf(measure, target)).toContain(`Measured: ${words}.`);
  });

  it('says targets in the unit of the levels that are read', () => {
    expect(wordsOf('{ kind: smoothed, of: up, previous: 1 period }', 'atLeast: 99.5')).toContain(
      'Target: at least 99.5 %.',
    );
    expect(wordsOf('{ kind: result, figure: mean-value, of: [times] }', 'atMost: 90m')).toContain(
      'Target: at most 1 hour 30 minutes.',
    );
  });

  it.each([
    ['{ last: 3 periods }', 'It is measured over the last 3 periods.'],
    ['{ last: 30 calendar days }', 'It is measured over the last 30 local days that end with the period.'],
    ['{ any: 30 calendar days }', 'What counts is the most within any 30 local days that end in the period.'],
    [
      '{ fromFirst: 30 calendar days }',
      'What counts is the most within 30 local days from the first on, of the windows that end in the period.',
    ],
    ['{ every: quarter }', 'It is measured in the last period of each quarter, over all of it.'],
  ])('a window %s', (window, words) => {
    expect(wordsOf(measures.tickets, 'atMost: 3', `window: ${window}`)).toContain(words);
  });

  it.each([
    ['{ site: [madrid, sevilla] }', 'It stands for one level for each site: madrid and sevilla.'],
    ['{ configurationItem: all }', 'It stands for one level for each configuration item that is known.'],
  ])('for each %s', (forEach, words) => {
    expect(wordsOf(measures.tickets, 'atMost: 3', `forEach: ${forEach}`)).toContain(words);
  });

  it('a level for each service', () => {
    const measure = '{ kind: availability, service: each, calendar: always }';
    expect(wordsOf(measure, 'atLeast: 99', 'forEach: { service: all }')).toContain(
      'Measured: the share of the hours of the calendar always in which the service was up.',
    );
  });

  it.each([
    ['{ value: 2h }', 'The value is a percentage of 2 hours.'],
    [
      '{ firstPeriods: 1 }',
      'The value is a percentage of that of the first period, which is not measured itself.',
    ],
    [
      '{ firstPeriods: 3 }',
      'The value is a percentage of the mean of the first 3 periods, which are not measured themselves.',
    ],
    ['{ periodsAgo: 1 }', 'The value is a percentage of that of the period before.'],
    ['{ periodsAgo: 12 }', 'The value is a percentage of that of 12 periods before.'],
  ])('a baseline %s', (baseline, words) => {
    const lines = wordsOf(measures.mean, 'atMost: 110', `baseline: ${baseline}`);
    expect(lines).toContain(words);
    expect(lines).toContain('Target: at most 110 percent of the baseline.');
  });

  it('a forecast', () => {
    const lines = wordsOf(
      measures.share,
      'atLeast: 95',
      'aboveForecast: { forecast: { 2025-03: 150, else: 120 }, tolerance: 10 percent, then: allow-excess }',
    );
    expect(lines).toContain(
      'The volume is forecast to be 150 in 2025-03, 120 in every other period and 10 % more are tolerated.',
    );
    expect(lines).toContain('As many misses as there are counted beyond that are forgiven.');
    expect(
      wordsOf(measures.share, 'atLeast: 95', 'aboveForecast: { forecast: 120, then: not-measured }'),
    ).toEqual(
      expect.arrayContaining(['The volume is forecast to be 120.', 'With more counted it is not measured.']),
    );
  });

  it('qualifying conditions', () => {
    const conditions =
      'qualifying: { when: [ { serviceLevel: up }, { serviceLevel: times, is: not-missed }, { obligation: monthly-report } ], else: met }';
    expect(wordsOf(measures.share, 'atLeast: 95', conditions)).toContain(
      'It is judged only where up is met and times is not missed and all of monthly-report that was due was done in time; else a period is met.',
    );
  });
});
