import { parseLocalDate } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { errorsOf, exampleWith, load } from '../testing/documents.js';
import { readWeekdays } from './calendar.js';

function expectError(document: unknown, expected: string): void {
  const errors = errorsOf(document);
  expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
}

describe('a calendar', () => {
  it('says hours by weekday, range and list, nights, holidays, overrides, breaks and its own zone', () => {
    const calendar = load(
      exampleWith('', {
        calendars: `
id: night
clause: Annex 1
timezone: Asia/Kolkata
day: 8h
hours: { mon-wed: ["22:00-06:00"], "thu,sat": ["09:00-12:00", "13:00-24:00"] }
holidays: [2025-01-26]
overrides: { 2025-12-24: ["09:00-12:00"], 2025-12-31: [] }
breaks: { 2025-06-10: ["10:00-11:00"] }
`,
      }),
    ).calendars.get('night')!;
    expect(calendar).toMatchObject({
      clause: 'Annex 1',
      timezone: 'Asia/Kolkata',
      nominalDaySeconds: 28_800,
    });
    expect(calendar.hours.weekly).toEqual({
      mon: [[79_200, 108_000]],
      tue: [[79_200, 108_000]],
      wed: [[79_200, 108_000]],
      thu: [
        [32_400, 43_200],
        [46_800, 86_400],
      ],
      fri: [],
      sat: [
        [32_400, 43_200],
        [46_800, 86_400],
      ],
      sun: [],
    });
    expect(calendar.hours.holidays).toEqual(new Set([parseLocalDate('2025-01-26')]));
    expect([...calendar.hours.overrides]).toEqual([
      [parseLocalDate('2025-12-24'), [[32_400, 43_200]]],
      [parseLocalDate('2025-12-31'), []],
    ]);
    expect([...calendar.hours.breaks]).toEqual([[parseLocalDate('2025-06-10'), [[36_000, 39_600]]]]);
  });

  it('has the zone of the agreement where it names none, and no nominal day', () => {
    const terms = load(exampleWith(''));
    expect(terms.calendars.get('always')).toMatchObject({
      timezone: 'Europe/London',
      nominalDaySeconds: undefined,
    });
    expect(terms.calendars.get('office')!.nominalDaySeconds).toBe(30_600);
  });

  it.each([
    ['mon', ['mon']],
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['fri-mon', ['fri', 'sat', 'sun', 'mon']],
    ['mon, wed', ['mon', 'wed']],
    ['mon-tue,sat', ['mon', 'tue', 'sat']],
    ['mon-', undefined],
    ['monday', undefined],
    ['mon-wed,tue', undefined],
    ['mon-tue-wed', undefined],
    ['', undefined],
  ])('reads the weekdays %j', (key, days) => {
    expect(readWeekdays(key)).toEqual(days);
  });

  it.each([
    [
      'a weekday twice',
      'hours: { mon-fri: ["08:00-12:00"], wed: ["08:00-12:00"] }',
      'hours.wed | The hours of wed are stated by `mon-fri` already.',
    ],
    [
      'a weekday that is none',
      'hours: { monday: ["08:00-12:00"] }',
      'hours.monday | `monday` names no weekdays.',
    ],
    ['overlapping hours', 'hours: { mon: ["08:00-12:00", "11:00-13:00"] }', 'hours.mon | '],
    [
      'a night over the next morning',
      'hours: { mon: ["22:00-06:00"], tue: ["05:00-09:00"] }',
      'hours | The night shift of mon overlaps the hours of tue.',
    ],
    [
      'a night over the end of the week',
      'hours: { sun: ["22:00-06:00"], mon: ["05:00-09:00"] }',
      'hours | The night shift of sun overlaps the hours of mon.',
    ],
    ['a time that is none', 'hours: { mon: ["8-12"] }', 'hours.mon[0] | "8" is not a time of day.'],
    ['no hours', 'hours: {}', 'hours | It has 0 keys.'],
    ['another word', 'hours: 24/7', 'hours | "24/7" is not one of the choices. | Did you mean `24x7`?'],
    ['a day of nothing', 'hours: 24x7\nday: 0h', 'day | 0h is not the length of a day.'],
    ['a day too long', 'hours: 24x7\nday: 25h', 'day | 25h is not the length of a day.'],
    [
      'a date that is none',
      'hours: 24x7\nholidays: [2025-02-29]',
      'holidays[0] | "2025-02-29" is not a date.',
    ],
    [
      'a date of an override that is none',
      'hours: 24x7\noverrides: { 2025-02-29: [] }',
      'overrides["2025-02-29"] | 2025-02-29 is not a date.',
    ],
    [
      'a holiday twice',
      'hours: 24x7\nholidays: [2025-02-28, 2025-02-28]',
      'holidays[1] | `2025-02-28` stands twice',
    ],
    ['an unknown zone', 'hours: 24x7\ntimezone: Mars/Base', 'timezone | The time zone "Mars/Base" is not'],
  ])('refuses %s', (_what, text, expected) => {
    expectError(exampleWith('', { calendars: `id: c\n${text}` }), `calendars[2].${expected}`);
  });
});

describe('a clock', () => {
  it('has every policy as a term', () => {
    const clock = load(
      exampleWith('', {
        clocks: `
id: full
clause: Annex 2
from: reported
to: responded
calendar: office
pause:
  statuses: [waiting-client, waiting-third-party]
  evidence: required
  eachAtMost: 8h
  totalAtMost: 16h
  recordedWithin: 2 calendar days
onReprioritise: segment-by-priority
onDowngradeAfterBreach: recompute
onReopen: new-instance
reopenWithin: 5 calendar days
pauseAfterBreach: count-overrun
start: immediate
outOfHoursAllowance: 30m
responseEvidence: [public-reply]
relief: counts
termsOf: due
`,
      }),
    ).clocks.get('full');
    expect(clock).toEqual({
      id: 'full',
      clause: 'Annex 2',
      from: 'reported',
      to: 'responded',
      calendar: { byPriority: new Map(), otherwise: 'office' },
      pause: {
        statuses: new Set(['waiting-client', 'waiting-third-party']),
        evidence: 'required',
        eachAtMostSeconds: 28_800,
        totalAtMostSeconds: 57_600,
        recordedWithinSeconds: 172_800,
      },
      onReprioritise: 'segment-by-priority',
      onDowngradeAfterBreach: 'recompute',
      onReopen: 'new-instance',
      reopenWithinSeconds: 432_000,
      pauseAfterBreach: 'count-overrun',
      start: 'immediate',
      outOfHoursAllowanceSeconds: 1800,
      responseEvidence: new Set(['public-reply']),
      relief: 'counts',
      termsOf: 'due',
    });
  });

  const common = 'id: c\nfrom: opened\nto: resolved\n';
  it('stands still for granted relief where nothing else is said', () => {
    const { clocks } = load(exampleWith('', { clocks: `${common}calendar: office` }));
    expect(clocks.get('c')!.relief).toBe('pauses');
  });

  it.each([
    [
      'an unknown calendar',
      `${common}calendar: offce`,
      'calendar | There is no calendar `offce`. | Did you mean `office`?',
    ],
    [
      'an unknown calendar by priority',
      `${common}calendar: { P1: always, else: offce }`,
      'calendar.else | There is no calendar `offce`.',
    ],
    [
      'an unknown priority',
      `${common}calendar: { P9: always }`,
      'calendar.P9 | `P9` is not one of the priorities.',
    ],
    [
      'a stop before its start',
      'id: c\nfrom: resolved\nto: responded\ncalendar: office',
      'to | responded comes before resolved.',
    ],
    [
      'a pause in a status that ends',
      `${common}calendar: office\npause: { statuses: [closed] }`,
      'pause.statuses[0] | "closed" is not one of the choices.',
    ],
    [
      'a pause of nothing',
      `${common}calendar: office\npause: { statuses: [new], eachAtMost: 0h }`,
      'pause.eachAtMost | 0h is no time at all.',
    ],
    [
      'evidence without a response',
      `${common}calendar: office\nresponseEvidence: [public-reply]`,
      'responseEvidence | It has no effect',
    ],
    [
      'a window of ignored reopenings',
      `${common}calendar: office\nonReopen: ignore\nreopenWithin: 4h`,
      'reopenWithin | It has no effect',
    ],
    [
      'a relief that is none',
      `${common}calendar: office\nrelief: pause`,
      'relief | "pause" is not one of the choices. | Did you mean `pauses`?',
    ],
    [
      'a policy that is none',
      `${common}calendar: office\nonReopen: continues`,
      'onReopen | "continues" is not one of the choices. | Did you mean `continue`?',
    ],
  ])('refuses %s', (_what, text, expected) => {
    expectError(exampleWith('', { clocks: text }), `clocks[2].${expected}`);
  });
});

describe('a limit', () => {
  function limitsOf(within: string, clock = 'resolution') {
    const measure = `{ kind: ticket-share, clock: ${clock}, within: ${within} }`;
    const level = load(
      exampleWith('', { serviceLevels: `{ id: s, measure: ${measure}, target: { atLeast: 90 } }` }),
    ).serviceLevels.get('s')!;
    return level.measure.kind === 'ticket-share' ? level.measure.within : undefined;
  }
  const seconds = (count: number) => ({ kind: 'working-time', seconds: count });

  it.each([
    ['4h', seconds(14_400)],
    ['90m', seconds(5400)],
    ['1h30m', seconds(5400)],
    ['45s', seconds(45)],
    ['30 calendar days', { kind: 'calendar-days', days: 30 }],
    ['1 calendar day', { kind: 'calendar-days', days: 1 }],
    ['end of 2nd business day', { kind: 'business-day-end', businessDays: 2 }],
    ['end of next business day', { kind: 'business-day-end', businessDays: 1 }],
    ['end of same business day', { kind: 'business-day-end', businessDays: 0 }],
  ])('reads %s', (text, limit) => {
    expect(limitsOf(text)).toEqual({ byPriority: new Map(), otherwise: limit });
  });

  it('reads one by priority, with else', () => {
    expect(limitsOf('{ P1: 4h, P2: 8h, else: 1d2h }')).toEqual({
      byPriority: new Map([
        ['P1', seconds(14_400)],
        ['P2', seconds(28_800)],
      ]),
      otherwise: seconds(30_600 + 7200),
    });
  });

  it('reads days by the nominal day of the calendar that each priority has', () => {
    const terms = load(
      exampleWith(
        'calendars:\n- { id: always, hours: 24x7, day: 24h }\n- { id: office, hours: { mon-fri: ["09:00-17:00"] }, day: 8h }',
        {
          serviceLevels:
            '{ id: s, measure: { kind: ticket-share, clock: resolution, within: 2d }, target: { atLeast: 90 } }',
        },
      ),
    );
    expect(terms.serviceLevels.get('s')!.measure).toMatchObject({
      within: { byPriority: new Map([['P1', seconds(172_800)]]), otherwise: seconds(57_600) },
    });
  });

  it.each([
    ['nothing', '0h', 'within | 0h is no time at all.'],
    ['no days', '0 calendar days', 'within | 0 calendar days is no time at all.'],
    ['no business day', 'end of 0th business day', 'within | end of 0th business day names no day.'],
    [
      'days of a calendar without one',
      '2d',
      'within | 2d is in days, but the calendar `always` does not say how long its day is.',
    ],
    ['a bare number', '4', 'within | "4" is not a limit.'],
    ['a bare day', '2 days', 'within | "2 days" is not a limit.'],
    ['an unknown priority', '{ P1: 4h, P7: 5h, else: 8h }', 'within.P7 | `P7` is not one of the priorities.'],
  ])('refuses %s', (_what, within, expected) => {
    const measure = `{ kind: ticket-share, clock: resolution, within: ${within.startsWith('{') ? within : JSON.stringify(within)} }`;
    const document = exampleWith('', {
      serviceLevels: `{ id: s, measure: ${measure}, target: { atLeast: 90 } }`,
    });
    expectError(document, `serviceLevels[2].measure.${expected}`);
  });

  it('in days asks for a nominal day only of the calendars of priorities that are counted', () => {
    const limits = (where: string, within: string) => {
      const measure = `{ kind: ticket-share, clock: resolution, ${where}, within: ${within} }`;
      const level = `{ id: s, measure: ${measure}, target: { atLeast: 90 } }`;
      const { measure: loaded } = load(exampleWith('', { serviceLevels: level })).serviceLevels.get('s')!;
      return loaded.kind === 'ticket-share' ? loaded.within : undefined;
    };
    // P1 counts around the clock, in a calendar without a `day`; all others in the office, with one of 8h30m.
    const office = { byPriority: new Map(), otherwise: seconds(61_200) };
    expect(limits('where: { priority: [P2, P3] }', '2d')).toEqual(office);
    expect(limits('where: { priority: P2 }', '{ P2: 2d }')).toEqual({
      byPriority: new Map([['P2', seconds(61_200)]]),
      otherwise: undefined,
    });
    expect(limits('where: { type: incident }', '{ P1: 4h, else: 2d }')).toEqual({
      byPriority: new Map([['P1', seconds(14_400)]]),
      otherwise: seconds(61_200),
    });
    expect(() => limits('where: { priority: [P1, P2] }', '2d')).toThrow('does not say how long its day is');
  });

  const partial = '{ id: partial, from: opened, to: resolved, calendar: { P1: always, P2: office } }';
  it.each([
    [
      'a priority that where names',
      'where: { priority: P3 }, within: 4h',
      'clock | The clock `partial` has no calendar for priority P3',
    ],
    [
      'a priority that has a limit',
      'within: { P1: 4h, P3: 8h }',
      'clock | The clock `partial` has no calendar for priority P3',
    ],
    ['every priority', 'within: 4h', 'clock | The clock `partial` has no calendar for priority P3'],
    [
      'a priority without a limit',
      'where: { priority: [P1, P2] }, within: { P1: 4h }',
      'within | There is no limit for priority P2, which is counted here.',
    ],
  ])('asks of its clock a calendar, and of itself a limit, for %s', (_what, keys, expected) => {
    const document = exampleWith('', {
      clocks: partial,
      serviceLevels: `{ id: s, measure: { kind: ticket-share, clock: partial, ${keys} }, target: { atLeast: 90 } }`,
    });
    expectError(document, `serviceLevels[2].measure.${expected}`);
  });

  it('asks for no more than the priorities that are counted', () => {
    const document = exampleWith('', {
      clocks: partial,
      serviceLevels: `{ id: s, measure: { kind: ticket-share, clock: partial, within: { P1: 4h, P2: 8h } }, target: { atLeast: 90 } }`,
    });
    expect(load(document).serviceLevels.has('s')).toBe(true);
  });
});
