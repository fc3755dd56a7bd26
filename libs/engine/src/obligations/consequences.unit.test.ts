import { formatInstantSeconds } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { worldOf } from '../testing/books.js';
import { ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { ObligationBook } from './obligation-book.js';

const report = (more: string): string => `
obligations:
  - { id: report, clause: "4.1", owedBy: provider, due: { each: period, on: 10th business day after end, calendar: office }, ${more} }`;
const done = (effectiveAt: string): FactLine => ({
  type: 'ObligationFulfilled',
  effectiveAt,
  obligation: 'report',
  period: '2025-01',
});
const march = '2025-03-10T00:00:00Z';

function credits(clauses: string, facts: readonly FactLine[], valuedAt = march): string[] {
  const { grid, obligations } = worldOf(clauses, facts, valuedAt);
  return [0, 1, 2].flatMap((index) =>
    obligations
      .creditsIn(grid.at(index))
      .map(({ consequence, kind, exact, occurrences }) =>
        [
          grid.at(index).label,
          consequence,
          kind,
          exact.toString(),
          ...occurrences.map(({ key }) => key),
        ].join(' '),
      ),
  );
}

describe('what an occurrence costs', () => {
  test.each([
    ['whenMissed: { credit: { fixed: "250.00" } }', '2025-02 missed money 250 2025-01'],
    ['whenMissed: { credit: { percent: 1, of: [fee] } }', '2025-02 missed money 10 2025-01'],
    // A day of February is 1/28 of the month's fee.
    ['whenMissed: { credit: { days: 7, of: [fee] } }', '2025-02 missed money 250 2025-01'],
    ['whenMissed: { credit: { points: 5 } }', '2025-02 missed points 5 2025-01'],
    ['whenLate: { credit: { fixed: 20 } }', '2025-02 late money 20 2025-01'],
  ])('%s', (more, expected) => {
    expect(credits(report(more), [])).toEqual([expected]);
    expect(credits(report(more), [done('2025-02-14T17:00:01Z')])).toEqual([expected]);
    expect(credits(report(more), [done('2025-02-14T17:00:00Z')])).toEqual([]);
  });

  test('a miss counts in the period in which it became certain, lateness in that of the due instant', () => {
    const more =
      'missedAfter: 20 business days, whenLate: { credit: { fixed: 20 } }, whenMissed: { credit: { fixed: 100 } }';
    const [late, missed] = ['2025-02 late money 20 2025-01', '2025-03 missed money 100 2025-01'];
    // Twenty business days after 14 February end on 14 March at 17:00; February's report is due then.
    expect(credits(report(more), [], '2025-03-14T17:00:00Z')).toEqual([late]);
    expect(credits(report(more), [], '2025-03-14T17:00:01Z')).toEqual([
      late,
      '2025-03 late money 20 2025-02',
      missed,
    ]);
    expect(credits(report(more), [done('2025-03-14T17:00:00Z')], '2025-03-14T17:00:00Z')).toEqual([late]);
  });

  test('waived and excused ones cost nothing', () => {
    const clauses = report('whenMissed: { credit: { fixed: "250.00" } }');
    const waived = { ...done('2025-03-01T00:00:00Z'), type: 'ObligationWaived' };
    expect(credits(clauses, [waived])).toEqual([]);
    const { timeline, environment, grid, zone, charges } = worldOf(clauses, [], march);
    const book = new ObligationBook(
      timeline,
      environment,
      grid,
      zone,
      charges,
      ({ key }) => key === '2025-01',
    );
    expect(book.dueIn(grid.at(1)).map(({ state, daysLate }) => [state, daysLate])).toEqual([['excused', 0]]);
    expect(book.creditsIn(grid.at(1))).toEqual([]);
  });

  test('points add up', () => {
    const { grid, obligations } = worldOf(report('whenMissed: { credit: { points: "2.5" } }'), [], march);
    expect(obligations.pointsIn(grid.at(0)).toDecimal()).toBe('0');
    expect(obligations.pointsIn(grid.at(1)).toDecimal()).toBe('2.5');
  });
});

describe('levels that count as not reported', () => {
  const level = `
serviceLevels:
  - { id: k01, measure: { kind: reported, unit: percent, reportedBy: provider }, target: { atLeast: 90 } }
  - { id: k02, measure: { kind: reported, unit: percent, reportedBy: provider }, target: { atLeast: 90 } }`;
  const deemed = (more: string, facts: readonly FactLine[], valuedAt = march) => {
    const { grid, obligations } = worldOf(level + report(more), facts, valuedAt);
    return ['k01', 'k02'].filter((id) => obligations.deemedNotReported(grid.at(0), id) !== undefined);
  };

  test('are all of them, or those that the clause names, for the period of the report', () => {
    expect(deemed('whenMissed: { levels: not-reported }', [])).toEqual(['k01', 'k02']);
    expect(deemed('whenMissed: { levels: [k02] }', [])).toEqual(['k02']);
    expect(deemed('whenMissed: { levels: [k02] }', [done('2025-02-14T17:00:00Z')])).toEqual([]);
    expect(deemed('whenMissed: { levels: [k02] }', [], '2025-02-14T17:00:00Z')).toEqual([]);
    expect(
      deemed('missedAfter: 1 calendar day, whenMissed: { levels: [k02] }', [], '2025-02-15T12:00:00Z'),
    ).toEqual([]);
  });
});

describe("the client's lateness as relief", () => {
  const clauses = `
obligations:
  - { id: access, owedBy: client, due: { within: 4h, of: request, calendar: always }, whenLate: relief }
  - { id: plan, owedBy: client, due: { before: 2025-02-01 }, missedAfter: 10 calendar days, whenLate: relief }`;
  const move = (effectiveAt: string, status: string) => ({
    type: 'TicketTransitioned',
    effectiveAt,
    ticket: 'A',
    status,
  });
  const waits = [
    ...ticket('A', '2025-01-06T09:00:00Z', undefined),
    move('2025-01-06T10:00:00Z', 'waiting-client'),
  ];
  const reliefs = (facts: readonly FactLine[], valuedAt: string) =>
    worldOf(clauses, facts, valuedAt)
      .obligations.reliefIntervals()
      .map(({ occurrence: { id }, from, until, running, ticket: key }) =>
        [
          id,
          formatInstantSeconds(from),
          formatInstantSeconds(until),
          ...(running ? ['running'] : []),
          ...(key ? [key] : []),
        ].join(' '),
      );

  test('runs from the due instant until it is done, on the ticket of the request', () => {
    expect(reliefs(waits, '2025-01-06T14:00:00Z')).toEqual([]);
    expect(reliefs(waits, '2025-01-06T14:00:01Z')).toEqual([
      'access 2025-01-06T14:00:00Z 2025-01-06T14:00:01Z running A',
    ]);
    const answered = [...waits, move('2025-01-06T16:00:00Z', 'in-progress')];
    expect(reliefs(answered, '2025-01-10T00:00:00Z')).toEqual([
      'access 2025-01-06T14:00:00Z 2025-01-06T16:00:00Z A',
    ]);
    expect(reliefs([...waits, move('2025-01-06T14:00:00Z', 'in-progress')], '2025-01-10T00:00:00Z')).toEqual(
      [],
    );
  });

  test('a request is also answered by its own fact', () => {
    const answered = {
      type: 'ObligationFulfilled',
      effectiveAt: '2025-01-06T15:00:00Z',
      obligation: 'access',
      occurrence: 'A',
    };
    expect(reliefs([...waits, answered], '2025-01-10T00:00:00Z')).toEqual([
      'access 2025-01-06T14:00:00Z 2025-01-06T15:00:00Z A',
    ]);
  });

  test('what is owed by a day is late from the next midnight on', () => {
    expect(reliefs([], '2025-02-01T00:00:01Z')).toEqual([
      'plan 2025-02-01T00:00:00Z 2025-02-01T00:00:01Z running',
    ]);
  });
});

describe('what a period shows', () => {
  test('what was due, done or missed in it, what is about it, and what was still owed at its end', () => {
    const { grid, obligations } = worldOf(
      `${report('missedAfter: 30 calendar days')}
  - { id: plan, owedBy: client, due: { before: 2025-03-15 } }
  - { id: never, owedBy: client, due: { before: 2025-01-02 } }`,
      [{ type: 'ObligationFulfilled', effectiveAt: '2025-03-10T00:00:00Z', obligation: 'plan' }],
      '2025-05-20T00:00:00Z',
    );
    const shown = [0, 1, 2, 3].map((index) =>
      obligations.shownIn(grid.at(index)).map(({ id, key, state }) => `${id} ${key} ${state}`),
    );
    expect(shown).toEqual([
      ['report 2025-01 missed', 'plan 2025-03-15 met', 'never 2025-01-02 missed'],
      ['report 2025-01 missed', 'report 2025-02 missed', 'plan 2025-03-15 met'],
      ['report 2025-01 missed', 'report 2025-02 missed', 'report 2025-03 missed', 'plan 2025-03-15 met'],
      ['report 2025-02 missed', 'report 2025-03 missed', 'report 2025-04 overdue'],
    ]);
  });
});
