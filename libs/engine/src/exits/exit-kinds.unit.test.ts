import { describe, expect, test } from 'vitest';
import type { ExitStatus } from '../statement/statement.js';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

function exitsOf(clauses: string, facts: readonly FactLine[], from: string, to: string): ExitStatus[] {
  return scenarioOf(termsAround(clauses), facts)
    .evaluate(from, to, '2026-06-10T00:00:00Z')
    .map(({ exits }) => exits[0]!);
}

/** One incident at each site, late or in time. */
function incidents(month: string, late: readonly string[], inTime: readonly string[]): FactLine[] {
  const at = (site: string, minutes: number): FactLine[] =>
    ticket(`${month} ${site}`, `${month}-10T09:00:00Z`, minutes, { site });
  return [...late.flatMap((site) => at(site, 300)), ...inTime.flatMap((site) => at(site, 60))];
}

const sites = (when: string): string => `
serviceLevels:
  - id: k01
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }
    forEach: { site: all }
exit:
  - { id: exit, when: ${when} }`;

describe('a condition on each of several', () => {
  test('holds where any instance makes it hold, and says which', () => {
    const facts = [
      ...incidents('2025-01', ['madrid', 'sevilla'], ['toledo']),
      ...incidents('2025-02', ['sevilla'], ['madrid', 'toledo']),
      ...incidents('2025-03', ['sevilla'], ['madrid', 'toledo']),
    ];
    const exits = exitsOf(sites('{ serviceLevel: k01, inARow: 3 }'), facts, '2025-01', '2025-03');
    expect(exits.map(({ state, serviceLevel, reached }) => [state, serviceLevel, reached])).toEqual([
      ['clear', 'k01/madrid', '1'],
      ['watch', 'k01/sevilla', '2'],
      ['exercisable', 'k01/sevilla', '3'],
    ]);
    expect(exits[2]!.steps[0]!.operands).toMatchObject({ serviceLevel: 'k01/sevilla' });
    expect(exits[2]!.because.clauses).toContainEqual({ id: 'k01/sevilla', clause: null });
  });

  test('misses of different instances are not added up', () => {
    const facts = [
      ...incidents('2025-01', ['madrid'], ['sevilla']),
      ...incidents('2025-02', ['sevilla'], ['madrid']),
    ];
    const [, second] = exitsOf(sites('{ serviceLevel: k01, inARow: 2 }'), facts, '2025-01', '2025-02');
    expect(second).toMatchObject({ state: 'watch', reached: '1' });
  });
});

describe('a portfolio', () => {
  const five = ['a', 'b', 'c', 'd', 'e'];
  const month = (late: number, measured = 5): FactLine[] =>
    incidents('2025-01', five.slice(0, late), five.slice(late, measured));
  const stateOf = (when: string, facts: readonly FactLine[]) => {
    // The instances are those of all sites that any fact names, so every history names all five.
    const named = five.flatMap((site) => ticket(`later ${site}`, '2025-12-10T09:00:00Z', 60, { site }));
    const [exit] = exitsOf(sites(when), [...facts, ...named], '2025-01', '2025-01');
    return [exit!.state, exit!.reached, exit!.distance];
  };

  test.each([
    [1, ['clear', '1', '2']],
    [2, ['watch', '2', '1']],
    [3, ['exercisable', '3', '0']],
    [4, ['exercisable', '4', '0']],
  ])('%s of five worse, against 3', (late, found) => {
    expect(stateOf('{ portfolio: k01, atLeast: 3 }', month(late))).toEqual(found);
  });

  test.each([
    [1, ['watch', '20', '20']],
    [2, ['exercisable', '40', '0']],
    [3, ['exercisable', '60', '0']],
  ])('%s of five worse, against 40 percent', (late, found) => {
    expect(stateOf('{ portfolio: k01, atLeast: 40 percent }', month(late))).toEqual(found);
  });

  test('a percentage is of those that were measured', () => {
    expect(stateOf('{ portfolio: k01, atLeast: 50 percent }', month(2, 4))).toEqual([
      'exercisable',
      '50',
      '0',
    ]);
    expect(stateOf('{ portfolio: k01, atLeast: 50 percent }', month(2, 5))[0]).toBe('watch');
    expect(stateOf('{ portfolio: k01, atLeast: 50 percent }', [])).toEqual(['clear', '0', '50']);
  });

  test('n periods in a row', () => {
    const facts = ['2025-01', '2025-02', '2025-03'].flatMap((label, index) =>
      incidents(label, index === 1 ? ['c', 'd'] : ['a', 'b'], ['e']),
    );
    const exits = exitsOf(sites('{ portfolio: k01, atLeast: 2, inARow: 3 }'), facts, '2025-01', '2025-03');
    expect(exits.map(({ state, reached, unit }) => [state, reached, unit])).toEqual([
      ['clear', '1', 'periods'],
      ['watch', '2', 'periods'],
      ['exercisable', '3', 'periods'],
    ]);
  });
});

describe('a cap that was reached', () => {
  const terms = `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 95 }
    credit: { perUnit: { each: 1, round: exact, percent: 1 }, of: [fee] }
credits: { cap: { percent: 5, of: [fee] } }
exit:
  - { id: exit, when: { capReached: 2, of: 3 periods } }`;
  const reports = (values: readonly string[]): FactLine[] =>
    values.map((value, index) => ({
      type: 'MeasurementReported',
      effectiveAt: `2025-0${index + 1}-20T00:00:00Z`,
      serviceLevel: 'uptime',
      value,
    }));

  test.each([
    // Each point below 95 is one percent; the cap of 5 percent is reached by 90 and by everything below it.
    [['90.01', '90.01', '90.01'], '0', 'clear'],
    [['90.01', '90', '90.01'], '1', 'watch'],
    [['90', '90.01', '90.01'], '1', 'clear'],
    [['90', '99', '90'], '2', 'exercisable'],
    [['89.99', '99', '80'], '2', 'exercisable'],
    [['90', '99', '99', '90'], '1', 'watch'],
  ])('%s: reached %s times, %s', (values, reached, state) => {
    const label = `2025-0${values.length}`;
    const [exit] = exitsOf(terms, reports(values), label, label);
    expect(exit).toMatchObject({ reached, state });
  });
});

describe('an obligation that was missed', () => {
  const terms = `
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 5 calendar days after end }, missedAfter: 5 calendar days }
exit:
  - { id: exit, clause: "9", when: { obligation: report, missed: 2, of: 3 periods } }`;
  const done = (period: string, effectiveAt: string): FactLine => ({
    type: 'ObligationFulfilled',
    effectiveAt,
    obligation: 'report',
    period,
  });

  test('counts in the period in which the miss became certain', () => {
    // January's report is due on 5 February and missed from 10 February on; February's on 10 March.
    const exits = exitsOf(terms, [done('2025-03', '2025-04-03T00:00:00Z')], '2025-01', '2025-05');
    expect(exits.map(({ state, reached }) => [state, reached])).toEqual([
      ['clear', '0'],
      ['watch', '1'],
      ['exercisable', '2'],
      ['exercisable', '2'],
      ['exercisable', '2'],
    ]);
    expect(exits[2]!.movedBy.filter(({ kind }) => kind === 'occurrence')).toHaveLength(2);
    expect(exits[2]!.because.clauses.map(({ id }) => id)).toEqual(['exit', 'report']);
    expect(exits[2]!.unit).toBe('occurrences');
  });

  test('late is not missed', () => {
    const facts = ['01', '02', '03'].map((month, index) =>
      done(`2025-${month}`, `2025-0${index + 2}-09T00:00:00Z`),
    );
    const exits = exitsOf(terms, facts, '2025-01', '2025-04');
    expect(exits.map(({ reached }) => reached)).toEqual(['0', '0', '0', '0']);
  });
});

test('a step of an escalation ladder that was missed counts as well', () => {
  const terms = `
serviceLevels:
  - { id: p1, measure: { kind: ticket-share, clock: resolution, within: 4h }, target: { atLeast: 0 } }
escalation:
  - { id: ladder, levels: [ { after: 50 percent, to: duty manager } ] }
exit:
  - { id: exit, when: { obligation: ladder, missed: 1, of: 1 period } }`;
  const facts: FactLine[] = [
    {
      type: 'TicketOpened',
      effectiveAt: '2025-01-06T08:00:00Z',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
    },
    { type: 'TicketResolved', effectiveAt: '2025-01-06T11:00:00Z', ticket: 'T1' },
  ];
  const told: FactLine = {
    type: 'TicketEscalated',
    effectiveAt: '2025-01-06T10:00:00Z',
    ticket: 'T1',
    level: '1',
    to: 'duty manager',
  };
  expect(exitsOf(terms, facts, '2025-01', '2025-01').map(({ state }) => state)).toEqual(['exercisable']);
  expect(exitsOf(terms, [...facts, told], '2025-01', '2025-01').map(({ state }) => state)).not.toContain(
    'exercisable',
  );
});

describe('a lapsed claim', () => {
  const terms = (counts: boolean): string => `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 95 }
    credit: { fixed: "50.00" }
credits: { claim: { within: 10 calendar days, from: period-end, lapsed: { countsTowardsExit: ${counts} } } }
exit:
  - { id: exit, when: { serviceLevel: uptime, inARow: 2 } }`;
  const facts: FactLine[] = ['01', '02'].map((month) => ({
    type: 'MeasurementReported',
    effectiveAt: `2025-${month}-20T00:00:00Z`,
    serviceLevel: 'uptime',
    value: '90',
  }));
  const claim = (period: string, effectiveAt: string): FactLine => ({
    type: 'CreditClaimed',
    effectiveAt,
    period,
    serviceLevel: 'uptime',
  });

  test('counts as kept, or not, as the terms say', () => {
    const states = (counts: boolean, more: readonly FactLine[] = []) =>
      exitsOf(terms(counts), [...facts, ...more], '2025-02', '2025-02').map(({ state, reached }) => [
        state,
        reached,
      ]);
    expect(states(true)).toEqual([['exercisable', '2']]);
    expect(states(false)).toEqual([['clear', '0']]);
    const claims = [claim('2025-01', '2025-02-05T00:00:00Z'), claim('2025-02', '2025-03-05T00:00:00Z')];
    expect(states(false, claims)).toEqual([['exercisable', '2']]);
    expect(states(false, claims.slice(1))).toEqual([['watch', '1']]);
  });
});

describe('what the terms forgive', () => {
  test.each([
    ['', 'exercisable'],
    ['lowVolume: { fewerThan: 3, allowMisses: 1 }', 'clear'],
  ])('is kept, whatever its value: %s', (relief, state) => {
    const terms = `
serviceLevels:
  - id: solved
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }
    ${relief}
exit:
  - { id: exit, when: { serviceLevel: solved, below: 80, inARow: 1 } }`;
    const facts = [...ticket('A', '2025-01-10T09:00:00Z', 300), ...ticket('B', '2025-01-11T09:00:00Z', 60)];
    expect(exitsOf(terms, facts, '2025-01', '2025-01')[0]!.state).toBe(state);
  });
});

test('a level of the quarter is missed in a row by quarters: the months between break no run', () => {
  const terms = `
serviceLevels:
  - id: area
    window: { every: quarter }
    measure: { kind: count, of: { outages: mail } }
    target: { atMost: 0 }
exit:
  - { id: exit, when: { serviceLevel: area, inARow: 2 } }`;
  const outages = ['2025-02-03', '2025-05-06'].flatMap((day, index): FactLine[] => [
    { type: 'OutageBegan', effectiveAt: `${day}T10:00:00Z`, outage: `O${index}`, service: 'mail' },
    { type: 'OutageEnded', effectiveAt: `${day}T11:00:00Z`, outage: `O${index}` },
  ]);
  const exits = exitsOf(terms, outages, '2025-01', '2025-06');
  expect(exits.map(({ reached }) => reached)).toEqual(['0', '0', '1', '1', '1', '2']);
  expect(exits.at(-1)!.state).toBe('exercisable');
});
