import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../model/measure.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

function measureOf(measure: string, target = '{ atLeast: 1 }'): Measure {
  const level = `{ id: s, measure: ${measure}, target: ${target} }`;
  return load(exampleWith('', { serviceLevels: level })).serviceLevels.get('s')!.measure;
}

const everywhere = {
  ticketType: undefined,
  priority: undefined,
  service: undefined,
  category: undefined,
  site: undefined,
  configurationItem: undefined,
};
const byDefault = { judgedBy: 'final', exclude: new Set(['cancelled', 'duplicate', 'no-limit']) };
const fourHours = { byPriority: new Map(), otherwise: { kind: 'working-time', seconds: 14_400 } };

describe('measures', () => {
  it('ticket-share', () => {
    expect(
      measureOf(`
        { kind: ticket-share, clock: resolution, within: 4h, countIn: each-period-overdue, judgedBy: highest,
          exclude: [child], where: { type: [incident, request], priority: P1, service: email, category: [a],
          site: London, configurationItem: [x, y] } }`),
    ).toEqual({
      kind: 'ticket-share',
      clock: 'resolution',
      within: fourHours,
      countIn: 'each-period-overdue',
      judgedBy: 'highest',
      exclude: new Set(['child']),
      where: {
        ticketType: ['incident', 'request'],
        priority: ['P1'],
        service: ['email'],
        category: ['a'],
        site: ['London'],
        configurationItem: ['x', 'y'],
      },
    });
    expect(measureOf('{ kind: ticket-share, clock: resolution, within: 4h }')).toEqual({
      kind: 'ticket-share',
      clock: 'resolution',
      within: fourHours,
      where: everywhere,
      countIn: 'due',
      ...byDefault,
    });
  });

  it('availability', () => {
    expect(
      measureOf(`
        { kind: availability, service: [email, files], calendar: office, ignoreShorterThan: 5m, exclude: [maintenance],
          excludedTime: counted-as-up, maintenanceNotice: 2 calendar days, weight: by-share }`),
    ).toEqual({
      kind: 'availability',
      services: ['email', 'files'],
      calendar: 'office',
      ignoreShorterThanSeconds: 300,
      exclude: new Set(['maintenance']),
      excludedTime: 'counted-as-up',
      maintenanceNoticeSeconds: 172_800,
      weight: 'by-share',
    });
    expect(measureOf('{ kind: availability, service: email, calendar: always }')).toEqual({
      kind: 'availability',
      services: ['email'],
      calendar: 'always',
      ignoreShorterThanSeconds: 0,
      exclude: new Set(),
      excludedTime: 'removed',
      maintenanceNoticeSeconds: 0,
      weight: 'full',
    });
  });

  it('statistic of a clock, of outages and of a survey', () => {
    expect(
      measureOf(
        '{ kind: statistic, statistic: percentile, percentile: 95, of: { clock: resolution }, countIn: opened }',
        '{ atMost: 8h }',
      ),
    ).toEqual({
      kind: 'statistic',
      statistic: 'percentile',
      percentile: '95',
      share: undefined,
      of: { kind: 'clock', clock: 'resolution' },
      where: everywhere,
      countIn: 'opened',
      ...byDefault,
    });
    expect(
      measureOf('{ kind: statistic, statistic: mean, of: { clock: resolution } }', '{ atMost: 8h }'),
    ).toMatchObject({ percentile: undefined, countIn: 'resolved' });
    expect(
      measureOf('{ kind: statistic, statistic: max, of: { outages: [email] } }', '{ atMost: 2h }'),
    ).toMatchObject({ of: { kind: 'outage', services: ['email'] } });
    expect(
      measureOf('{ kind: statistic, statistic: mean, of: { survey: csat } }', '{ atLeast: 4.2 }'),
    ).toMatchObject({ of: { kind: 'survey', survey: 'csat' } });
  });

  it('count of tickets, breaches, outages and changes', () => {
    expect(
      measureOf('{ kind: count, of: tickets, where: { category: security } }', '{ atMost: 0 }'),
    ).toMatchObject({ of: { kind: 'tickets' }, countIn: 'opened' });
    expect(
      measureOf('{ kind: count, of: { breachesOf: resolution, within: { P1: 4h } } }', '{ atMost: 2 }'),
    ).toMatchObject({
      of: {
        kind: 'breaches',
        clock: 'resolution',
        within: { byPriority: new Map([['P1', fourHours.otherwise]]), otherwise: undefined },
      },
      countIn: 'due',
    });
    expect(
      measureOf('{ kind: count, of: { outages: email, longerThan: 1h } }', '{ atMost: 1 }'),
    ).toMatchObject({ of: { kind: 'outages', services: ['email'], longerThanSeconds: 3600 } });
    expect(
      measureOf('{ kind: count, of: { changes: [failed, backed-out] } }', '{ lessThan: 3 }'),
    ).toMatchObject({ of: { kind: 'changes', outcomes: ['failed', 'backed-out'] } });
    expect(
      measureOf('{ kind: count, of: { changes: unauthorised }, where: { service: email } }', '{ atMost: 0 }'),
    ).toMatchObject({ of: { outcomes: ['unauthorised'] }, where: { service: ['email'] } });
  });

  it('reported', () => {
    expect(measureOf('{ kind: reported, unit: percent }')).toEqual({
      kind: 'reported',
      unit: 'percent',
      reportedBy: 'either',
      whenNotReported: 'missed',
      reportedWithin: undefined,
    });
    expect(
      measureOf(
        '{ kind: reported, unit: seconds, reportedBy: agreed, whenNotReported: not-measured }',
        '{ atMost: 4h }',
      ),
    ).toMatchObject({ unit: 'seconds', reportedBy: 'agreed', whenNotReported: 'not-measured' });
  });

  it.each([
    ['within: 10th business day after end', { kind: 'business-days', days: 10, calendar: 'office' }],
    ['within: 10 business days, calendar: always', { kind: 'business-days', days: 10, calendar: 'always' }],
    ['within: 5 calendar days after end', { kind: 'calendar-days', days: 5 }],
    ['within: 4h', { kind: 'working-time', seconds: 14_400, calendar: 'office' }],
  ])('reported %s', (within, reportedWithin) => {
    expect(measureOf(`{ kind: reported, unit: percent, ${within} }`)).toMatchObject({ reportedWithin });
  });

  it.each([
    ['survey: csat', 'atLeast: 4', 'at-least', '4'],
    ['survey: csat', 'moreThan: "3.5"', 'more-than', '3.5'],
    ['clock: resolution', 'atMost: 4h', 'at-most', '14400'],
    ['outages: email', 'lessThan: 90m', 'less-than', '5400'],
  ])('the share of readings of %s that are %s', (of, share, comparison, value) => {
    const measure = `{ kind: statistic, statistic: share, share: { ${share} }, of: { ${of} } }`;
    expect(measureOf(measure, '{ atLeast: 90 }')).toMatchObject({
      statistic: 'share',
      share: { comparison, value: Rational.parse(value) },
      percentile: undefined,
    });
    // It counts in percent, so that no more than 100 of it can be asked for.
    expect(() => measureOf(measure, '{ atLeast: 100.1 }')).toThrow('No value can meet atLeast 100.1');
  });
});

describe('measures with errors', () => {
  const share = 'kind: ticket-share, clock: resolution, within: 4h';
  const up = 'kind: availability, service: email, calendar: always';
  const ofOutages = 'kind: statistic, statistic: max, of: { outages: email }';
  it.each([
    [
      'an unknown kind',
      '{ kind: ticket-shares }',
      'kind | There is no kind `ticket-shares`. | Did you mean `ticket-share`?',
    ],
    ['no kind', '{ clock: resolution }', 'kind | It is missing.'],
    ['a key of another kind', `{ ${share}, service: email }`, 'service | There is no key `service` here.'],
    [
      'an unknown clock',
      '{ kind: ticket-share, clock: resoluton, within: 4h }',
      'clock | There is no clock `resoluton`. | Did you mean `resolution`?',
    ],
    [
      'an unknown priority',
      `{ ${share}, where: { priority: [P1, P0] } }`,
      'where.priority[1] | `P0` is not one of the priorities.',
    ],
    [
      'an unknown single priority',
      `{ ${share}, where: { priority: high } }`,
      'where.priority | `high` is not one of the priorities.',
    ],
    ['a service twice', `{ ${share}, where: { service: [a, a] } }`, 'where.service[1] | `a` stands twice'],
    [
      'an exclusion that is none',
      `{ ${share}, exclude: [duplicates] }`,
      'exclude[0] | "duplicates" is not one of the choices. | Did you mean `duplicate`?',
    ],
    [
      'an unknown calendar',
      '{ kind: availability, service: email, calendar: alway }',
      'calendar | There is no calendar `alway`.',
    ],
    ['a notice without effect', `{ ${up}, maintenanceNotice: 24h }`, 'maintenanceNotice | It has no effect'],
    ['excluded time without effect', `{ ${up}, excludedTime: removed }`, 'excludedTime | It has no effect'],
    ['no service', '{ kind: availability, service: [], calendar: always }', 'service | It has 0 items.'],
    [
      'a percentile of a mean',
      '{ kind: statistic, statistic: mean, percentile: 95, of: { clock: resolution } }',
      'percentile | It has no effect on a mean.',
    ],
    [
      'no percentile',
      '{ kind: statistic, statistic: percentile, of: { clock: resolution } }',
      'percentile | It is missing.',
    ],
    [
      'the 0th percentile',
      '{ kind: statistic, statistic: percentile, percentile: 0, of: { clock: resolution } }',
      'percentile | There is no 0th percentile.',
    ],
    [
      'the 101st percentile',
      '{ kind: statistic, statistic: percentile, percentile: 101, of: { clock: resolution } }',
      'percentile | 101 is too large.',
    ],
    [
      'two subjects',
      '{ kind: statistic, statistic: mean, of: { clock: resolution, survey: x } }',
      'of | `clock`, `survey` exclude each other.',
    ],
    [
      'a statistic by when it is due',
      '{ kind: statistic, statistic: mean, of: { clock: resolution }, countIn: due }',
      'countIn | Nothing here has a limit, so nothing is due.',
    ],
    [
      'tickets of outages',
      `{ ${ofOutages}, where: { priority: P1 } }`,
      'where | It has no effect on a statistic of outages.',
    ],
    [
      'a count by when it is due',
      '{ kind: count, of: tickets, countIn: due }',
      'countIn | Nothing here has a limit',
    ],
    [
      'a count of what is not there',
      '{ kind: count, of: incidents }',
      'of | "incidents" is not one of the choices.',
    ],
    [
      'a count of changes by priority judged',
      '{ kind: count, of: { changes: failed }, judgedBy: final }',
      'judgedBy | It has no effect on a count of changes.',
    ],
    [
      'an outcome that is none',
      '{ kind: count, of: { changes: [fialed] } }',
      'of.changes[0] | "fialed" is not one of the choices. | Did you mean `failed`?',
    ],
    [
      'an unknown clock of breaches',
      '{ kind: count, of: { breachesOf: x, within: 4h } }',
      'of.breachesOf | There is no clock `x`.',
    ],
    [
      'a share that is not asked for',
      '{ kind: statistic, statistic: mean, share: { atLeast: 4 }, of: { survey: csat } }',
      'share | It has no effect on a mean. | Leave it out, or write `statistic: share`.',
    ],
    [
      'a share of what',
      '{ kind: statistic, statistic: share, of: { survey: csat } }',
      'share | It is missing. | Say what counts',
    ],
    [
      'a share that no time keeps',
      '{ kind: statistic, statistic: share, share: { lessThan: 0s }, of: { clock: resolution } }',
      'share.lessThan | No value can meet lessThan 0s',
    ],
    [
      'a share of times by a number',
      '{ kind: statistic, statistic: share, share: { atMost: 4 }, of: { clock: resolution } }',
      'share.atMost | 4 has no unit of time.',
    ],
    [
      'answers by priority',
      '{ kind: statistic, statistic: mean, of: { survey: csat }, where: { priority: P1 } }',
      'where.priority | An answer has none.',
    ],
    [
      'changes by priority',
      '{ kind: count, of: { changes: failed }, where: { priority: P1 } }',
      'where.priority | A change has none.',
    ],
    [
      'the service of each where there is one level',
      '{ kind: availability, service: each, calendar: always }',
      'service | `each` stands for the service of `forEach: { service: … }`, and there is none.',
    ],
    [
      'a calendar that nothing looks at',
      '{ kind: reported, unit: percent, within: 5 calendar days, calendar: office }',
      'calendar | No time here is in business days',
    ],
    [
      'an unknown calendar of a report',
      '{ kind: reported, unit: percent, within: 5 business days, calendar: offise }',
      'calendar | There is no calendar `offise`. | Did you mean `office`?',
    ],
    ['no unit', '{ kind: reported }', 'unit | It is missing.'],
  ])('refuses %s', (_what, measure, expected) => {
    const document = exampleWith('', {
      serviceLevels: `{ id: s, measure: ${measure}, target: { atLeast: 1 } }`,
    });
    const errors = errorsOf(document);
    const whole = `serviceLevels[2].measure.${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});
