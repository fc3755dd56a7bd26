import { describe, expect, test } from 'vitest';
import { type FactLine } from '../testing/scenario.js';
import { outage, ticket } from '../testing/levels.js';
import { figures, months, reportedLevel, termsWith } from './credits-test-kit.js';

const ids = ['a', 'b', 'c'];

/** Three levels with a fixed price each; those with an amount are missed. */
function combined(rules: string, amounts: readonly (number | undefined)[]) {
  const levels = ids.map((id, index) => reportedLevel(`fixed: "${amounts[index] ?? 1}.00"`, { id }));
  const facts = ids.flatMap((id, index) => figures([amounts[index] === undefined ? '100' : '90'], id));
  const [statement] = months(termsWith(levels, `credits: { ${rules} }`), facts, 1);
  const { lines, payable } = statement!.credits;
  return {
    payable,
    kept: lines.map((line) => line.kept.amount),
    standing: lines.map((line) => line.standing),
  };
}

describe('highest', () => {
  test('only the largest stands, and the others say which', () => {
    expect(combined('combine: highest', [20, 30, 10])).toEqual({
      payable: '30.00',
      kept: ['0.00', '30.00', '0.00'],
      standing: [
        { kind: 'less-than-highest', by: ['b'] },
        { kind: 'stands', by: [] },
        { kind: 'less-than-highest', by: ['b'] },
      ],
    });
  });

  test.each([
    [[29, 30, undefined], '30.00', ['0.00', '30.00', '0.00']],
    [[30, 30, undefined], '30.00', ['30.00', '0.00', '0.00']],
    [[31, 30, undefined], '31.00', ['31.00', '0.00', '0.00']],
    [[undefined, undefined, undefined], '0.00', ['0.00', '0.00', '0.00']],
  ])('%j: of equal ones the first', (amounts, payable, kept) => {
    expect(combined('combine: highest', amounts)).toMatchObject({ payable, kept });
  });
});

describe('a critical failure', () => {
  const rules = 'combine: critical-displaces, critical: [b]';

  test('displaces the others, whatever they come to', () => {
    expect(combined(rules, [50, 10, 40])).toEqual({
      payable: '10.00',
      kept: ['0.00', '10.00', '0.00'],
      standing: [
        { kind: 'displaced', by: ['b'] },
        { kind: 'stands', by: [] },
        { kind: 'displaced', by: ['b'] },
      ],
    });
  });

  test('that is none displaces nothing', () => {
    expect(combined(rules, [50, undefined, 40])).toMatchObject({ payable: '90.00' });
  });

  test('several of them add up', () => {
    expect(combined('combine: critical-displaces, critical: [a, b]', [50, 10, 40]).payable).toBe('60.00');
  });
});

describe('groups', () => {
  const group = '{ id: g, of: [a, b], combine: highest }';

  test('combine in their own way first', () => {
    expect(combined(`groups: [ ${group} ]`, [20, 30, 10])).toMatchObject({
      payable: '40.00',
      kept: ['0.00', '30.00', '10.00'],
    });
  });

  test('what one comes to then stands against the others', () => {
    const both = '{ id: g, of: [a, b], combine: sum }';
    expect(combined(`combine: highest, groups: [ ${both} ]`, [20, 30, 40])).toMatchObject({
      payable: '50.00',
      kept: ['20.00', '30.00', '0.00'],
    });
    expect(combined(`combine: highest, groups: [ ${both} ]`, [20, 30, 51])).toMatchObject({
      payable: '51.00',
      standing: [
        { kind: 'less-than-highest', by: ['c'] },
        { kind: 'less-than-highest', by: ['c'] },
        { kind: 'stands', by: [] },
      ],
    });
  });

  test('a critical level of a group displaces only within it', () => {
    const own = '{ id: g, of: [a, b], combine: critical-displaces, critical: [a] }';
    expect(combined(`groups: [ ${own} ]`, [20, 30, 40]).kept).toEqual(['20.00', '0.00', '40.00']);
  });
});

describe('one per incident', () => {
  const levels = [
    `
  - id: late
    measure: { kind: ticket-share, where: { priority: P1 }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 100 }
    credit: { fixed: { amount: "50.00", per: event } }`,
    `
  - id: email
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: 100 }
    credit: { fixed: { amount: "80.00", per: event } }`,
    `
  - id: vpn
    measure: { kind: availability, service: vpn, calendar: always }
    target: { atLeast: 100 }
    credit: { fixed: "60.00" }`,
  ];
  const link = (key: string, relation: string, to: string): FactLine => ({
    type: 'TicketLinked',
    effectiveAt: '2025-01-20T00:00:00Z',
    ticket: key,
    relation,
    to,
  });
  const late = (key: string, ...links: readonly FactLine[]): FactLine[] => [
    ...ticket(key, '2025-01-10T00:00:00Z', 300),
    ...links,
  ];
  const kept = (facts: readonly FactLine[], more = 'combine: one-per-incident'): string[] => {
    const [statement] = months(termsWith(levels, `credits: { ${more} }`), facts, 1);
    return statement!.credits.lines.map((line) => line.kept.amount);
  };
  const emailDown = outage('OUT-1', '2025-01-10T00:00:00Z', 30);

  test('prices of different incidents all stand', () => {
    expect(kept([...late('T-1'), ...late('T-2'), ...emailDown])).toEqual(['100.00', '80.00', '0.00']);
  });

  test('a ticket linked to an outage belongs to it', () => {
    expect(kept([...late('T-1', link('T-1', 'outage', 'OUT-1')), ...late('T-2'), ...emailDown])).toEqual([
      '50.00',
      '80.00',
      '0.00',
    ]);
  });

  test('so does the child or the duplicate of such a ticket', () => {
    const facts = [
      ...late('T-1', link('T-1', 'outage', 'OUT-1')),
      ...late('T-2', link('T-2', 'parent', 'T-1')),
      ...late('T-3', link('T-3', 'parent', 'T-2')),
      ...emailDown,
    ];
    expect(kept(facts)).toEqual(['0.00', '80.00', '0.00']);
  });

  test('tickets of one problem are one incident', () => {
    expect(
      kept([...late('T-1', link('T-1', 'problem', 'P-9')), ...late('T-2', link('T-2', 'problem', 'P-9'))]),
    ).toEqual(['50.00', '0.00', '0.00']);
  });

  test('a price for all that was missed falls whole where one of its incidents has a larger one', () => {
    const both = [
      ...outage('OUT-1', '2025-01-10T00:00:00Z', 30),
      ...outage('OUT-1', '2025-01-10T00:00:00Z', 30, { service: 'vpn' }).slice(0, 1),
      ...outage('OUT-2', '2025-01-12T00:00:00Z', 30, { service: 'vpn' }),
    ];
    expect(kept(both)).toEqual(['0.00', '80.00', '0.00']);
  });

  test('the statement says what each event is worth and what it gave way to', () => {
    const facts = [...late('T-1', link('T-1', 'outage', 'OUT-1')), ...late('T-2'), ...emailDown];
    const [statement] = months(termsWith(levels, 'credits: { combine: one-per-incident }'), facts, 1);
    const [line] = statement!.credits.lines;
    expect(line).toMatchObject({ amount: '100.00', standing: { kind: 'same-incident', by: ['email'] } });
    expect(line!.parts[0]!.events).toEqual([
      { key: 'T-1', incident: 'outage OUT-1', exact: '50' },
      { key: 'T-2', incident: 'ticket T-2', exact: '50' },
    ]);
  });

  test('within a group only', () => {
    const facts = [
      ...late('T-1', link('T-1', 'outage', 'OUT-1')),
      ...emailDown,
      ...outage('OUT-1', '2025-01-10T00:00:00Z', 30, { service: 'vpn' }).slice(0, 1),
    ];
    expect(kept(facts, 'groups: [ { id: g, of: [late, email], combine: one-per-incident } ]')).toEqual([
      '0.00',
      '80.00',
      '60.00',
    ]);
  });
});
