import { describe, expect, test } from 'vitest';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { behindLimit } from './foremost.js';

const clauses = `
responsibilities:
  - { area: email, clause: "7.1", owner: provider, coordinatedBy: client, categories: [mail, login] }
  - { area: networks, owner: fastfibre, services: [internet, wifi] }
`;

function scenario(facts: readonly FactLine[], amendments: readonly string[] = [], own = clauses): Scenario {
  const terms = termsAround(own).replace(
    'provider: Northwind }',
    'provider: Northwind, others: { fastfibre: FastFibre Ltd } }',
  );
  const made = scenarioOf(terms, facts);
  amendments.forEach((amendment, index) => made.amend(amendment, `2025-01-02T00:00:0${index}Z`));
  return made;
}

function matrix(made: Scenario, period = '2025-02') {
  return made.statement(period, '2025-06-01T00:00:00Z').accountability.responsibilities;
}

function inShort(made: Scenario, period?: string): string[] {
  return matrix(made, period).areas.listed.map(
    ({ area, owner, coordinatedBy, by, since, changes }) =>
      `${area}: ${owner ?? 'nobody'}${coordinatedBy === null ? '' : ` with ${coordinatedBy}`}, ${by} ${since}, ` +
      `${changes.listed.length + changes.more} changes`,
  );
}

function assigned(
  effectiveAt: string,
  area: string,
  owner: string,
  more: Record<string, unknown> = {},
): FactLine {
  return { type: 'ResponsibilityAssigned', effectiveAt, area, owner, ...more };
}

function amendment(id: string, from: string, change: string): string {
  return `{ amendment: ${id}, agreement: acme-northwind, kind: amendment, effectiveFrom: ${from}, executedAt: 2025-01-02, ${change} }`;
}

describe('the responsibility matrix', () => {
  test('is that of the terms, with their places on paper', () => {
    const made = scenario([]);
    expect(inShort(made)).toEqual([
      'email: provider with client, terms 2025-01-01, 0 changes',
      'networks: fastfibre, terms 2025-01-01, 0 changes',
    ]);
    expect(matrix(made).areas.listed[0]).toMatchObject({
      clause: '7.1',
      services: ['email'],
      categories: ['mail', 'login'],
      because: { rule: 'terms-say', clauses: [{ id: 'email', clause: '7.1' }], facts: [] },
    });
  });

  test.each([
    ['2025-01-31T23:59:59Z', 'email: client, fact 2025-01-31, 0 changes'],
    ['2025-02-01T00:00:00Z', 'email: client, fact 2025-02-01, 1 changes'],
    ['2025-02-28T23:59:59Z', 'email: client, fact 2025-02-28, 1 changes'],
    ['2025-03-01T00:00:00Z', 'email: provider with client, terms 2025-01-01, 0 changes'],
  ])('has who was assigned at %s', (at, line) => {
    const made = scenario([assigned(at, 'email', 'Acme')]);
    expect(inShort(made)[0]).toBe(line);
  });

  test('has areas that only facts name after those of the terms, and the services of their name', () => {
    const made = scenario([
      assigned('2025-02-03T00:00:00Z', 'vpn', 'FastFibre Ltd', { coordinatedBy: 'provider' }),
      assigned('2025-01-03T00:00:00Z', 'desktops', 'Somebody else'),
    ]);
    expect(inShort(made).slice(2)).toEqual([
      'desktops: Somebody else, fact 2025-01-03, 0 changes',
      'vpn: fastfibre with provider, fact 2025-02-03, 1 changes',
    ]);
    const [, , , vpn] = matrix(made).areas.listed;
    expect(vpn).toMatchObject({ clause: null, services: ['vpn'], categories: ['vpn'] });
    expect(vpn!.because).toMatchObject({
      rule: 'assigned',
      clauses: [],
      facts: vpn!.changes.listed[0]!.facts,
    });
  });

  test('dates every change of the period, latest first', () => {
    const made = scenario([
      assigned('2025-01-20T00:00:00Z', 'email', 'client'),
      assigned('2025-02-10T00:00:00Z', 'email', 'provider'),
      assigned('2025-02-05T00:00:00Z', 'email', 'fastfibre'),
    ]);
    const [email] = matrix(made).areas.listed;
    expect(email!.changes.listed.map(({ since, owner, by }) => `${since} ${owner ?? ''} ${by}`)).toEqual([
      '2025-02-10 provider fact',
      '2025-02-05 fastfibre fact',
    ]);
    expect(email!.clause).toBe('7.1');
  });

  test('lists the last of many changes', () => {
    const facts = Array.from({ length: behindLimit + 1 }, (_, index) =>
      assigned(`2025-02-${String(index + 1).padStart(2, '0')}T00:00:00Z`, 'email', `p${index}`),
    );
    const [email] = matrix(scenario(facts)).areas.listed;
    expect(email!.changes.more).toBe(1);
    expect(email!.changes.listed[0]!.owner).toBe(`p${behindLimit}`);
  });

  describe('under an amendment', () => {
    const taken = 'change: { responsibilities: [ { area: email, owner: fastfibre } ] }';

    test('of the area: the later of it and the fact counts', () => {
      const amended = (from: string) =>
        inShort(
          scenario([assigned('2025-02-10T00:00:00Z', 'email', 'client')], [amendment('A1', from, taken)]),
        )[0];
      expect(amended('2025-02-09')).toBe('email: client, fact 2025-02-10, 2 changes');
      expect(amended('2025-02-10')).toBe('email: client, fact 2025-02-10, 2 changes');
      expect(amended('2025-02-11')).toBe('email: fastfibre, terms 2025-02-11, 2 changes');
    });

    test('of something else: what a fact assigned stays', () => {
      const other =
        'change: { responsibilities: [ { area: networks, owner: client, services: [internet] } ] }';
      const made = scenario(
        [assigned('2025-02-10T00:00:00Z', 'email', 'client')],
        [amendment('A1', '2025-02-20', other)],
      );
      expect(inShort(made)).toEqual([
        'email: client, fact 2025-02-10, 1 changes',
        'networks: client, terms 2025-02-20, 1 changes',
      ]);
    });

    test('that takes the area out: nobody owns it from that day on', () => {
      const made = scenario([], [amendment('A1', '2025-02-15', 'remove: { responsibilities: [email] }')]);
      expect(inShort(made)).toEqual([
        'networks: fastfibre, terms 2025-01-01, 0 changes',
        'email: nobody, terms 2025-02-15, 1 changes',
      ]);
      expect(inShort(made, '2025-01')).toHaveLength(2);
      expect(inShort(made, '2025-03')).toEqual(['networks: fastfibre, terms 2025-01-01, 0 changes']);
    });

    test('of a later period: nothing of it is seen yet', () => {
      const made = scenario([], [amendment('A1', '2025-03-01', taken)]);
      expect(matrix(made)).toEqual(matrix(scenario([])));
    });
  });
});

describe('in nobody’s area', () => {
  const gapsOf = (facts: readonly FactLine[], own = clauses) => {
    const { gaps, ticketsWithoutEither } = matrix(scenario(facts, [], own));
    return [
      ...gaps.listed.map(({ kind, value, tickets, others }) => `${kind} ${value} ${tickets} ${others}`),
      ...(ticketsWithoutEither === 0 ? [] : [`neither ${ticketsWithoutEither}`]),
    ];
  };
  const opened = (more: Record<string, unknown>, day = '2025-02-03T10:00:00Z', key = 'T') =>
    ticket(key, day, 30, more);

  test.each<[string, readonly FactLine[], readonly string[]]>([
    ['nothing of a service with an area', opened({ service: 'wifi', category: 'cabling' }), []],
    ['nothing of a category with an area', opened({ service: 'portal', category: 'login' }), []],
    [
      'a service and a category without one',
      opened({ service: 'portal', category: 'cabling' }),
      ['service portal 1 0', 'category cabling 1 0'],
    ],
    ['a service alone', opened({ service: 'portal' }), ['service portal 1 0']],
    [
      'a category alone, though a service of its name has an area',
      opened({ category: 'wifi' }),
      ['category wifi 1 0'],
    ],
    ['tickets that name neither', opened({}), ['neither 1']],
    ['no ticket of another period', opened({ service: 'portal' }, '2025-01-03T10:00:00Z'), []],
    [
      'a ticket that is still open',
      ticket('T', '2025-01-03T10:00:00Z', undefined, { service: 'portal' }),
      ['service portal 1 0'],
    ],
    ['an outage', outage('O', '2025-02-03T10:00:00Z', 30, { service: 'portal' }), ['service portal 0 1']],
    ['no outage of a service with an area', outage('O', '2025-02-03T10:00:00Z', 30), []],
    [
      'an outage that goes on',
      outage('O', '2025-01-03T10:00:00Z', undefined, { service: 'portal' }),
      ['service portal 0 1'],
    ],
    ['no outage of another period', outage('O', '2025-01-31T23:00:00Z', 60, { service: 'portal' }), []],
    [
      'a change',
      [{ type: 'ChangeRequested', effectiveAt: '2025-02-03T10:00:00Z', change: 'C', service: 'portal' }],
      ['service portal 0 1'],
    ],
    [
      'a maintenance, unless it was called off',
      [
        ...['portal', 'vpn'].map((service) => ({
          type: 'MaintenanceAnnounced',
          effectiveAt: '2025-01-03T10:00:00Z',
          maintenance: `M-${service}`,
          service,
          from: '2025-02-03T10:00:00Z',
          until: '2025-02-03T12:00:00Z',
        })),
        { type: 'MaintenanceCancelled', effectiveAt: '2025-01-04T10:00:00Z', maintenance: 'M-vpn' },
      ],
      ['service portal 0 1'],
    ],
    [
      'nothing that a fact assigned',
      [...opened({ service: 'portal' }), assigned('2025-02-20T00:00:00Z', 'portal', 'client')],
      [],
    ],
  ])('is %s', (_what, facts, expected) => {
    expect(gapsOf(facts)).toEqual(expected);
  });

  test('is everything where nobody owns anything, most first', () => {
    const facts = [
      ...opened({ service: 'a' }, undefined, 'T1'),
      ...opened({ service: 'b' }, undefined, 'T2'),
      ...opened({ service: 'b' }, undefined, 'T3'),
      ...opened({ service: 'c', category: 'x' }, undefined, 'T4'),
    ];
    expect(gapsOf(facts, '')).toEqual(['service b 2 0', 'service a 1 0', 'service c 1 0', 'category x 1 0']);
  });

  test('is said by the first tickets about it', () => {
    const facts = Array.from({ length: behindLimit + 2 }, (_, index) =>
      opened({ service: 'portal' }, `2025-02-${String(20 - index).padStart(2, '0')}T10:00:00Z`, `T${index}`),
    ).flat();
    const made = scenario(facts);
    const [gap] = matrix(made).gaps.listed;
    expect(gap).toMatchObject({ tickets: behindLimit + 2, moreFacts: 2 });
    const first = made.facts.find(
      (fact) => fact.type === 'TicketOpened' && fact.ticket === `T${behindLimit + 1}`,
    )!;
    expect(gap!.because.facts[0]).toBe(first.id);
    expect(gap!.because.facts).toHaveLength(behindLimit);
  });
});
