import { describe, expect, it } from 'vitest';
import { describeTerms } from '../describe/describe-terms.js';
import type { Terms } from '../model/terms.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

function linesOf(terms: Terms, heading: string): readonly string[] {
  return describeTerms(terms).find((section) => section.heading === heading)!.clauses[0]!.lines;
}

describe('relief', () => {
  it('is decided by the client, without limits, by default', () => {
    const byDefault = {
      clause: undefined,
      claimWithin: undefined,
      outOfTime: 'barred',
      decidedBy: 'client',
      undecided: undefined,
    };
    expect(load(exampleWith('')).relief).toEqual(byDefault);
    expect(load(exampleWith('relief: {}')).relief).toEqual(byDefault);
    expect(linesOf(load(exampleWith('')), 'Relief')).toEqual(['The client decides on claims of relief.']);
  });

  it('may have every rule', () => {
    const terms = load(
      exampleWith(
        'relief: { clause: "9", claimWithin: 5 business days, calendar: always, outOfTime: may-be-granted, decidedBy: both, undecided: { after: 10 business days, counts: granted } }',
      ),
    );
    expect(terms.relief).toEqual({
      clause: '9',
      claimWithin: { kind: 'business-days', days: 5, calendar: 'always' },
      outOfTime: 'may-be-granted',
      decidedBy: 'both',
      undecided: { after: { kind: 'business-days', days: 10, calendar: 'always' }, counts: 'granted' },
    });
    expect(linesOf(terms, 'Relief')).toEqual([
      'Relief is granted when both parties grant it.',
      'It is claimed within 5 business days (calendar always) after the provider became aware; a later claim may still be granted.',
      'A claim that nobody has decided for 10 business days (calendar always) counts as granted.',
    ]);
  });

  it.each([
    ['{ outOfTime: barred }', 'relief.outOfTime | No claim is out of time where there is no limit.'],
    ['{ calendar: always }', 'relief.calendar | No time here is in business days or working time'],
    ['{ claimWithin: 5 business days, calendar: x }', 'relief.calendar | There is no calendar `x`.'],
    ['{ claimWithin: 0h }', 'relief.claimWithin | 0h is no time at all.'],
    ['{ decidedBy: nobody }', 'relief.decidedBy | "nobody" is not one of the choices.'],
    ['{ undecided: { after: 0h, counts: granted } }', 'relief.undecided.after | 0h is no time at all.'],
    ['{ undecided: { after: 1h } }', 'relief.undecided.counts | It is missing.'],
  ])('refuses %s', (relief, expected) => {
    expect(errorsOf(exampleWith(`relief: ${relief}`)).join()).toContain(expected);
  });
});

describe('responsibilities', () => {
  it('hold the service and the category of their name by default', () => {
    const terms = load(
      exampleWith('', {
        responsibilities: '{ area: internet line, owner: fastfibre, coordinatedBy: provider }',
      }),
    );
    expect(terms.responsibilities.get('internet line')).toEqual({
      area: 'internet line',
      owner: 'fastfibre',
      coordinatedBy: 'provider',
      clause: undefined,
      note: undefined,
      services: ['internet line'],
      categories: ['internet line'],
    });
    expect(linesOf(terms, 'Responsibilities')).toEqual(['Owned by fastfibre, coordinated by the provider.']);
  });

  it('may hold others, or none', () => {
    const terms = load(
      exampleWith('', {
        responsibilities:
          '{ area: networks, owner: provider, clause: "7", note: all sites, services: [vpn, wifi], categories: [] }',
      }),
    );
    expect(terms.responsibilities.get('networks')).toMatchObject({
      clause: '7',
      services: ['vpn', 'wifi'],
      categories: [],
    });
    expect(linesOf(terms, 'Responsibilities')).toEqual([
      'Owned by the provider.',
      'It holds the services vpn, wifi; the categories none.',
      'Note: all sites.',
    ]);
  });

  it.each([
    [
      'an unknown owner',
      '[{ area: a, owner: nobody }]',
      'responsibilities[0].owner | `nobody` is not one of the parties. | The parties here are: client, provider, fastfibre. Third parties',
    ],
    [
      'an unknown coordinator',
      '[{ area: a, owner: client, coordinatedBy: x }]',
      'responsibilities[0].coordinatedBy | `x` is not',
    ],
    [
      'an owner that coordinates itself',
      '[{ area: a, owner: client, coordinatedBy: client }]',
      'responsibilities[0].coordinatedBy | `client` owns it already.',
    ],
    [
      'an area twice',
      '[{ area: a, owner: client }, { area: a, owner: provider }]',
      'responsibilities[1].area | The area `a` is taken by responsibilities[0].',
    ],
    [
      'a service of two areas',
      '[{ area: a, owner: client }, { area: b, owner: provider, services: [a] }]',
      'responsibilities[1] | `a` belongs to the area `a` already.',
    ],
    [
      'a service twice',
      '[{ area: a, owner: client, services: [x, x] }]',
      'responsibilities[0].services[1] | `x` stands twice',
    ],
  ])('refuse %s', (_what, responsibilities, expected) => {
    expect(errorsOf(exampleWith(`responsibilities: ${responsibilities}`)).join()).toContain(expected);
  });

  it('know third parties by names that are not those of the two', () => {
    const parties = 'parties: { client: A, provider: B, others: { client: C } }';
    expect(errorsOf(exampleWith(parties))).toEqual([
      'parties.others.client | `client` means the client itself. | Choose another short name.',
    ]);
  });
});

describe('accountability', () => {
  it('has stated defaults', () => {
    const byDefault = { recurring: { times: 3, withinDays: 30 }, trendPeriods: 6 };
    expect(load(exampleWith('')).accountability).toEqual(byDefault);
    expect(load(exampleWith('accountability: {}')).accountability).toEqual(byDefault);
  });

  it('may have every rule', () => {
    const terms = load(
      exampleWith('accountability: { recurring: { times: 2, within: 1 calendar day }, trend: 2 periods }'),
    );
    expect(terms.accountability).toEqual({ recurring: { times: 2, withinDays: 1 }, trendPeriods: 2 });
    expect(linesOf(terms, 'Accountability')).toEqual([
      '2 tickets of one service, category or configuration item within 1 calendar day are a recurring issue.',
      'A trend looks at 2 periods.',
    ]);
  });

  it.each([
    [
      '{ recurring: { times: 1, within: 30 calendar days } }',
      'accountability.recurring.times | 1 is too small.',
    ],
    [
      '{ recurring: { times: 2, within: 0 calendar days } }',
      'accountability.recurring.within | 0 calendar days',
    ],
    ['{ trend: 1 period }', 'accountability.trend | One period has no trend.'],
  ])('refuses %s', (accountability, expected) => {
    expect(errorsOf(exampleWith(`accountability: ${accountability}`)).join()).toContain(expected);
  });
});
