import { parseLocalDate, Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { describeTerms } from '../describe/describe-terms.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const report = 'owedBy: provider, due: { each: period, within: 5 calendar days }';
const backups = '{ id: backups, measure: { kind: reported, unit: percent }, target: { atLeast: 99 } }';

function documentOf(text: string, list = 'obligations') {
  return exampleWith('', { serviceLevels: backups, [list]: `{ id: o, ${text} }` });
}

const obligationOf = (text: string, list?: string) => load(documentOf(text, list)).obligations.get('o')!;
const anything = {
  ticketType: undefined,
  priority: undefined,
  service: undefined,
  category: undefined,
  site: undefined,
  configurationItem: undefined,
};

function linesOf(text: string, list = 'obligations'): readonly string[] {
  const heading = list === 'obligations' ? 'Obligations' : 'Reviews';
  const sections = describeTerms(load(documentOf(text, list)));
  return sections.find((section) => section.heading === heading)!.clauses[0]!.lines;
}

function expectError(text: string, expected: string, list = 'obligations') {
  const errors = errorsOf(documentOf(text, list));
  expect(errors.find((error) => error.startsWith(`${list}[0]${expected}`)) ?? errors).toBeTypeOf('string');
}

describe('an obligation', () => {
  it('has a stated default for every key', () => {
    expect(obligationOf(report)).toEqual({
      id: 'o',
      kind: 'obligation',
      clause: undefined,
      title: undefined,
      text: undefined,
      owedBy: 'provider',
      due: { kind: 'each-period', every: 1, after: { kind: 'calendar-days', days: 5 } },
      fulfilledBy: { kind: 'fact' },
      evidence: 'not-required',
      acceptance: { kind: 'none' },
      missedAfter: undefined,
      whenLate: undefined,
      whenMissed: undefined,
    });
    expect(linesOf(report)).toEqual([
      'Owed by the provider within 5 calendar days after the end of each period.',
      'What is not done by then is missed.',
    ]);
  });

  const office = { kind: 'business-days', days: 2, calendar: 'office' };
  it.each([
    [
      'each: 3 periods, on: 2nd business day after end',
      { kind: 'each-period', every: 3, after: office },
      'within 2 business days (calendar office) after the end of every 3rd period',
    ],
    [
      'each: month, within: 2 business days',
      { kind: 'each-months', months: 1, after: office },
      'within 2 business days (calendar office) after the end of each month',
    ],
    [
      'each: 6 months, within: 2 business days',
      { kind: 'each-months', months: 6, after: office },
      'within 2 business days (calendar office) after the end of every 6th month',
    ],
    [
      'each: quarter, within: 2 business days',
      { kind: 'each-months', months: 3, after: office },
      'within 2 business days (calendar office) after the end of every 3rd month',
    ],
    [
      'each: year, within: 2 business days',
      { kind: 'each-months', months: 12, after: office },
      'within 2 business days (calendar office) after the end of every 12th month',
    ],
    [
      'within: 2 business days, of: request',
      { kind: 'after-event', event: 'request', where: anything, within: office },
      'within 2 business days (calendar office) after a ticket begins to wait for the client',
    ],
    [
      'within: 2 business days, of: ticket-resolved, where: { priority: [P1, P2], type: incident }',
      {
        kind: 'after-event',
        event: 'ticket-resolved',
        where: { ...anything, priority: ['P1', 'P2'], ticketType: ['incident'] },
        within: office,
      },
      'within 2 business days (calendar office) after a ticket of type incident, priority P1 or P2 is resolved',
    ],
    [
      'within: 2 business days, of: outage-ended, where: { service: core }',
      {
        kind: 'after-event',
        event: 'outage-ended',
        where: { ...anything, service: ['core'] },
        within: office,
      },
      'within 2 business days (calendar office) after an outage of service core ends',
    ],
    ['before: 2025-06-30', { kind: 'before-date', date: parseLocalDate('2025-06-30') }, 'before 2025-06-30'],
    ['milestones: all', { kind: 'milestones', project: undefined }, 'by the day planned for each milestone'],
    [
      'milestones: migration',
      { kind: 'milestones', project: 'migration' },
      'by the day planned for each milestone of migration',
    ],
  ])('is due { %s }', (due, expected, words) => {
    const text = `owedBy: provider, due: { ${due} }`;
    expect(obligationOf(text).due).toEqual(expected);
    expect(linesOf(text)[0]).toBe(`Owed by the provider ${words}.`);
  });

  it('of a milestone is done when it is reached', () => {
    expect(obligationOf('owedBy: provider, due: { milestones: all }').fulfilledBy).toEqual({
      kind: 'milestone',
    });
  });

  it('may need to be accepted, by silence as well or not', () => {
    expect(obligationOf(`${report}, acceptance: required`).acceptance).toEqual({
      kind: 'required',
      deemedAfter: undefined,
    });
    const text = `${report}, evidence: required, acceptedAfter: 5 business days, missedAfter: 2h, calendar: always, title: Report, text: Each month.`;
    expect(obligationOf(text)).toMatchObject({
      acceptance: {
        kind: 'required',
        deemedAfter: { kind: 'business-days', days: 5, calendar: 'always' },
      },
      missedAfter: { kind: 'working-time', seconds: 7200, calendar: 'always' },
    });
    expect(linesOf(text)).toEqual([
      'Report.',
      'Owed by the provider within 5 calendar days after the end of each period.',
      'It is done only with a document that shows it.',
      'It is done when the other party accepts it or does not answer for 5 business days (calendar always); it counts from when it was delivered.',
      'What is not done by then is late, and 2 hours of working time (calendar always) later missed.',
      'Each month.',
    ]);
  });

  it('counts acceptance in the calendar of `due` where it has none of its own', () => {
    const due = 'due: { each: period, within: 5 business days, calendar: always }';
    expect(obligationOf(`owedBy: provider, ${due}, acceptedAfter: 1 business day`).acceptance).toMatchObject({
      deemedAfter: { calendar: 'always' },
    });
  });

  it.each([
    ['relief', { credit: undefined, notReported: undefined, relief: true }],
    ['{ relief: true }', { credit: undefined, notReported: undefined, relief: true }],
  ])('of the client is relief for the provider where it is late: %s', (consequence, expected) => {
    const text = `owedBy: client, due: { within: 1h, of: request }, whenLate: ${consequence}`;
    expect(obligationOf(text).whenLate).toEqual(expected);
    expect(linesOf(text).at(-1)).toBe(
      'Where one is late or missed, the time from when it was due until it is done is relief for the provider.',
    );
  });

  const base = {
    charges: ['managed'],
    less: [],
    passThrough: 'excluded',
    over: 'period',
    amounts: 'net',
    prorated: true,
  };
  it.each([
    [
      '{ fixed: "250.00" }',
      { price: { kind: 'money', amount: Rational.of(250) }, base: undefined },
      'GBP 250.00',
    ],
    [
      '{ amount: "250.00" }',
      { price: { kind: 'money', amount: Rational.of(250) }, base: undefined },
      'GBP 250.00',
    ],
    ['{ points: 5 }', { price: { kind: 'points', points: Rational.of(5) }, base: undefined }, '5 points'],
    [
      '{ percent: 1, of: [managed] }',
      { price: { kind: 'percent', percent: Rational.one }, base },
      '1 % of the charge managed',
    ],
    [
      '{ days: 2, of: { charges: [managed], over: previous-period } }',
      { price: { kind: 'days', days: Rational.of(2) }, base: { ...base, over: 'previous-period' } },
      "2 days' worth of the charge managed, of the period before",
    ],
  ])('of the provider may cost %s', (credit, expected, words) => {
    const text = `${report}, whenMissed: { credit: ${credit} }`;
    expect(obligationOf(text).whenMissed).toEqual({
      credit: expected,
      notReported: undefined,
      relief: false,
    });
    expect(linesOf(text).at(-1)).toBe(`Each that is missed costs ${words}.`);
  });

  it('may take reported levels with it', () => {
    expect(obligationOf(`${report}, whenMissed: { levels: not-reported }`).whenMissed).toMatchObject({
      notReported: 'all',
    });
    const text = `${report}, whenMissed: { levels: [backups] }`;
    expect(obligationOf(text).whenMissed).toMatchObject({ notReported: ['backups'] });
    expect(linesOf(text).at(-1)).toBe('Where one is missed, backups count as not reported for its period.');
  });

  it.each([
    [
      'an unknown party',
      'owedBy: fasfibre, due: { before: 2025-06-30 }',
      '.owedBy | `fasfibre` is not one of the parties. | Did you mean `fastfibre`?',
    ],
    ['no due', 'owedBy: provider', '.due | It is missing.'],
    ['no end', 'owedBy: provider, due: { each: period }', '.due | It does not say until when.'],
    [
      'two ends',
      'owedBy: provider, due: { each: period, on: 1h, within: 1h }',
      '.due | `within` and `on` exclude each other.',
    ],
    [
      'two schedules',
      'owedBy: provider, due: { each: period, within: 1h, before: 2025-06-30 }',
      '.due | `each`, `before` exclude each other.',
    ],
    ['weeks', 'owedBy: provider, due: { each: week, within: 1h }', '.due.each | "week" is not how often.'],
    [
      'no periods',
      'owedBy: provider, due: { each: 0 periods, within: 1h }',
      '.due.each | "0 periods" is not how often.',
    ],
    [
      'an unknown event',
      'owedBy: client, due: { within: 1h, of: ticket }',
      '.due.of | "ticket" is not one of the choices.',
    ],
    [
      'an outage of a priority',
      'owedBy: client, due: { within: 1h, of: outage-began, where: { priority: P1 } }',
      '.due.where.priority | It has no effect on outages.',
    ],
    [
      'an unknown priority',
      'owedBy: client, due: { within: 1h, of: ticket-opened, where: { priority: P9 } }',
      '.due.where.priority | `P9` is not one of the priorities.',
    ],
    [
      'after end where nothing ends',
      'owedBy: client, due: { within: 1 business day after end, of: request }',
      '.due.within | "1 business day after end" is not a time after it.',
    ],
    [
      'two acceptances',
      `${report}, acceptance: required, acceptedAfter: 1 business day`,
      '.acceptance | `acceptedAfter` says that it has to be accepted',
    ],
    [
      'a calendar of nothing',
      `${report}, calendar: office`,
      '.calendar | No time here is in business days or working time',
    ],
    [
      'evidence of a milestone',
      'owedBy: provider, due: { milestones: all }, evidence: required',
      '.evidence | A milestone is done when it is reached',
    ],
    ['its own relief', `${report}, whenLate: relief`, ".whenLate | The provider's own lateness is no relief"],
    [
      'its own relief, written out',
      `${report}, whenLate: { relief: true }`,
      '.whenLate.relief | The provider',
    ],
    ['nothing', `${report}, whenLate: {}`, '.whenLate | Nothing follows.'],
    [
      'a credit of the client',
      'owedBy: client, due: { before: 2025-06-30 }, whenMissed: { credit: { fixed: 5 } }',
      '.whenMissed.credit | It is owed by client; a credit follows only from what the provider owes.',
    ],
    [
      'levels of the client',
      'owedBy: client, due: { each: period, within: 1h }, whenMissed: { levels: not-reported }',
      '.whenMissed.levels | It is owed by client',
    ],
    [
      'levels of no period',
      'owedBy: provider, due: { before: 2025-06-30 }, whenMissed: { levels: not-reported }',
      '.whenMissed.levels | Its occurrences are about no period',
    ],
    [
      'levels that are measured',
      `${report}, whenMissed: { levels: [p1-resolution] }`,
      '.whenMissed.levels[0] | The service level `p1-resolution` is measured, not reported.',
    ],
    [
      'unknown levels',
      `${report}, whenMissed: { levels: [backup] }`,
      '.whenMissed.levels[0] | There is no service level `backup`. | Did you mean `backups`?',
    ],
    ['no price', `${report}, whenMissed: { credit: {} }`, '.whenMissed.credit | It has no price.'],
    [
      'two prices',
      `${report}, whenMissed: { credit: { fixed: 5, points: 2 } }`,
      '.whenMissed.credit | `fixed` and `points` exclude each other.',
    ],
    ['a weight', `${report}, whenMissed: { credit: { weight: 5 } }`, '.whenMissed.credit'],
    [
      'a percentage of nothing',
      `${report}, whenMissed: { credit: { percent: 5 } }`,
      '.whenMissed.credit.of | It is missing',
    ],
    [
      'money of something',
      `${report}, whenMissed: { credit: { fixed: 5, of: [managed] } }`,
      '.whenMissed.credit.of | The price is of no charge',
    ],
  ])('refuses %s', (_what, text, expected) => expectError(text, expected));

  it('counts months only where every month has the first day of the term', () => {
    const term = (from: string) => ({
      ...documentOf('owedBy: provider, due: { each: 3 months, within: 1h }'),
      term: { from },
    });
    expect(load(term('2025-01-28')).obligations.size).toBe(1);
    expect(errorsOf(term('2025-01-29'))[0]).toMatch(
      /^obligations\[0\]\.due\.each \| Months are counted from/,
    );
  });
});

describe('a review', () => {
  it('is an obligation that is done when it is held with all who have to be there', () => {
    const text = 'each: month, within: 10 business days after end, clause: "6.1"';
    expect(obligationOf(text, 'reviews')).toMatchObject({
      kind: 'review',
      clause: '6.1',
      owedBy: 'provider',
      due: { kind: 'each-months', months: 1 },
      fulfilledBy: { kind: 'review', with: ['client', 'provider'] },
      acceptance: { kind: 'none' },
    });
    expect(linesOf(text, 'reviews')).toEqual([
      'The client and the provider meet within 10 business days (calendar office) after the end of each month; the provider sees to it.',
      'What is not done by then is missed.',
    ]);
  });

  it('may have consequences, and parties of its own', () => {
    expect(
      obligationOf(
        'each: period, on: 5 calendar days, with: [client, fastfibre], owedBy: client, missedAfter: 1 business day, calendar: always, whenLate: relief',
        'reviews',
      ),
    ).toMatchObject({
      owedBy: 'client',
      fulfilledBy: { with: ['client', 'fastfibre'] },
      missedAfter: { kind: 'business-days', days: 1, calendar: 'always' },
      whenLate: { relief: true },
    });
  });

  it.each([
    [
      'an unknown party',
      'each: period, within: 1h, with: [client, fibre]',
      '.with[1] | `fibre` is not one of',
    ],
    ['a party twice', 'each: period, within: 1h, with: [client, client]', '.with[1] | `client` stands twice'],
    ['nobody', 'each: period, within: 1h, with: []', '.with | It has 0 items.'],
    ['no end', 'each: period', ' | It does not say until when.'],
  ])('refuses %s', (_what, text, expected) => expectError(text, expected, 'reviews'));

  it('has an id that no obligation and no ladder has', () => {
    const document = exampleWith('', {
      obligations: `{ id: o, ${report} }`,
      reviews: '{ id: o, each: period, within: 1h }',
      escalation: '{ id: o, serviceLevel: p1-resolution, levels: [ { after: breach, to: manager } ] }',
    });
    expect(errorsOf(document)).toEqual([
      'reviews[0].id | The id `o` is taken by obligations[0]. | Give each clause an id of its own.',
      'escalation[0].id | The id `o` is taken by obligations[0]. | Give each clause an id of its own.',
    ]);
  });
});
