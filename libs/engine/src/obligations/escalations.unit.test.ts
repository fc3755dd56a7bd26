import { describe, expect, test } from 'vitest';
import { inShort, worldOf } from '../testing/books.js';
import { ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const ladder = (levels: string, more = ''): string => `
escalation:
  - { id: ladder, where: { priority: P1 }, clock: resolution, within: { P1: 4h }, levels: [ ${levels} ]${more} }`;
const half = '{ after: 50 percent, to: duty manager }';
const breach = '{ after: breach, to: service director, within: 15m }';
const opened = '2025-01-06T09:00:00Z';
const escalated = (effectiveAt: string, level: string, to?: string): FactLine => ({
  type: 'TicketEscalated',
  effectiveAt,
  ticket: 'A',
  level,
  ...(to === undefined ? {} : { to }),
});

function steps(
  levels: string,
  facts: readonly FactLine[],
  valuedAt = '2025-01-10T00:00:00Z',
  more = '',
): string[] {
  return worldOf(ladder(levels, more), facts, valuedAt).obligations.occurrences.map(inShort);
}

describe('a step of a ladder', () => {
  test.each([
    ['2025-01-06T10:59:59Z', 'met'],
    ['2025-01-06T11:00:00Z', 'met'],
    ['2025-01-06T11:00:01Z', 'missed'],
  ])('at half the limit, taken at %s, is %s', (when, state) => {
    const facts = [...ticket('A', opened, undefined), escalated(when, '1')];
    expect(steps(half, facts)).toEqual([`A#1 ${state} 2025-01-06T11:00:00Z`]);
  });

  test.each([
    // The limit is four hours: a ticket resolved by then is not late, and one resolved within the grace owes no step.
    [240, []],
    [255, []],
    [256, ['A#1 missed 2025-01-06T13:15:00Z']],
  ])('on breach, of a ticket resolved after %d minutes', (minutes, expected) => {
    expect(steps(breach, ticket('A', opened, minutes))).toEqual(expected);
  });

  test.each([
    ['2025-01-06T13:15:00Z', 'met'],
    ['2025-01-06T13:15:01Z', 'missed'],
  ])('with a grace, taken at %s, is %s', (when, state) => {
    const facts = [...ticket('A', opened, undefined), escalated(when, 'level two', 'service director')];
    expect(steps(breach, facts)).toEqual([`A#1 ${state} 2025-01-06T13:15:00Z`]);
  });

  test.each([
    ['2025-01-06T13:00:00Z', []],
    ['2025-01-06T13:00:01Z', ['A#1 open 2025-01-06T13:15:00Z']],
    ['2025-01-06T13:15:00Z', ['A#1 open 2025-01-06T13:15:00Z']],
    ['2025-01-06T13:15:01Z', ['A#1 missed 2025-01-06T13:15:00Z']],
  ])('not taken, and valued at %s', (valuedAt, expected) => {
    expect(steps(breach, ticket('A', opened, undefined), valuedAt)).toEqual(expected);
  });

  test('is owed by each on its own, and by tickets in scope only', () => {
    const facts = [
      ...ticket('A', opened, undefined),
      ...ticket('B', opened, undefined, { priority: 'P2' }),
      escalated('2025-01-06T13:05:00Z', '2'),
    ];
    expect(steps(`${half}, ${breach}`, facts)).toEqual([
      'A#1 missed 2025-01-06T11:00:00Z',
      'A#2 met 2025-01-06T13:15:00Z',
    ]);
  });

  test('after a time, on the clock or in a calendar of its own', () => {
    const facts = ticket('A', '2025-01-06T16:00:00Z', undefined);
    expect(steps('{ after: 2h, to: duty manager }', facts)).toEqual(['A#1 missed 2025-01-06T18:00:00Z']);
    expect(steps('{ after: 2h, to: duty manager, calendar: office }', facts)).toEqual([
      'A#1 missed 2025-01-07T10:00:00Z',
    ]);
  });

  test('that was not taken in time has its price', () => {
    const more = ', whenMissed: { credit: { fixed: 50 } }';
    const facts = [...ticket('A', opened, undefined), ...ticket('B', opened, undefined)];
    const { grid, obligations } = worldOf(ladder(half, more), facts, '2025-01-10T00:00:00Z');
    expect(obligations.creditsIn(grid.at(0)).map(({ id, exact }) => [id, exact.toDecimal()])).toEqual([
      ['ladder', '100'],
    ]);
  });

  test('is missed by nobody where a ticket was found to be a duplicate', () => {
    const linked = {
      type: 'TicketLinked',
      effectiveAt: opened,
      ticket: 'A',
      relation: 'duplicate-of',
      to: 'B',
    };
    expect(steps(half, [...ticket('A', opened, undefined), linked])).toEqual([]);
  });
});
