import fc from 'fast-check';
import { type DayNumber, localDateOf, type Weekday } from '@tallystick/quantities';
import type { CalendarHours } from '../hours/calendar-hours.js';
import type { DayHours } from '../hours/day-hours.js';
import { localOfInstant } from '../zones/local-time.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';
import type { ZoneTransitions } from '../zones/zone-transitions.js';

const secondsPerDay = 86_400;
const quarterHour = 900;

/** Zones whose clocks do what others do not: half hours, midnight, whole days, seconds, winter as the exception. */
const oddZones = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'America/Caracas',
  'America/Havana',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Europe/London',
  'Europe/Volgograd',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Kwajalein',
] as const;

/** A made-up zone: it skips a date, repeats a whole day, and jumps by odd lengths a few days apart. */
export const madeUpZone: ZoneTransitions = {
  zone: 'Made/Up',
  initialOffsetSeconds: -43_200,
  transitions: [
    [1_000_000 * 60, 43_200],
    [1_010_000 * 60, 43_200 - 86_400],
    [1_012_890 * 60, 37_800],
    [1_015_770 * 60, 39_480],
    [1_019_010 * 60, 37_800],
    [1_022_130 * 60, 41_400],
  ],
  coversFrom: 0,
  coversUntil: 50_000_000 * 60,
};

/** The instant of a real (or made-up) change of the clock, and its zone. */
const clockChange = fc
  .oneof(
    fc.constantFrom(...oddZones).map((name) => pinnedZoneTable().transitionsOf(name)),
    fc.constant(madeUpZone),
  )
  .chain((zone) => {
    const [first, last] = [localDateOf(1970, 1, 8) * secondsPerDay, localDateOf(2038, 1, 1) * secondsPerDay];
    const changes = zone.transitions.map(([at]) => at).filter((at) => at >= first && at < last);
    return fc.constantFrom(...changes).map((at) => ({ zone, at }));
  });

function quarters(from: number, to: number) {
  return fc
    .integer({ min: from / quarterHour, max: to / quarterHour })
    .map((quarter) => quarter * quarterHour);
}

/** Up to three intervals on quarter hours; the last may cross midnight. */
const dayHours: fc.Arbitrary<DayHours> = fc
  .tuple(
    fc.uniqueArray(quarters(0, secondsPerDay), { maxLength: 6 }),
    fc.boolean(),
    quarters(quarterHour, 36 * 3600),
  )
  .map(([edges, crosses, length]) => {
    const sorted = edges.sort((a, b) => a - b);
    const pairs: [number, number][] = [];
    for (let index = 0; index + 1 < sorted.length; index += 2) {
      pairs.push([sorted[index]!, sorted[index + 1]!]);
    }
    const last = pairs.at(-1);
    if (crosses && last !== undefined) {
      last[1] = Math.min(Math.max(last[1], last[0] + length), 2 * secondsPerDay);
    }
    return pairs;
  });

const wholeDay: fc.Arbitrary<DayHours> = fc.constant([[0, secondsPerDay]]);
const plainHours = fc.oneof({ weight: 4, arbitrary: dayHours }, { weight: 1, arbitrary: wholeDay });

/** Hours with holidays, overrides and breaks on the dates about one. */
function calendarAbout(date: DayNumber): fc.Arbitrary<CalendarHours> {
  const nearDate = fc.integer({ min: date - 4, max: date + 4 });
  const weekday = (): fc.Arbitrary<DayHours> => plainHours;
  return fc.record({
    weekly: fc.record<Record<Weekday, DayHours>>({
      mon: weekday(),
      tue: weekday(),
      wed: weekday(),
      thu: weekday(),
      fri: weekday(),
      sat: weekday(),
      sun: weekday(),
    }),
    holidays: fc.uniqueArray(nearDate, { maxLength: 2 }).map((dates) => new Set(dates)),
    overrides: fc.array(fc.tuple(nearDate, plainHours), { maxLength: 2 }).map((entries) => new Map(entries)),
    breaks: fc.array(fc.tuple(nearDate, dayHours), { maxLength: 2 }).map((entries) => new Map(entries)),
  });
}

/** A change of the clock and a calendar about it. */
export const scene = clockChange.chain(({ zone, at }) =>
  calendarAbout(localOfInstant(zone, at).date).map((calendar) => ({ zone, at, calendar })),
);

/** Instants within so many days of one, on multiples of the tick. */
export function instantsAbout(at: number, days: number, tickSeconds: number): fc.Arbitrary<number> {
  const reach = Math.floor((days * secondsPerDay) / tickSeconds);
  const middle = Math.round(at / tickSeconds);
  return fc.integer({ min: middle - reach, max: middle + reach }).map((tick) => tick * tickSeconds);
}
