import { describe, expect, test } from 'vitest';
import { firstLevel, january, scenarioOf, termsAround, ticket } from '../testing/levels.js';

const share = (measure = '', rest = ''): string => `
serviceLevels:
  - id: share
    measure: { kind: ticket-share, clock: resolution, within: 4h${measure} }
    target: { atLeast: 95 }
    ${rest}`;

const at = '2025-01-10T10:00:00Z';

describe('the share of tickets that met their limit', () => {
  test('is met of all decided; a limit is met at equality', () => {
    const facts = [...ticket('A', at, 239), ...ticket('B', at, 240), ...ticket('C', at, 241)];
    const level = firstLevel(january(share(), facts));
    expect(level.value).toEqual({ numerator: '2', denominator: '3', decimal: '66.666666666667' });
    expect([level.volume, level.misses, level.verdict]).toEqual([3, 1, 'missed']);
    expect(level.part.evidence).toMatchObject({
      kind: 'tickets',
      met: 2,
      breached: [
        { ticket: 'C', elapsedSeconds: 241 * 60, limitSeconds: 240 * 60, due: '2025-01-10T14:00:00Z' },
      ],
    });
  });

  test('each breached ticket names the facts that moved its clock', () => {
    const scenario = scenarioOf(termsAround(share()), ticket('C', at, 300));
    const { evidence } = firstLevel(scenario.statement('2025-01', '2025-02-03T00:00:00Z')).part;
    const ids = scenario.facts.slice(1).map((fact) => fact.id);
    expect(evidence.kind === 'tickets' && evidence.breached[0]?.facts).toEqual(ids);
  });

  test('is not measured, met or missed where there was none, as the terms say', () => {
    const verdicts = ['', 'whenEmpty: met', 'whenEmpty: missed'].map((rest) => january(share('', rest), []));
    expect(verdicts.map((one) => firstLevel(one).verdict)).toEqual(['not-measured', 'met', 'missed']);
    expect(verdicts.map((one) => firstLevel(one).value)).toEqual([null, null, null]);
  });

  test('an overdue ticket that still runs is missed; one that is not yet due is undecided and not counted', () => {
    const facts = [...ticket('LATE', at, undefined), ...ticket('MET', at, 60)];
    const level = firstLevel(january(share(', countIn: opened'), facts));
    expect([level.value?.numerator, level.value?.denominator]).toEqual(['1', '2']);

    const fresh = firstLevel(
      january(
        share(', countIn: opened'),
        ticket('NEW', '2025-01-31T22:00:00Z', undefined),
        '2025-01-31T23:00:00Z',
      ),
    );
    expect(fresh.verdict).toBe('not-measured');
    expect(fresh.part.evidence).toMatchObject({
      counted: 0,
      undecided: [{ ticket: 'NEW', elapsedSeconds: 7200 }],
    });
  });

  test.each([
    ['opened', ['2025-01']],
    ['resolved', ['2025-03']],
    ['due', ['2025-02']],
    ['each-period-overdue', ['2025-02', '2025-03']],
  ])('counted in %s it belongs to %s', (countIn, labels) => {
    // Opened on 31 January, due on 1 February, resolved in March.
    const scenario = scenarioOf(
      termsAround(share(`, countIn: ${countIn}`)),
      ticket('A', '2025-01-31T22:00:00Z', 40 * 24 * 60),
    );
    const found = ['2025-01', '2025-02', '2025-03', '2025-04'].filter(
      (label) => firstLevel(scenario.statement(label, '2025-06-01T00:00:00Z')).volume === 1,
    );
    expect(found).toEqual(labels);
  });

  test('cancelled, duplicate and limitless tickets are left out and listed with the reason', () => {
    const facts = [
      ...ticket('OK', at, 10),
      ...ticket('CANCELLED', at, undefined),
      { type: 'TicketCancelled', effectiveAt: '2025-01-10T10:30:00Z', ticket: 'CANCELLED' },
      ...ticket('DOUBLE', at, 500),
      {
        type: 'TicketLinked',
        effectiveAt: '2025-01-10T10:31:00Z',
        ticket: 'DOUBLE',
        relation: 'duplicate-of',
        to: 'OK',
      },
      ...ticket('UNLIMITED', at, 500, { priority: 'P3' }),
    ];
    const limited = share().replace('within: 4h', 'within: { P1: 4h, P2: 8h }');
    const level = firstLevel(january(limited, facts));
    expect(level.value?.decimal).toBe('100');
    expect(level.part.evidence).toMatchObject({
      counted: 1,
      excluded: [
        { ticket: 'CANCELLED', reason: 'cancelled' },
        { ticket: 'DOUBLE', reason: 'duplicate' },
        { ticket: 'UNLIMITED', reason: 'no-limit' },
      ],
    });
  });

  test('a ticket without an opening is listed as incomplete', () => {
    const statement = january(share(), [{ type: 'TicketResolved', effectiveAt: at, ticket: 'CUT' }]);
    expect(statement.incompleteTickets).toMatchObject([{ ticket: 'CUT' }]);
  });

  test.each([
    [2, 'missed', 'value'],
    [1, 'met', 'low-volume-misses-allowed'],
  ])('of few tickets with %i missed: %s', (missed, verdict, decidedBy) => {
    const facts = Array.from({ length: 5 }, (_, index) =>
      ticket(`T${index}`, at, index < missed ? 600 : 5),
    ).flat();
    const level = firstLevel(january(share('', 'lowVolume: { fewerThan: 6, allowMisses: 1 }'), facts));
    expect([level.verdict, level.part.decidedBy]).toEqual([verdict, decidedBy]);
  });

  test('a new id starts afresh; a level that keeps its id keeps its run', () => {
    const scenario = scenarioOf(termsAround(share()), [
      ...ticket('A', '2025-01-10T10:00:00Z', 600),
      ...ticket('B', '2025-02-10T10:00:00Z', 600),
      ...ticket('C', '2025-03-10T10:00:00Z', 600),
    ]);
    const runs = ['2025-01', '2025-02', '2025-03'].map(
      (label) => firstLevel(scenario.statement(label, '2025-06-01T00:00:00Z')).missesInARow,
    );
    expect(runs).toEqual([1, 2, 3]);
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-01
executedAt: 2025-03-01
change:
  serviceLevels:
    - id: share-anew
      measure: { kind: ticket-share, clock: resolution, within: 4h }
      target: { atLeast: 90 }
remove: { serviceLevels: [share] }
`,
      '2025-03-15T00:00:00Z',
    );
    const march = scenario.statement('2025-03', '2025-06-01T00:00:00Z');
    expect(march.serviceLevels.map((level) => [level.id, level.missesInARow])).toEqual([['share-anew', 1]]);
  });
});
