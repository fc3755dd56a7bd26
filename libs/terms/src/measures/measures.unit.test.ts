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
    });
    expect(
      measureOf(
        '{ kind: reported, unit: seconds, reportedBy: agreed, whenNotReported: not-measured }',
        '{ atMost: 4h }',
      ),
    ).toEqual({ kind: 'reported', unit: 'seconds', reportedBy: 'agreed', whenNotReported: 'not-measured' });
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
    [
      'a kind of a later version',
      '{ kind: change-share }',
      'kind | The kind `change-share` is part of the language but',
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
