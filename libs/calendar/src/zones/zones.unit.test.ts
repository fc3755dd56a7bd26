import packedData from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import { parseInstant, parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { madeUpZone } from '../testing/arbitraries.js';
import { instantOfLocal, localDateExists, localOfInstant, startOfLocalDate } from './local-time.js';
import { pinnedZoneTable } from './pinned-zone-table.js';
import { zoneTableOf } from './zone-table.js';
import { sliceTransitions, type ZoneTransitions } from './zone-transitions.js';

const zoneOf = (name: string): ZoneTransitions => pinnedZoneTable().transitionsOf(name);
const instant = (text: string): number => parseInstant(text) / 1000;
const at = (hours: number, minutes = 0): number => hours * 3600 + minutes * 60;

describe('the pinned table', () => {
  test('names the version of the database', () => {
    expect(pinnedZoneTable().version).toMatch(/^tzdb-20\d\d[a-z]$/);
  });

  test('every zone and alias unpacks into transitions that a table accepts', () => {
    const names = [...packedData.zones, ...packedData.links].map((line) => line.split('|'));
    const zones = [...names.map(([name]) => name!), ...packedData.links.map((line) => line.split('|')[1]!)];
    const all = [...new Set(zones)].map(zoneOf);
    expect(all.length).toBeGreaterThan(590);
    expect(zoneTableOf('all', all).transitionsOf('Europe/London')).toBe(zoneOf('Europe/London'));
  });

  test('no zone whose clock keeps changing ends before the cover does', () => {
    const lastYears = packedData.zones.flatMap((line) => {
      const last = zoneOf(line.split('|')[0]!).transitions.at(-1);
      return last === undefined ? [] : [new Date(last[0] * 1000).getUTCFullYear()];
    });
    expect(lastYears.filter((year) => year >= 2030 && year < 2499)).toStrictEqual([]);
    expect(lastYears.filter((year) => year === 2499).length).toBeGreaterThan(80);
  });

  test.each([
    ['Europe/London', '2024-07-01T00:00:00Z', 3600],
    ['Europe/Dublin', '2024-01-01T00:00:00Z', 0],
    ['Asia/Kathmandu', '2024-01-01T00:00:00Z', 20_700],
    ['Asia/Calcutta', '2024-01-01T00:00:00Z', 19_800],
    ['Australia/Lord_Howe', '2024-01-01T00:00:00Z', 39_600],
    ['Australia/Lord_Howe', '2024-07-01T00:00:00Z', 37_800],
    ['Africa/Monrovia', '1971-12-31T00:00:00Z', -2670],
    ['Africa/Casablanca', '2024-03-20T00:00:00Z', 0],
    ['Africa/Casablanca', '2024-05-20T00:00:00Z', 3600],
    ['America/New_York', '1970-06-01T00:00:00Z', -14_400],
    ['UTC', '2024-01-01T00:00:00Z', 0],
  ])('%s at %s is %i seconds east', (zone, when, offset) => {
    expect(localOfInstant(zoneOf(zone), instant(when)).offsetSeconds).toBe(offset);
  });

  test.each([
    ['Europe/Lodnon', 'Europe/London'],
    ['new york', 'America/New_York'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Kolkatta', 'Asia/Kolkata'],
  ])('an unknown zone %s is refused, and %s proposed', (asked, near) => {
    expect(() => zoneOf(asked)).toThrow(expect.objectContaining({ code: 'zone-unknown' }));
    expect(() => zoneOf(asked)).toThrow(near);
  });

  test('a name that is like none gets the general mend', () => {
    expect(() => zoneOf('zzzzzzzzzzzz')).toThrow('Europe/London');
  });
});

describe('local time', () => {
  const newYork = zoneOf('America/New_York');
  const [spring, autumn] = [parseLocalDate('2024-03-10'), parseLocalDate('2024-11-03')];

  test.each([
    ['before a gap', spring, at(1, 59), '2024-03-10T06:59:00Z'],
    ['at its start', spring, at(2), '2024-03-10T07:00:00Z'],
    ['in it', spring, at(2, 30), '2024-03-10T07:30:00Z'],
    ['at its end', spring, at(3), '2024-03-10T07:00:00Z'],
    ['before an overlap', autumn, at(0, 59), '2024-11-03T04:59:00Z'],
    ['at its start', autumn, at(1), '2024-11-03T05:00:00Z'],
    ['in it: the first', autumn, at(1, 59), '2024-11-03T05:59:00Z'],
    ['at its end', autumn, at(2), '2024-11-03T07:00:00Z'],
    ['a time of the next date', autumn, at(30), '2024-11-04T11:00:00Z'],
  ])('%s', (_, date, second, expected) => {
    expect(instantOfLocal(newYork, date, second)).toBe(instant(expected));
  });

  test('the same wall twice comes from two instants', () => {
    const first = localOfInstant(newYork, instant('2024-11-03T05:30:00Z'));
    const second = localOfInstant(newYork, instant('2024-11-03T06:30:00Z'));
    expect(first).toStrictEqual({ date: autumn, secondOfDay: at(1, 30), offsetSeconds: -14_400 });
    expect(second).toStrictEqual({ ...first, offsetSeconds: -18_000 });
  });

  test('a midnight that does not exist: the date starts when the gap ends', () => {
    const date = parseLocalDate('2024-09-08');
    expect(startOfLocalDate(zoneOf('America/Santiago'), date)).toBe(instant('2024-09-08T04:00:00Z'));
    expect(localDateExists(zoneOf('America/Santiago'), date)).toBe(true);
  });

  test('a midnight that comes twice: the date starts at the first', () => {
    expect(startOfLocalDate(zoneOf('America/Havana'), parseLocalDate('2024-11-03'))).toBe(
      instant('2024-11-03T04:00:00Z'),
    );
  });

  test.each([
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ])('%s had no %s', (zone, text) => {
    const date = parseLocalDate(text);
    expect(localDateExists(zoneOf(zone), date - 1)).toBe(true);
    expect(localDateExists(zoneOf(zone), date)).toBe(false);
    expect(localDateExists(zoneOf(zone), date + 1)).toBe(true);
    expect(startOfLocalDate(zoneOf(zone), date)).toBe(startOfLocalDate(zoneOf(zone), date + 1));
  });

  test('there and back over every transition since 1970', () => {
    for (const zone of [...packedData.zones.map((line) => zoneOf(line.split('|')[0]!)), madeUpZone]) {
      const changes = zone.transitions.filter(([change]) => change >= 90_000 && change < 2_200_000_000);
      for (const [change] of changes) {
        for (const t of [change - 1, change, change + 1, change + 86_400]) {
          const { date, secondOfDay } = localOfInstant(zone, t);
          const first = instantOfLocal(zone, date, secondOfDay);
          expect(first).toBeLessThanOrEqual(t);
          expect(localOfInstant(zone, first)).toMatchObject({ date, secondOfDay });
        }
      }
    }
  });
});

describe('cover', () => {
  const zone = sliceTransitions(
    zoneOf('Europe/London'),
    instant('2024-01-01T00:00:00Z'),
    instant('2025-01-01T00:00:00Z'),
  );

  test('a slice holds what it needs and no more', () => {
    expect(zone.transitions.map(([, offset]) => offset)).toStrictEqual([3600, 0]);
    expect(zone.initialOffsetSeconds).toBe(0);
  });

  test.each([
    [instant('2023-12-31T23:59:59Z'), false],
    [instant('2024-01-01T00:00:00Z'), true],
    [instant('2024-12-31T23:59:59Z'), true],
    [instant('2025-01-01T00:00:00Z'), false],
    [Number.NaN, false],
  ])('%d is answered: %s', (t, answered) => {
    const ask = () => localOfInstant(zone, t);
    if (answered) {
      expect(ask()).toHaveProperty('secondOfDay');
    } else {
      expect(ask).toThrow(expect.objectContaining({ code: 'zone-out-of-range' }));
    }
  });

  test('a slice of more than there is, or of nothing, is refused', () => {
    const outOfRange = expect.objectContaining({ code: 'zone-out-of-range' }) as Error;
    expect(() => sliceTransitions(zone, zone.coversFrom - 1, zone.coversUntil)).toThrow(outOfRange);
    expect(() => sliceTransitions(zone, zone.coversFrom, zone.coversUntil + 1)).toThrow(outOfRange);
    expect(() => sliceTransitions(zone, 5, 5)).toThrow(expect.objectContaining({ code: 'worktime-invalid' }));
  });
});

describe('a table handed in', () => {
  const plain: ZoneTransitions = {
    zone: 'A/B',
    initialOffsetSeconds: 0,
    transitions: [[1000, 3600]],
    coversFrom: 0,
    coversUntil: 9999,
  };

  test('survives JSON, as a statement seals it', () => {
    const sealed = JSON.parse(JSON.stringify([plain])) as ZoneTransitions[];
    expect(zoneTableOf('sealed', sealed).transitionsOf('A/B')).toStrictEqual(plain);
  });

  test('names what it holds where it does not hold a zone', () => {
    expect(() => zoneTableOf('sealed', [plain]).transitionsOf('Europe/London')).toThrow('It holds A/B.');
  });

  test.each([
    ['a zone twice', [plain, plain]],
    ['transitions out of order', [{ ...plain, transitions: [[1000, 3600] as const, [1000, 0] as const] }]],
    [
      'a transition that the wall never reaches',
      [{ ...plain, transitions: [[1000, 36_000] as const, [2000, 0] as const, [2001, 36_000] as const] }],
    ],
    ['a fraction', [{ ...plain, transitions: [[1000.5, 3600] as const] }]],
    ['an offset of more than a day', [{ ...plain, initialOffsetSeconds: 90_000 }]],
    ['no cover', [{ ...plain, coversUntil: 0 }]],
  ])('refuses %s', (_, zones) => {
    expect(() => zoneTableOf('wrong', zones)).toThrow(expect.objectContaining({ code: 'zone-invalid' }));
  });
});
