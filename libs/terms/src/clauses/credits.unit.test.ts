import { parseLocalDate, Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import type { CreditRules } from '../model/credit-rules.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';

const levels = {
  a: '{ id: a, measure: { kind: reported, unit: percent }, target: { atLeast: 95 }, credit: { fixed: 10 } }',
  b: '{ id: b, measure: { kind: reported, unit: percent }, target: { atLeast: 95 }, credit: { fixed: { points: 2 } } }',
  free: '{ id: free, measure: { kind: reported, unit: percent }, target: { atLeast: 95 } }',
  heavy:
    '{ id: heavy, measure: { kind: reported, unit: percent }, target: { atLeast: 95 }, ' +
    'credit: { bands: [ { below: 90, weight: 60 }, { below: 95, weight: 20 } ], pool: network } }',
  light:
    '{ id: light, measure: { kind: reported, unit: percent }, target: { atLeast: 95 }, credit: { fixed: { weight: 40 }, pool: network } }',
  extra:
    '{ id: extra, measure: { kind: reported, unit: percent }, target: { atLeast: 95 }, bonus: { bands: [ { from: 99, amount: 1 } ] } }',
};
type Level = keyof typeof levels;

function document(keys: string, names: readonly Level[]): unknown {
  const base = exampleWith(keys);
  const own = base['serviceLevels'] as unknown[];
  return { ...base, serviceLevels: [...own, ...names.map((name) => plain(levels[name]))] };
}

function creditsOf(credits: string, ...names: readonly Level[]): CreditRules {
  return load(document(`{ credits: { ${credits} } }`, names)).credits;
}

function expectError(credits: string, expected: string, ...names: readonly Level[]): void {
  const errors = errorsOf(document(`{ credits: { ${credits} } }`, names));
  expect(errors.find((error) => error.startsWith(`credits${expected}`)) ?? errors).toBeTypeOf('string');
}

describe('charges', () => {
  it('have every key', () => {
    const charge =
      '{ id: setup, clause: "8", title: Setup, amount: "1000.50", per: once, on: 2025-02-01, prorate: none, tax: 20 percent }';
    expect(load(exampleWith('', { charges: charge })).charges.get('setup')).toEqual({
      id: 'setup',
      clause: '8',
      title: 'Setup',
      amount: Rational.parse('1000.5'),
      per: 'once',
      prorate: 'none',
      passThrough: false,
      taxPercent: Rational.of(20),
      on: parseLocalDate('2025-02-01'),
    });
  });

  it('have no tax unless they say so', () => {
    expect(load(exampleWith('')).charges.get('managed')!.taxPercent).toEqual(Rational.zero);
  });

  it.each(['20', '20%', '-5 percent', 'twenty percent', '1e1 percent'])('refuse the tax %s', (tax) => {
    const charge = `{ id: c, amount: 1, per: month, tax: "${tax}" }`;
    expect(errorsOf(exampleWith('', { charges: charge }))[0]).toMatch(
      /^charges\[2\]\.tax \| .* is not a percentage/,
    );
  });
});

describe('credits', () => {
  it('have every default', () => {
    const { credits: _credits, ...document } = exampleWith('');
    const none = load(document).credits;
    expect(none).toEqual({
      clause: undefined,
      combine: 'sum',
      critical: [],
      groups: [],
      caps: [],
      minimumPayable: undefined,
      atRisk: undefined,
      points: undefined,
      claim: { kind: 'automatic' },
      bonusCap: undefined,
    });
    expect(creditsOf('claim: automatic')).toEqual(none);
  });

  it('refuse an unknown key', () => {
    expectError('combin: sum', '.combin | ');
  });
});

describe('combining', () => {
  it.each(['sum', 'highest', 'one-per-incident'] as const)('by %s', (combine) => {
    expect(creditsOf(`combine: ${combine}`)).toMatchObject({ combine, critical: [] });
  });

  it('by what displaces', () => {
    expect(creditsOf('combine: critical-displaces, critical: [a]', 'a')).toMatchObject({
      combine: 'critical-displaces',
      critical: ['a'],
    });
  });

  it('in groups', () => {
    const groups =
      'groups: [ { id: g, clause: "4", of: [a, b], combine: highest }, ' +
      '{ id: h, of: [p1-resolution, email-availability], combine: critical-displaces, critical: [p1-resolution] } ]';
    expect(creditsOf(groups, 'a', 'b').groups).toEqual([
      { id: 'g', clause: '4', serviceLevels: ['a', 'b'], combine: 'highest', critical: [] },
      {
        id: 'h',
        clause: undefined,
        serviceLevels: ['p1-resolution', 'email-availability'],
        combine: 'critical-displaces',
        critical: ['p1-resolution'],
      },
    ]);
  });

  it('by what displaces, also out of a group', () => {
    const groups = 'groups: [ { id: g, of: [a, b], combine: highest } ]';
    expect(creditsOf(`combine: critical-displaces, critical: [a], ${groups}`, 'a', 'b').critical).toEqual([
      'a',
    ]);
  });

  const group = (keys: string): string => `groups: [ { id: g, ${keys} } ]`;
  it.each([
    ['what displaces, without a name', 'combine: critical-displaces', '.critical | It is missing.'],
    [
      'a name without displacing',
      'combine: sum, critical: [a]',
      '.critical | It has no effect: nothing is displaced.',
    ],
    [
      'an unknown critical level',
      'combine: critical-displaces, critical: [x]',
      '.critical[0] | There is no service level `x`.',
    ],
    [
      'a critical level without a credit',
      'combine: critical-displaces, critical: [free]',
      '.critical[0] | The service level `free` has no credit',
    ],
    ['a group of one', group('of: [a], combine: highest'), '.groups[0].of | One level alone has no other'],
    [
      'an unknown member',
      group('of: [a, x], combine: highest'),
      '.groups[0].of[1] | There is no service level `x`.',
    ],
    ['a member twice', group('of: [a, a], combine: highest'), '.groups[0].of[1] | `a` stands twice'],
    [
      'a member without a credit',
      group('of: [a, free], combine: highest'),
      '.groups[0].of[1] | The service level `free` has no credit',
    ],
    ['a group without a way', group('of: [a, b]'), '.groups[0].combine | It is missing.'],
    [
      'a member of two groups',
      'groups: [ { id: g, of: [a, b], combine: highest }, { id: h, of: [b, p1-resolution], combine: highest } ]',
      '.groups[1].of[0] | The service level `b` stands in the group `g` already. | Keep it in one of the two.',
    ],
    [
      'two groups of one name',
      'groups: [ { id: g, of: [a, b], combine: highest }, { id: g, of: [p1-resolution, email-availability], combine: highest } ]',
      '.groups[1].id | The id `g` stands twice.',
    ],
    [
      'a critical level outside its group',
      group('of: [a, b], combine: critical-displaces, critical: [p1-resolution]'),
      '.groups[0].critical[0] | The service level `p1-resolution` is not one of the group.',
    ],
    [
      'a group of critical levels',
      group('of: [a, b], combine: critical-displaces, critical: [a, b]'),
      '.groups[0].critical | Every level of the group is critical',
    ],
  ])('refuses %s', (_what, credits, expected) => {
    expectError(credits, expected, 'a', 'b', 'free');
  });
});

describe('caps', () => {
  const managed = { charges: ['managed'], over: 'period' };

  it.each([
    [
      'cap: { percent: 15, of: [managed] }',
      [
        {
          id: 'cap',
          over: { kind: 'periods', periods: 1 },
          excess: 'lost',
          serviceLevels: undefined,
          limit: { kind: 'percent', percent: Rational.of(15), base: managed },
        },
      ],
    ],
    [
      'cap: { clause: "9.1", amount: "5000.00", over: contract year, excess: carried, serviceLevels: [p1-resolution] }',
      [
        {
          id: 'cap',
          clause: '9.1',
          over: { kind: 'contract-year' },
          excess: 'carried',
          serviceLevels: ['p1-resolution'],
          limit: { kind: 'money', amount: Rational.of(5000) },
        },
      ],
    ],
    [
      'caps: [ { id: m, percent: 10, of: { charges: [managed], over: next-period } }, { id: y, percent: 5, of: { charges: all, over: contract-year }, over: 12 periods } ]',
      [
        { id: 'm', over: { kind: 'periods', periods: 1 }, limit: { base: { over: 'next-period' } } },
        {
          id: 'y',
          over: { kind: 'periods', periods: 12 },
          limit: { base: { over: 'contract-year', charges: 'all' } },
        },
      ],
    ],
  ])('read %s', (credits, expected) => {
    expect(creditsOf(credits).caps).toMatchObject(expected);
  });

  it.each([
    [
      'both forms',
      'cap: { amount: 1 }, caps: [ { id: x, amount: 2 } ]',
      '.cap | `cap` and `caps` exclude each other.',
    ],
    ['a cap without an id', 'caps: [ { amount: 2 } ]', '.caps[0].id | It is missing.'],
    [
      'two of one id',
      'caps: [ { id: x, amount: 2 }, { id: x, amount: 3 } ]',
      '.caps[1].id | The id `x` stands twice.',
    ],
    ['a percentage of nothing', 'cap: { percent: 15 }', '.cap.of | It is missing.'],
    [
      'a percentage of no charge',
      'cap: { percent: 15, of: { charges: all, less: [managed] } }',
      '.cap.of | It leaves no charge',
    ],
    ['nothing', 'cap: { amount: 0 }', '.cap.amount | 0 is not more than 0.'],
    ['nothing in percent', 'cap: { percent: 0, of: [managed] }', '.cap.percent | 0 is not more than 0.'],
    [
      'percent and money',
      'cap: { percent: 1, amount: 1, of: [managed] }',
      '.cap | `percent`, `amount` exclude each other.',
    ],
    [
      'another window',
      'cap: { amount: 1, over: 12 months }',
      '.cap.over | "12 months" is not a number of periods or `contract year`.',
    ],
    [
      'an unknown level',
      'cap: { amount: 1, serviceLevels: [x] }',
      '.cap.serviceLevels[0] | There is no service level `x`.',
    ],
    [
      'a level without a credit',
      'cap: { amount: 1, serviceLevels: [free] }',
      '.cap.serviceLevels[0] | The service level `free` has no credit',
    ],
    [
      'charges of another period over a window',
      'cap: { percent: 1, of: { charges: all, over: previous-period }, over: 3 periods }',
      '.cap.of.over | `previous-period` means nothing here. | Write `period` or `contract-year`',
    ],
    ['an id of the only one', 'cap: { id: x, amount: 1 }', '.cap.id | '],
  ])('refuse %s', (_what, credits, expected) => {
    expectError(credits, expected, 'free');
  });
});

describe('the least that is paid', () => {
  it.each([
    ['{ moreThan: 1 }', { amount: Rational.one, strict: true, below: 'lost' }],
    [
      '{ atLeast: "2.50", below: carried }',
      { amount: Rational.parse('2.5'), strict: false, below: 'carried' },
    ],
  ])('reads %s', (minimum, expected) => {
    expect(creditsOf(`minimumPayable: ${minimum}`).minimumPayable).toEqual(expected);
  });

  it.each([
    ['{ moreThan: 0 }', '.moreThan | 0 is not more than 0.'],
    ['{ atLeast: 0 }', '.atLeast | 0 is not more than 0.'],
    ['{ atLeast: 1, moreThan: 1 }', ' | `atLeast`, `moreThan` exclude each other.'],
    ['{ below: lost }', ' | It has none of `atLeast`, `moreThan`.'],
  ])('refuses %s', (minimum, expected) => {
    expectError(`minimumPayable: ${minimum}`, `.minimumPayable${expected}`);
  });
});

describe('money at risk', () => {
  const atRisk = (pools: string, more = ''): string =>
    `atRisk: { clause: "3", percent: 10, of: [managed], pools: { ${pools} }${more} }`;

  it('has every key', () => {
    expect(creditsOf(atRisk('network: 150, servers: 40', ', available: 190'), 'heavy').atRisk).toMatchObject({
      clause: '3',
      percent: Rational.of(10),
      base: { charges: ['managed'] },
      pools: new Map([
        ['network', Rational.of(150)],
        ['servers', Rational.of(40)],
      ]),
      availablePercent: Rational.of(190),
    });
    expect(creditsOf(atRisk('network: 60, servers: 40'), 'heavy').atRisk!.availablePercent).toEqual(
      Rational.hundred,
    );
  });

  it('holds the largest weights of a pool, up to all of it', () => {
    expect(creditsOf(atRisk('network: 60'), 'heavy', 'light').atRisk).toBeDefined();
    const more = document(`{ credits: { ${atRisk('network: 60')} } }`, ['heavy', 'light']) as {
      serviceLevels: unknown[];
    };
    more.serviceLevels.push({
      id: 'more',
      measure: { kind: 'reported', unit: 'percent' },
      target: { atLeast: '95' },
      credit: { fixed: { weight: '0.01' }, pool: 'network' },
    });
    expect(errorsOf(more)).toEqual([
      'credits.atRisk.pools.network | The weights of its service levels come to 100.01 percent of the pool. | ' +
        'Let the largest weights of all levels of a pool come to at most 100.',
    ]);
  });

  it.each([
    [
      'more than there is',
      atRisk('network: 60, servers: 40.1'),
      '.atRisk.pools | The pools come to 100.1 percent, but 100 percent are available.',
      'heavy',
    ],
    [
      'more than is available',
      atRisk('network: 60, servers: 40', ', available: 99.9'),
      '.atRisk.pools | The pools come to 100 percent, but 99.9',
      'heavy',
    ],
    ['no pools', atRisk(''), '.atRisk.pools | It has 0 keys.', 'heavy'],
    ['an empty pool', atRisk('network: 0'), '.atRisk.pools.network | 0 is not more than 0.', 'heavy'],
    [
      'nothing',
      'atRisk: { percent: 0, of: [managed], pools: { network: 1 } }',
      '.atRisk.percent | 0 is not more than 0.',
      'heavy',
    ],
    [
      'a percentage of nothing',
      'atRisk: { percent: 10, pools: { network: 1 } }',
      '.atRisk.of | It is missing.',
      'heavy',
    ],
    [
      'nothing that weighs',
      atRisk('network: 50'),
      '.atRisk | No service level has a price in weight, so nothing is at risk.',
      'a',
    ],
  ] as const)('refuses %s', (_what, credits, expected, level) => {
    expectError(credits, expected, level);
  });
});

describe('points in money', () => {
  const bandsOf = (bands: string) => {
    const points = creditsOf(`points: { bands: [ ${bands} ] }`, 'b').points!;
    return points.kind === 'bands'
      ? points.bands.map(({ lower, upper }) => [
          lower?.value.toDecimal(),
          lower?.inclusive,
          upper?.value.toDecimal(),
          upper?.inclusive,
        ])
      : [];
  };

  it('are so much each', () => {
    expect(creditsOf('points: { clause: "7", each: { amount: 250 } }', 'b').points).toEqual({
      kind: 'each',
      clause: '7',
      base: undefined,
      price: { kind: 'money', amount: Rational.of(250) },
    });
    expect(
      creditsOf('points: { each: { percent: "0.5" }, of: { charges: all, over: next-period } }', 'b').points,
    ).toMatchObject({
      kind: 'each',
      base: { charges: 'all', over: 'next-period' },
      price: { kind: 'percent', percent: Rational.parse('0.5') },
    });
  });

  it('are worth the band that their sum stands in, and nothing below the first', () => {
    expect(bandsOf('{ from: 10, below: 15, amount: 2 }, { from: 15, amount: 4 }')).toEqual([
      ['10', true, '15', false],
      ['15', true, undefined, undefined],
    ]);
    expect(bandsOf('{ above: 15, amount: 4 }, { above: 10, amount: 2 }')).toEqual([
      ['15', false, undefined, undefined],
      ['10', false, '15', true],
    ]);
  });

  it('may come from what is owed', () => {
    const owed =
      '{ id: report, owedBy: provider, due: { each: period, within: 10 business days }, whenMissed: { credit: { points: 5 } } }';
    const terms = load(
      exampleWith('{ credits: { points: { each: { amount: 1 } } } }', { obligations: owed }),
    );
    expect(terms.credits.points?.kind).toBe('each');
  });

  it('may come from a repetition', () => {
    const base = exampleWith('{ credits: { points: { each: { amount: 1 } } } }', {
      serviceLevels:
        '{ id: s, measure: { kind: reported, unit: percent }, target: { atLeast: 9 }, ' +
        'credit: { fixed: { points: 1 }, repeat: { surcharge: { points: 1 }, inARow: 2 } } }',
    });
    expect(load(base).credits.points?.kind).toBe('each');
  });

  it.each([
    [
      'a gap',
      'bands: [ { from: 10, below: 15, amount: 2 }, { from: 16, amount: 4 } ]',
      '.bands[0] | There is a gap',
    ],
    [
      'an overlap',
      'bands: [ { from: 10, upTo: 15, amount: 2 }, { from: 15, amount: 4 } ]',
      '.bands[0] | It overlaps',
    ],
    [
      'an end',
      'bands: [ { from: 10, below: 15, amount: 2 } ]',
      '.bands[0] | Values beyond 15 stand in no band.',
    ],
    [
      'no begin',
      'bands: [ { below: 15, amount: 2 }, { from: 15, amount: 4 } ]',
      '.bands[0] | It does not say from how many points on it holds.',
    ],
    [
      'points for points',
      'bands: [ { from: 10, points: 2 } ]',
      '.bands[0].points | A price in points cannot stand here. | Write one of `percent`, `amount`.',
    ],
    ['points for each point', 'each: { points: 2 }', '.each.points | A price in points cannot stand here.'],
    ['a percentage of nothing', 'each: { percent: 2 }', '.of | Percentages are of no charge.'],
    [
      'a percentage of nothing in a band',
      'bands: [ { from: 10, percent: 2 } ]',
      '.of | Percentages are of no charge.',
    ],
    [
      'charges of money',
      'each: { amount: 2 }, of: [managed]',
      '.of | It has no effect: no price is a percentage.',
    ],
    [
      'both forms',
      'each: { amount: 2 }, bands: [ { from: 10, amount: 2 } ]',
      ' | `each`, `bands` exclude each other.',
    ],
  ])('refuse %s', (_what, points, expected) => {
    expectError(`points: { ${points} }`, `.points${expected}`, 'b');
  });

  it('are an error where nothing gives points', () => {
    expectError(
      'points: { each: { amount: 2 } }',
      '.points | Nothing gives points that could be worth something.',
      'a',
    );
  });

  it('are no error where a clause with errors may give them', () => {
    const errors = errorsOf(document('{ credits: { points: { each: { amount: 2 } } } }', ['a']));
    expect(errors).toHaveLength(1);
    const broken = exampleWith('{ credits: { points: { each: { amount: 2 } } } }', {
      serviceLevels: levels.b.replace('atLeast: 95', 'atLeast: 195'),
    });
    expect(errorsOf(broken).map((error) => error.split(' | ')[0])).toEqual([
      'serviceLevels[2].target.atLeast',
    ]);
  });
});

describe('a claim', () => {
  it.each([
    ['automatic', { kind: 'automatic' }],
    [
      '{ within: 21 business days }',
      {
        kind: 'on-claim',
        clause: undefined,
        within: { kind: 'business-days', days: 21, calendar: 'office' },
        from: 'period-end',
        lapsedCountsTowardsExit: true,
      },
    ],
    [
      '{ clause: "9", within: 21 business days, calendar: always, from: statement, lapsed: { countsTowardsExit: false } }',
      {
        kind: 'on-claim',
        clause: '9',
        within: { kind: 'business-days', days: 21, calendar: 'always' },
        from: 'statement',
        lapsedCountsTowardsExit: false,
      },
    ],
    ['{ within: 60 calendar days }', { kind: 'on-claim', within: { kind: 'calendar-days', days: 60 } }],
    ['{ within: 2 periods }', { within: { kind: 'periods', periods: 2 }, from: 'period-end' }],
    ['{ within: 1 period, from: event }', { within: { kind: 'periods', periods: 1 }, from: 'event' }],
    [
      '{ within: 30 calendar days, from: event-end }',
      { within: { kind: 'calendar-days', days: 30 }, from: 'event-end' },
    ],
  ])('reads %s', (claim, expected) => {
    expect(creditsOf(`claim: ${claim}`).claim).toMatchObject(expected);
  });

  it.each([
    ['no limit', '{ from: statement }', '.within | It is missing.'],
    ['another choice', 'on-claim', ' | '],
    [
      'an unknown calendar',
      '{ within: 21 business days, calendar: offcie }',
      '.calendar | There is no calendar `offcie`. | Did you mean `office`?',
    ],
    [
      'a calendar that nothing looks at',
      '{ within: 60 calendar days, calendar: office }',
      '.calendar | No time here is in business days',
    ],
    [
      'a calendar beside periods',
      '{ within: 2 periods, calendar: office }',
      '.calendar | No time here is in business days',
    ],
    ['no period at all', '{ within: 0 periods }', '.within | '],
    [
      'nothing that lapses',
      '{ within: 60 calendar days, lapsed: {} }',
      '.lapsed.countsTowardsExit | It is missing.',
    ],
  ])('refuses %s', (_what, claim, expected) => {
    expectError(`claim: ${claim}`, `.claim${expected}`);
  });
});

describe('when credits are paid', () => {
  it.each([
    ['every 2 periods', { kind: 'every', periods: 2 }],
    ['every 12 periods', { kind: 'every', periods: 12 }],
    ['contract year end', { kind: 'contract-year-end' }],
  ])('reads %s', (settled, expected) => {
    expect(creditsOf(`settled: ${settled}`).settled).toEqual(expected);
  });

  it.each(['every 1 periods', 'every 0 periods', '3 periods', 'quarterly'])('refuses %s', (settled) => {
    expectError(`settled: ${settled}`, '.settled | ');
  });
});

describe('the cap of bonuses', () => {
  it.each([
    [
      '{ percent: 5, of: [managed] }',
      { kind: 'percent', percent: Rational.of(5), base: { charges: ['managed'] } },
    ],
    ['{ amount: 1000 }', { kind: 'money', amount: Rational.of(1000) }],
  ])('reads %s', (cap, expected) => {
    expect(creditsOf(`bonusCap: ${cap}`, 'extra').bonusCap).toMatchObject(expected);
  });

  it.each([
    ['{ percent: 5 }', '.of | It is missing.', 'extra'],
    ['{ amount: 0 }', '.amount | 0 is not more than 0.', 'extra'],
    ['{ amount: 5 }', ' | No service level has a bonus.', 'a'],
  ] as const)('refuses %s', (cap, expected, level) => {
    expectError(`bonusCap: ${cap}`, `.bonusCap${expected}`, level);
  });
});
