import { describe, expect, test } from 'vitest';
import { firstLevel, january, outage } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const available = (measure = '', target = '"99.9"', credit = ''): string => `
serviceLevels:
  - id: available
    measure: { kind: availability, service: email, calendar: always${measure} }
    target: { atLeast: ${target} }
    ${credit}`;

const minutes = 31 * 24 * 60;

/** Minutes of service time and of downtime, and the verdict. */
function found(clauses: string, facts: readonly FactLine[], recordedAt?: string) {
  const level = firstLevel(january(clauses, facts, recordedAt));
  const { evidence } = level.part;
  if (evidence.kind !== 'availability') throw new Error('not an availability');
  const [numerator, denominator = '1'] = evidence.downSeconds.split('/');
  return {
    service: (evidence.serviceSeconds - evidence.excludedSeconds) / 60,
    down: Number(numerator) / Number(denominator) / 60,
    verdict: level.verdict,
    reasons: evidence.outages.map((one) => one.reason),
  };
}

function maintenance(from: string, until: string, told: string, key = 'M'): FactLine {
  return { type: 'MaintenanceAnnounced', effectiveAt: told, maintenance: key, service: 'email', from, until };
}

describe('availability', () => {
  test.each([
    [44.63, 'met'],
    [44.64, 'met'],
    [44.65, 'missed'],
  ])('%f minutes down of 44,640 at 99.9 %%: %s', (down, verdict) => {
    expect(found(available(), outage('O', '2025-01-10T00:00:00Z', down)).verdict).toBe(verdict);
  });

  test('without an outage it is 100 %', () => {
    expect(firstLevel(january(available(), [])).value).toMatchObject({ decimal: '100' });
  });

  test('overlapping and touching outages count once; those of no length count nothing', () => {
    const facts = [
      ...outage('A', '2025-01-10T00:00:00Z', 60),
      ...outage('B', '2025-01-10T00:30:00Z', 60),
      ...outage('C', '2025-01-10T01:30:00Z', 10),
      ...outage('D', '2025-01-20T00:00:00Z', 0),
    ];
    expect(found(available(), facts).down).toBe(100);
  });

  test('an outage wholly inside announced maintenance loses no time and is no event', () => {
    const facts = [
      maintenance('2025-01-10T00:00:00Z', '2025-01-10T04:00:00Z', '2025-01-01T00:00:00Z'),
      ...outage('INSIDE', '2025-01-10T01:00:00Z', 60),
      ...outage('BEYOND', '2025-01-10T03:30:00Z', 60),
    ];
    const clauses = available(
      ', exclude: [maintenance]',
      '100',
      'credit: { fixed: { amount: "10.00", per: event } }',
    );
    const level = firstLevel(january(clauses, facts));
    if (level.part.evidence.kind !== 'availability') throw new Error('not an availability');
    expect(
      level.part.evidence.outages.map(({ outage: key, seconds, counted, reason }) => [
        key,
        seconds,
        counted,
        reason,
      ]),
    ).toEqual([
      ['INSIDE', 0, false, 'excluded-time'],
      ['BEYOND', 1800, true, null],
    ]);
    expect(level.credit).toBe('10.00');
  });

  test('an outage is cut at the period, and one that has not ended runs on', () => {
    expect(found(available(), outage('A', '2024-12-31T23:00:00Z', 120)).down).toBe(60);
    expect(found(available(), outage('A', '2025-01-31T23:00:00Z', 120)).down).toBe(60);
    expect(found(available(), outage('A', '2025-01-31T20:00:00Z', undefined)).down).toBe(240);
  });

  test('only service time counts', () => {
    const office = available().replace('calendar: always', 'calendar: office');
    // Friday from 16:00 to Monday 10:00: an hour on each of two working days.
    const facts = outage('A', '2025-01-10T16:00:00Z', 66 * 60);
    expect(found(office, facts)).toMatchObject({ service: 23 * 8 * 60, down: 120 });
  });

  test.each([
    [4, 0, 'shorter-than-counts'],
    [5, 5, null],
    [6, 6, null],
  ])('an outage of %i minutes where those under 5 do not count: %i down', (length, down, reason) => {
    const result = found(available(', ignoreShorterThan: 5m'), outage('A', '2025-01-10T00:00:00Z', length));
    expect([result.down, result.reasons]).toEqual([down, [reason]]);
  });

  test('outages that overlap are held together against the shortest that counts', () => {
    const facts = [...outage('A', '2025-01-10T00:00:00Z', 3), ...outage('B', '2025-01-10T00:02:00Z', 3)];
    expect(found(available(', ignoreShorterThan: 5m'), facts).down).toBe(5);
  });

  test('by share, an outage counts by the share affected, the largest where several overlap', () => {
    const facts = [
      ...outage('A', '2025-01-10T00:00:00Z', 100, { shareAffected: '0.25' }),
      ...outage('B', '2025-01-10T01:00:00Z', 100, { shareAffected: '0.5' }),
      {
        type: 'ServiceDegraded',
        effectiveAt: '2025-01-10T02:00:00Z',
        outage: 'B',
        service: 'email',
        shareAffected: '1',
      },
    ];
    expect(found(available(', weight: by-share'), facts).down).toBe(60 * 0.25 + 60 * 0.5 + 40);
    expect(found(available(), facts).down).toBe(160);
  });
});

describe('time taken out', () => {
  const window = maintenance('2025-01-10T00:00:00Z', '2025-01-10T02:00:00Z', '2025-01-08T00:00:00Z');
  const facts = [...outage('A', '2025-01-10T01:00:00Z', 120), window];

  test('maintenance leaves both downtime and service time', () => {
    expect(found(available(', exclude: [maintenance]'), facts)).toMatchObject({
      service: minutes - 120,
      down: 60,
    });
  });

  test('or stays in the service time as up', () => {
    const counted = available(', exclude: [maintenance], excludedTime: counted-as-up');
    expect(found(counted, facts)).toMatchObject({ service: minutes, down: 60 });
  });

  test('or is not taken out at all', () => {
    expect(found(available(), facts)).toMatchObject({ service: minutes, down: 120 });
  });

  test.each([
    ['47h', 60],
    ['48h', 60],
    ['49h', 120],
  ])('announced 48 hours before, with a notice of %s asked for: %i down', (notice, down) => {
    expect(found(available(`, exclude: [maintenance], maintenanceNotice: ${notice}`), facts).down).toBe(down);
  });

  test.each([
    ['2025-01-09T00:00:00Z', 120, minutes],
    ['2025-01-10T01:30:00Z', 90, minutes - 90],
    ['2025-01-11T00:00:00Z', 60, minutes - 120],
  ])('called off at %s: %i down', (at, down, service) => {
    const cancelled = { type: 'MaintenanceCancelled', effectiveAt: at, maintenance: 'M' };
    const result = found(available(', exclude: [maintenance]'), [...facts, cancelled]);
    expect([result.down, result.service]).toEqual([down, service]);
  });

  test.each([
    ['ReliefGranted', {}, 60],
    ['ReliefGranted', { from: '2025-01-10T01:00:00Z', until: '2025-01-10T01:30:00Z' }, 90],
    ['ReliefGranted', { services: ['vpn'] }, 120],
    ['ReliefRefused', {}, 120],
  ])('relief: %s %o', (type, more, down) => {
    const relief = [
      {
        type: 'ReliefClaimed',
        effectiveAt: '2025-01-12T00:00:00Z',
        relief: 'R',
        cause: 'power cut at the client',
        from: '2025-01-10T01:00:00Z',
        until: '2025-01-10T02:00:00Z',
      },
      { type, effectiveAt: '2025-01-13T00:00:00Z', relief: 'R', assertedBy: { party: 'client' }, ...more },
    ];
    const result = found(available(', exclude: [relief]'), [
      ...outage('A', '2025-01-10T01:00:00Z', 120),
      ...relief,
    ]);
    expect(result.down).toBe(down);
  });

  test('of several services, another that is down meanwhile still counts', () => {
    const both = available(', exclude: [maintenance]').replace('service: email', 'service: [email, vpn]');
    const result = found(both, [
      window,
      ...outage('A', '2025-01-10T00:00:00Z', 120),
      ...outage('B', '2025-01-10T01:30:00Z', 60, { service: 'vpn' }),
    ]);
    expect([result.down, result.service]).toEqual([60, minutes - 90]);
  });
});

describe('lost time priced per unit', () => {
  test.each([
    [216 + 59, '0.00'],
    [216 + 60, '50.00'],
    [216 + 61, '50.00'],
    [216 + 400, '300.00'],
    [216 + 4000, '300.00'],
  ])('%i minutes down where 216 are allowed: %s', (down, credit) => {
    const clauses = available(
      '',
      '"99.5"',
      'credit: { perUnit: { beyond: lost-time, each: 1h, round: floor, percent: 5 }, of: [fee], atMost: { percent: 30 } }',
    );
    // January has 44,640 minutes, of which 99.5 % leaves 223.2.
    expect(january(clauses, outage('O', '2025-01-10T00:00:00Z', down + 7.2)).credits.payable).toBe(credit);
  });
});
