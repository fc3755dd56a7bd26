import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { firstLevel, january, later, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const at = '2025-01-10T10:00:00Z';

describe('the share of changes', () => {
  const share = (more = ''): string => `
serviceLevels:
  - id: changes
    measure: { kind: change-share${more} }
    target: { atLeast: 75 }`;
  const finished = (change: string, outcome: string, day = 10): FactLine => ({
    type: 'ChangeFinished',
    effectiveAt: `2025-01-${day}T10:00:00Z`,
    change,
    outcome,
  });
  const found = (change: string | undefined, more: Readonly<Record<string, unknown>> = {}): FactLine => ({
    type: 'UnauthorisedChangeFound',
    effectiveAt: at,
    ...(change === undefined ? {} : { change }),
    ...more,
  });

  test.each([
    [2, '66.666666666667', 'missed'],
    [3, '75', 'met'],
    [4, '80', 'met'],
  ])('%i good ones beside a bad one: %s %%', (good, decimal, verdict) => {
    const facts = Array.from({ length: good }, (_, index) => finished(`C${index}`, 'successful'));
    const level = firstLevel(january(share(), [...facts, finished('BAD', 'failed')]));
    expect([level.value?.decimal, level.verdict, level.unit]).toEqual([decimal, verdict, 'percent']);
    expect([level.volume, level.misses]).toEqual([good + 1, 1]);
  });

  test('unauthorised ones count, and each change once', () => {
    const facts = [finished('A', 'successful'), finished('B', 'successful'), found('B'), found(undefined)];
    const level = firstLevel(january(share(), facts));
    expect(level.value).toEqual({ numerator: '1', denominator: '3', decimal: '33.333333333333' });
    expect(level.part.evidence).toMatchObject({
      kind: 'changes',
      counted: 3,
      good: 1,
      bad: [
        { change: 'B', outcomes: ['successful', 'unauthorised'] },
        { change: null, outcomes: ['unauthorised'] },
      ],
    });
  });

  test('it is narrowed by service and type of change; one whose type is not known is of none', () => {
    const requested = (change: string, changeType: string, service: string): FactLine => ({
      type: 'ChangeRequested',
      effectiveAt: '2025-01-02T10:00:00Z',
      change,
      changeType,
      service,
    });
    const facts = [
      requested('A', 'normal', 'email'),
      requested('B', 'standard', 'email'),
      requested('C', 'normal', 'vpn'),
      ...['A', 'B', 'C', 'D'].map((change) => finished(change, 'failed')),
    ];
    const bad = (where: string): unknown => {
      const { evidence } = firstLevel(january(share(`, where: { ${where} }`), facts)).part;
      return evidence.kind === 'changes' && evidence.bad.map(({ change }) => change);
    };
    expect(bad('service: email')).toEqual(['A', 'B']);
    expect(bad('changeType: normal')).toEqual(['A', 'C']);
    expect(bad('service: email, changeType: [normal, emergency]')).toEqual(['A']);
  });

  test('what is good the terms say', () => {
    const facts = [finished('A', 'backed-out'), finished('B', 'failed')];
    expect(firstLevel(january(share(', good: [successful, backed-out]'), facts)).value?.decimal).toBe('50');
  });

  test('without a change there is nothing to measure', () => {
    expect(firstLevel(january(share(), [])).part.decidedBy).toBe('nothing-to-measure');
    const february = { ...finished('A', 'failed'), effectiveAt: '2025-02-01T00:00:00Z' };
    expect(firstLevel(january(share(), [february])).value).toBeNull();
  });
});

describe('recurrence', () => {
  const recurrence = (more = ''): string => `
serviceLevels:
  - id: recurring
    measure: { kind: recurrence, by: service, times: 3, within: 30 calendar days${more} }
    target: { atMost: 0 }`;
  const opened = (key: string, instant: string, service = 'email', more = {}): FactLine[] =>
    ticket(key, instant, 30, { service, ...more });

  test.each([
    ['29', 1],
    ['30', 1],
    ['31', 0],
  ])('three tickets from the 1st to the %sth within 30 days: %i', (day, count) => {
    const facts = [
      ...opened('A', '2025-01-01T23:59:59Z'),
      ...opened('B', '2025-01-15T10:00:00Z'),
      ...opened('C', `2025-01-${day}T00:00:00Z`),
    ];
    const level = firstLevel(january(recurrence(), facts));
    expect([level.value?.decimal, level.verdict]).toEqual([`${count}`, count === 0 ? 'met' : 'missed']);
  });

  test('days are those of the agreement', () => {
    // In Auckland the first ticket is opened on the 2nd, and the last one on the 31st.
    const facts = [
      ...opened('A', '2025-01-01T12:00:00Z'),
      ...opened('B', '2025-01-15T10:00:00Z'),
      ...opened('C', '2025-01-31T10:00:00Z'),
    ];
    const scenario = scenarioOf(termsAround(recurrence(), { timezone: 'Pacific/Auckland' }), facts);
    const level = firstLevel(scenario.statement('2025-01', '2025-03-01T00:00:00Z'));
    expect(level.value?.decimal).toBe('1');
  });

  test.each([
    [2, 0],
    [3, 1],
    [4, 1],
  ])('%i tickets where three are one recurrence: %i', (tickets, count) => {
    const facts = Array.from({ length: tickets }, (_, index) => opened(`T${index}`, later(at, index))).flat();
    expect(firstLevel(january(recurrence(), facts)).value?.decimal).toBe(`${count}`);
  });

  test('it counts where the last of the tickets was opened, and there once', () => {
    const facts = [
      ...opened('A', '2025-01-20T10:00:00Z'),
      ...opened('B', '2025-01-25T10:00:00Z'),
      ...opened('C', '2025-02-02T10:00:00Z'),
      ...opened('D', '2025-02-03T10:00:00Z'),
      ...opened('E', '2025-02-04T10:00:00Z', 'vpn'),
    ];
    const scenario = scenarioOf(termsAround(recurrence()), facts);
    const levels = ['2025-01', '2025-02', '2025-03'].map((label) =>
      firstLevel(scenario.statement(label, '2025-06-01T00:00:00Z')),
    );
    expect(levels.map((level) => level.value?.decimal)).toEqual(['0', '1', '0']);
    const { evidence } = levels[1]!.part;
    if (evidence.kind !== 'recurrences') throw new Error('not a recurrence');
    expect(evidence.recurring.map(({ key, tickets }) => [key, tickets.map((one) => one.ticket)])).toEqual([
      ['email', ['A', 'B', 'C', 'D']],
    ]);
  });

  test('tickets without a service, called off, or reported twice recur of nothing', () => {
    const facts = [
      ...opened('A', at),
      ...opened('B', later(at, 1)),
      ...ticket('CALLED-OFF', later(at, 2), undefined, { service: 'email' }),
      { type: 'TicketCancelled', effectiveAt: later(at, 3), ticket: 'CALLED-OFF' },
      ...opened('TWICE', later(at, 4)),
      {
        type: 'TicketLinked',
        effectiveAt: later(at, 5),
        ticket: 'TWICE',
        relation: 'duplicate-of',
        to: 'A',
      },
      ...['X', 'Y', 'Z'].flatMap((key) => ticket(key, at, 10)),
    ];
    expect(firstLevel(january(recurrence(), facts)).value?.decimal).toBe('0');
  });

  test('it looks at the tickets in scope, by what they are about', () => {
    const facts = ['A', 'B', 'C'].flatMap((key, index) =>
      opened(key, later(at, index), `service-${index}`, { category: 'mail', priority: index ? 'P1' : 'P2' }),
    );
    const byCategory = recurrence().replace('by: service', 'by: category');
    expect(firstLevel(january(byCategory, facts)).value?.decimal).toBe('1');
    const urgent = byCategory.replace('days }', 'days, where: { priority: P1 } }');
    expect(firstLevel(january(urgent, facts)).value?.decimal).toBe('0');
    expect(firstLevel(january(recurrence(), facts)).value?.decimal).toBe('0');
  });

  test('a level that starts afresh looks back no further', () => {
    const scenario = scenarioOf(termsAround(recurrence()), [
      ...opened('A', '2025-01-30T10:00:00Z'),
      ...opened('B', '2025-01-31T10:00:00Z'),
      ...opened('C', '2025-02-02T10:00:00Z'),
    ]);
    const count = (): unknown =>
      firstLevel(scenario.statement('2025-02', '2025-06-01T00:00:00Z')).value?.decimal;
    expect(count()).toBe('1');
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-02-01
restartHistory: { serviceLevels: [recurring] }
`,
      '2025-02-01T00:00:00Z',
    );
    expect(count()).toBe('0');
  });
});

describe('an obligation as a measure', () => {
  const kept = (figure: string, target: string, due = 'within: 5 calendar days after end'): string => `
serviceLevels:
  - id: reports
    measure: { kind: obligation, obligation: report, figure: ${figure} }
    target: { ${target} }
obligations:
  - { id: report, owedBy: provider, due: { each: period, ${due} }, missedAfter: 10 calendar days }`;
  const fulfilled = (effectiveAt: string): FactLine => ({
    type: 'ObligationFulfilled',
    effectiveAt,
    obligation: 'report',
    period: '2025-01',
  });
  const february = (clauses: string, facts: readonly FactLine[], recordedAt = '2025-06-01T00:00:00Z') =>
    firstLevel(scenarioOf(termsAround(clauses), facts).statement('2025-02', recordedAt));

  test.each([
    ['2025-02-05T23:59:59Z', '100', '0', '0'],
    ['2025-02-06T00:00:00Z', '0', '1', '1'],
    ['2025-02-08T12:00:00Z', '0', '3', '1'],
  ])('due on 5 February, done at %s: %s %%, %s days late, %s not met', (done, share, days, notMet) => {
    const facts = [fulfilled(done)];
    const found = [
      ['share-met', 'atLeast: 100'],
      ['days-late', 'atMost: 0'],
      ['not-met', 'atMost: 0'],
    ].map(([figure, target]) => february(kept(figure!, target!), facts));
    expect(found.map((level) => level.value?.decimal)).toEqual([share, days, notMet]);
    expect(found.map((level) => level.unit)).toEqual(['percent', 'number', 'number']);
    const verdict = share === '100' ? 'met' : 'missed';
    expect(found.map((level) => level.verdict)).toEqual([verdict, verdict, verdict]);
    expect(found[0]!.part.evidence).toMatchObject({
      kind: 'occurrences',
      obligation: 'report',
      counted: 1,
      occurrences: [{ key: '2025-01', counted: true, reason: null }],
    });
  });

  test('what is not due yet is undecided; once it is overdue it was not done in time', () => {
    const scenario = scenarioOf(termsAround(kept('not-met', 'atMost: 0')), []);
    const valued = (instant: string) =>
      firstLevel(
        makeStatement({ ...scenario.knowledge(), period: '2025-02', valuedAt: parseInstant(instant) }),
      );
    const inTime = valued('2025-02-05T23:59:59Z');
    expect([inTime.value?.decimal, inTime.volume]).toEqual(['0', 0]);
    expect(inTime.part.evidence).toMatchObject({ occurrences: [{ counted: false, reason: 'not-decided' }] });
    const overdue = valued('2025-02-06T00:00:00Z');
    expect(overdue.part.evidence).toMatchObject({ occurrences: [{ state: 'overdue', counted: true }] });
    expect(overdue.value?.decimal).toBe('1');
  });

  test('what was waived leaves the count and is listed', () => {
    const waived = { type: 'ObligationWaived', effectiveAt: '2025-02-03T10:00:00Z', obligation: 'report' };
    const level = february(kept('share-met', 'atLeast: 100'), [{ ...waived, period: '2025-01' }]);
    expect([level.part.decidedBy, level.volume]).toEqual(['nothing-to-measure', 0]);
    expect(level.part.evidence).toMatchObject({
      counted: 0,
      occurrences: [{ state: 'waived', counted: false, reason: 'waived' }],
    });
  });

  test('none due: none was missed, and there is no share', () => {
    const clauses = kept('not-met', 'atMost: 0');
    const january2025 = (figure: string) =>
      firstLevel(
        scenarioOf(termsAround(clauses.replace('not-met', figure)), []).statement(
          '2025-01',
          '2025-02-01T00:00:00Z',
        ),
      );
    expect(january2025('not-met').value?.decimal).toBe('0');
    expect(january2025('share-met').value).toBeNull();
  });

  test('over a window every occurrence due in it counts', () => {
    const clauses = kept('not-met', 'atMost: 1').replace(
      'target:',
      'window: { last: 3 periods }\n    target:',
    );
    const scenario = scenarioOf(termsAround(clauses), [fulfilled('2025-02-03T10:00:00Z')]);
    const values = ['2025-02', '2025-03', '2025-04', '2025-05'].map(
      (label) => firstLevel(scenario.statement(label, '2025-08-01T00:00:00Z')).value?.decimal,
    );
    expect(values).toEqual(['0', '1', '2', '3']);
  });
});

describe('the share of readings', () => {
  const share = (comparison: string, of: string): string => `
serviceLevels:
  - id: share
    measure: { kind: statistic, statistic: share, share: { ${comparison} }, of: { ${of} } }
    target: { atLeast: 50 }`;
  const answer = (score: string): FactLine => ({
    type: 'SurveyAnswered',
    effectiveAt: at,
    survey: 'csat',
    score,
  });

  test.each([
    ['atLeast: 4', '66.666666666667', 'met'],
    ['moreThan: 4', '33.333333333333', 'missed'],
    ['atMost: 4', '66.666666666667', 'met'],
    ['lessThan: 4', '33.333333333333', 'missed'],
  ])('of scores 3, 4 and 5, %s: %s %%', (comparison, decimal, verdict) => {
    const facts = ['3', '4', '5'].map(answer);
    const level = firstLevel(january(share(comparison, 'survey: csat'), facts));
    expect([level.value?.decimal, level.verdict, level.unit]).toEqual([decimal, verdict, 'percent']);
    expect([level.value?.denominator, level.volume]).toEqual(['3', 3]);
    expect(level.misses).toBe(decimal.startsWith('6') ? 1 : 2);
  });

  test('of clock times in their own unit; those that do not keep it are named', () => {
    const facts = [...ticket('A', at, 239), ...ticket('B', at, 240), ...ticket('C', at, 241)];
    const level = firstLevel(january(share('atMost: 4h', 'clock: resolution'), facts));
    expect(level.value).toEqual({ numerator: '2', denominator: '3', decimal: '66.666666666667' });
    expect(level.part.evidence).toMatchObject({ deciding: [{ key: 'C', value: '14460' }] });
  });

  test('of nothing there is none', () => {
    expect(firstLevel(january(share('atLeast: 4', 'survey: csat'), [])).value).toBeNull();
  });
});
