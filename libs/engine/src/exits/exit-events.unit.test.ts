import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import type { ExitStatus } from '../statement/statement.js';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const termsWith = (when: string, more = ''): string => `
serviceLevels:
  - id: solved
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: 4h, countIn: resolved }
    target: { atLeast: 90 }
exit:
  - { id: exit, when: ${when}${more} }`;

function exitOf(
  clauses: string,
  facts: readonly FactLine[],
  {
    period = '2025-01',
    valuedAt = '2025-06-10T00:00:00Z',
    asked = undefined as string | undefined,
    timezone = 'UTC',
  } = {},
): ExitStatus {
  const scenario = scenarioOf(termsAround(clauses, { timezone }), facts);
  const known = scenario.knowledge(scenario.position, valuedAt);
  return makeStatement({ ...known, period, ...(asked === undefined ? {} : { valuedAt: Date.parse(asked) }) })
    .exits[0]!;
}

const day = 24 * 60;

describe('one outage longer than a time', () => {
  const terms = termsWith('{ outage: [email], longerThan: 24h }', ', exerciseWithin: 10 calendar days');

  test.each([
    [day - 1, 'clear'],
    [day, 'clear'],
    [day + 1, 'exercisable'],
  ])('%s minutes: %s', (minutes, state) => {
    const exit = exitOf(terms, outage('OUT-1', '2025-01-10T08:00:00Z', minutes), {
      valuedAt: '2025-01-20T00:00:00Z',
      asked: '2025-01-20T00:00:00Z',
    });
    expect(exit.state).toBe(state);
  });

  test('counts from the day on which it is certain, while it lasts, and is named', () => {
    const exit = exitOf(terms, outage('OUT-1', '2025-01-10T08:00:00Z', undefined), {
      asked: '2025-01-11T12:00:00Z',
    });
    expect(exit).toMatchObject({
      state: 'exercisable',
      armedOn: '2025-01-11',
      exerciseBy: '2025-01-21',
      heldIn: ['2025-01'],
      movedBy: [{ kind: 'outage', key: 'OUT-1', at: '2025-01-11T08:00:01Z', on: '2025-01-11' }],
    });
    expect(exit.steps[0]!.facts).toHaveLength(1);
  });

  test('is near while it lasts and is not that long yet', () => {
    const at = (asked: string) =>
      exitOf(terms, outage('OUT-1', '2025-01-10T08:00:00Z', undefined), { asked });
    expect(at('2025-01-10T20:00:00Z')).toMatchObject({
      state: 'watch',
      reached: '43200',
      distance: '43200',
      unit: 'seconds',
    });
    expect(at('2025-01-11T08:00:00Z')).toMatchObject({ state: 'watch', distance: '0', strict: true });
    expect(at('2025-01-11T08:00:01Z').state).toBe('exercisable');
  });

  test.each([
    ['2025-01-21T23:59:59Z', 'exercised'],
    ['2025-01-22T00:00:00Z', 'lapsed'],
  ])('the right lasts ten days from the day of the event; exercised at %s: %s', (at, state) => {
    const exercise = { type: 'ExitRightExercised', effectiveAt: at, trigger: 'exit' };
    const exit = exitOf(terms, [...outage('OUT-1', '2025-01-10T08:00:00Z', 2 * day), exercise]);
    expect(exit.state).toBe(state);
  });

  test('belongs to the period in which it became certain', () => {
    const facts = outage('OUT-1', '2025-01-31T08:00:00Z', 2 * day);
    expect(exitOf(terms, facts, { period: '2025-01' }).state).toBe('clear');
    expect(exitOf(terms, facts, { period: '2025-02', asked: '2025-02-05T00:00:00Z' })).toMatchObject({
      state: 'exercisable',
      armedOn: '2025-02-01',
    });
  });

  test('records of one key that touch are one outage; a second event renews the right', () => {
    const split = [
      ...outage('OUT-1', '2025-01-10T08:00:00Z', 800),
      ...outage('OUT-2', '2025-01-10T21:20:00Z', 800),
    ];
    expect(exitOf(terms, split, { asked: '2025-01-31T00:00:00Z' }).state).toBe('clear');
    const both = [
      ...outage('OUT-1', '2025-01-10T08:00:00Z', 2 * day),
      ...outage('OUT-2', '2025-01-19T08:00:00Z', 2 * day),
    ];
    expect(exitOf(terms, both, { asked: '2025-01-28T00:00:00Z' })).toMatchObject({
      state: 'exercisable',
      armedOn: '2025-01-11',
      exerciseBy: '2025-01-30',
    });
  });
});

describe('one ticket over its limit by more than a time', () => {
  const terms = termsWith('{ breachOf: solved, overLimitBy: 4h }');

  test.each([
    [8 * 60 - 1, 'clear'],
    [8 * 60, 'clear'],
    [8 * 60 + 1, 'exercisable'],
  ])('resolved after %s minutes: %s', (minutes, state) => {
    expect(exitOf(terms, ticket('INC-1', '2025-01-10T08:00:00Z', minutes)).state).toBe(state);
  });

  test('counts from the day on which it is certain, also while the ticket is open', () => {
    const exit = exitOf(terms, ticket('INC-1', '2025-01-10T20:00:00Z', undefined), {
      asked: '2025-01-12T00:00:00Z',
    });
    expect(exit).toMatchObject({
      state: 'exercisable',
      serviceLevel: 'solved',
      armedOn: '2025-01-11',
      movedBy: [{ kind: 'ticket', key: 'INC-1', at: '2025-01-11T04:00:01Z' }],
    });
    expect(
      exitOf(terms, ticket('INC-1', '2025-01-10T20:00:00Z', undefined), { asked: '2025-01-11T02:00:00Z' }),
    ).toMatchObject({
      state: 'watch',
      distance: String(2 * 3600),
    });
  });
});

/** PacketFabric: three outages of more than 30 minutes each in any 30 days; notify within 30 days or it is waived. */
describe('chronic outages', () => {
  const terms = termsWith(
    '{ chronic: [email], outages: 3, longerThan: 30m, within: 30 calendar days }',
    ', noticeWithin: 30 calendar days',
  );
  const long = (key: string, from: string, minutes = 31) => outage(key, from, minutes);

  test.each([
    ['2025-01-29', 'exercisable'],
    ['2025-01-30', 'exercisable'],
    ['2025-01-31', 'watch'],
  ])('on the 1st, the 10th and %s: %s', (third, state) => {
    const facts = [
      ...long('A', '2025-01-01T10:00:00Z'),
      ...long('B', '2025-01-10T10:00:00Z'),
      ...long('C', `${third}T10:00:00Z`),
    ];
    const exit = exitOf(terms, facts, { asked: '2025-02-01T00:00:00Z' });
    expect(exit.state).toBe(state);
    if (state === 'watch')
      expect(exit).toMatchObject({ reached: '2', distance: '1', by: '2025-02-08', unit: 'outages' });
    else expect(exit).toMatchObject({ armedOn: third, reached: '3', distance: '0' });
  });

  test.each([
    [29, 'watch'],
    [30, 'watch'],
    [31, 'exercisable'],
  ])('a third outage of %s minutes: %s', (minutes, state) => {
    const facts = [
      ...long('A', '2025-01-05T10:00:00Z'),
      ...long('B', '2025-01-10T10:00:00Z'),
      ...long('C', '2025-01-20T10:00:00Z', minutes),
    ];
    expect(exitOf(terms, facts, { asked: '2025-01-25T00:00:00Z' }).state).toBe(state);
  });

  test('days are local days of the agreement', () => {
    const facts = [
      ...long('A', '2025-06-01T22:30:00Z'),
      ...long('B', '2025-06-10T10:00:00Z'),
      ...long('C', '2025-07-01T10:00:00Z'),
    ];
    const at = (timezone: string) =>
      exitOf(terms, facts, { period: '2025-07', asked: '2025-07-02T00:00:00Z', timezone }).state;
    // 22:30 in UTC on the 1st is 00:30 on the 2nd in Berlin, and 2 June to 1 July are thirty days.
    expect(at('UTC')).toBe('watch');
    expect(at('Europe/Berlin')).toBe('exercisable');
  });

  test('notice is due within 30 days of the event', () => {
    const facts = ['01', '10', '20'].flatMap((date) => long(date, `2025-01-${date}T10:00:00Z`));
    const notice = (effectiveAt: string) => ({ type: 'ExitNoticeServed', effectiveAt, trigger: 'exit' });
    const state = (effectiveAt: string) =>
      exitOf(terms, [...facts, notice(effectiveAt)], { period: '2025-02', asked: '2025-02-28T00:00:00Z' })
        .state;
    expect(state('2025-02-19T23:59:59Z')).toBe('exercisable');
    expect(state('2025-02-20T00:00:00Z')).toBe('lapsed');
  });

  test('a waiver uses up the outages before it', () => {
    const facts = ['01', '03', '05', '09'].flatMap((date) => long(date, `2025-01-${date}T10:00:00Z`));
    const waive = { type: 'ExitRightWaived', effectiveAt: '2025-01-06T10:00:00Z', trigger: 'exit' };
    expect(exitOf(terms, [...facts, waive], { asked: '2025-01-31T00:00:00Z' })).toMatchObject({
      state: 'waived',
      reached: '1',
      distance: '2',
    });
    const more = ['11', '13'].flatMap((date) => long(date, `2025-01-${date}T10:00:00Z`));
    expect(exitOf(terms, [...facts, waive, ...more], { asked: '2025-01-31T00:00:00Z' })).toMatchObject({
      state: 'exercisable',
      armedOn: '2025-01-13',
    });
  });
});

/** PacketFabric: more than 24 hours of outages in a service month. */
describe('downtime in a window', () => {
  const terms = termsWith('{ sumOf: downtime, service: email, moreThan: 24h, over: 1 period }');

  test.each([
    [719, 'clear'],
    [720, 'clear'],
    [721, 'exercisable'],
  ])('12 hours and %s minutes: %s', (minutes, state) => {
    const facts = [
      ...outage('A', '2025-01-05T10:00:00Z', 720),
      ...outage('B', '2025-01-20T10:00:00Z', minutes),
    ];
    const exit = exitOf(terms, facts);
    expect(exit.state).toBe(state);
    expect(exit).toMatchObject({ reached: String((720 + minutes) * 60), unit: 'seconds', strict: true });
    expect(exit.movedBy.filter(({ kind }) => kind === 'outage').map(({ key }) => key)).toEqual(['A', 'B']);
  });

  test('time that several outages share counts once, and is cut at the period', () => {
    const facts = [
      ...outage('A', '2025-01-05T10:00:00Z', 60),
      ...outage('B', '2025-01-05T10:30:00Z', 60),
      ...outage('C', '2025-01-31T23:00:00Z', 120),
    ];
    expect(exitOf(terms, facts).reached).toBe(String(150 * 60));
  });
});
