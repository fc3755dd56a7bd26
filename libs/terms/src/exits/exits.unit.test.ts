import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { describeTerms } from '../describe/describe-terms.js';
import type { Terms } from '../model/terms.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const charge = {
  charges: ['managed'],
  less: [],
  passThrough: 'excluded',
  over: 'period',
  amounts: 'net',
  prorated: true,
};
const periods = (count: number) => ({ kind: 'periods', periods: count });
const year = { kind: 'contract-year' };

/** The example with what conditions can refer to, and an exit clause `e`. */
function documentOf(when: string, rest = ''): Record<string, unknown> {
  return exampleWith('', {
    serviceLevels: `
id: sites
measure: { kind: ticket-share, where: { priority: P2 }, clock: resolution, within: 8h }
forEach: { site: [leeds, york] }
target: { atLeast: 90, minimum: 80 }
credit: { fixed: { points: 2 }, gate: { times: 2, of: 6 periods } }`,
    obligations: '{ id: report, owedBy: provider, due: { each: period, within: 5 calendar days } }',
    exit: `{ id: e, when: { ${when} }${rest} }`,
  });
}

function termsOf(when: string, rest = ''): Terms {
  return load(documentOf(when, rest));
}

function exitOf(when: string, rest = '') {
  return termsOf(when, rest).exits.get('e')!;
}

function firstLineOf(when: string): string {
  const exits = describeTerms(termsOf(when)).find(({ heading }) => heading === 'Exit')!;
  return exits.clauses.find(({ id }) => id === 'e')!.lines[0]!;
}

const sum = {
  kind: 'sum-over',
  serviceLevels: undefined,
  except: [],
  services: [],
  strict: false,
  window: periods(3),
};

describe('exit conditions', () => {
  it.each([
    [
      'serviceLevel: p1-resolution, inARow: 3',
      { kind: 'in-a-row', serviceLevel: 'p1-resolution', below: { kind: 'expected' }, count: 3 },
      'p1-resolution is below its expected level in 3 periods in a row',
    ],
    [
      'serviceLevel: p1-resolution, below: minimum, inARow: 1',
      { kind: 'in-a-row', serviceLevel: 'p1-resolution', below: { kind: 'minimum' }, count: 1 },
      'p1-resolution is below its minimum level in 1 period',
    ],
    [
      'serviceLevel: sites, below: default, inARow: 2',
      { kind: 'in-a-row', serviceLevel: 'sites', below: { kind: 'default' }, count: 2 },
      'sites has a miss that costs something in 2 periods in a row',
    ],
    [
      'serviceLevel: email-availability, below: 90, times: 3, of: 6 periods',
      {
        kind: 'times-of',
        serviceLevel: 'email-availability',
        below: { kind: 'value', value: Rational.of(90) },
        times: 3,
        window: periods(6),
      },
      'email-availability is worse than 90 % in 3 of the last 6 periods',
    ],
    [
      'serviceLevel: email-availability, times: 3, of: contract year',
      {
        kind: 'times-of',
        serviceLevel: 'email-availability',
        below: { kind: 'expected' },
        times: 3,
        window: year,
      },
      'email-availability is below its expected level in 3 periods of the contract year',
    ],
    [
      'serviceLevel: email-availability, below: "99.5", meanOver: 2 periods',
      {
        kind: 'rolling-mean',
        serviceLevel: 'email-availability',
        below: { kind: 'value', value: Rational.parse('99.5') },
        periods: 2,
      },
      'the mean of email-availability over the last 2 periods is worse than 99.5 %',
    ],
    [
      'sumOf: credits, atLeast: 30 percent, of: [managed], over: 3 periods',
      {
        ...sum,
        sumOf: 'credits',
        threshold: { kind: 'percent', percent: Rational.of(30), base: charge },
      },
      'the credits of the last 3 periods come to at least 30 % of the charge managed',
    ],
    [
      'sumOf: credits, atLeast: 30 percent, of: { charges: all, over: contract-year }, over: contract year',
      {
        ...sum,
        sumOf: 'credits',
        threshold: {
          kind: 'percent',
          percent: Rational.of(30),
          base: { ...charge, charges: 'all', over: 'contract-year' },
        },
        window: year,
      },
      'the credits of the contract year come to at least 30 % of all charges that are not passed through, of the contract year',
    ],
    [
      'sumOf: credits, moreThan: "9000.00", over: 12 periods',
      {
        ...sum,
        sumOf: 'credits',
        threshold: { kind: 'money', amount: Rational.of(9000) },
        strict: true,
        window: periods(12),
      },
      'the credits of the last 12 periods come to more than GBP 9,000.00',
    ],
    [
      'sumOf: points, atLeast: 50 points, over: 1 period, except: [sites]',
      {
        ...sum,
        sumOf: 'points',
        except: ['sites'],
        threshold: { kind: 'points', points: Rational.of(50) },
        window: periods(1),
      },
      'the points, those for sites left out, of the period come to at least 50 points',
    ],
    [
      'sumOf: downtime, service: [core, email], atLeast: 24h, over: 1 period',
      {
        ...sum,
        sumOf: 'downtime',
        services: ['core', 'email'],
        threshold: { kind: 'seconds', seconds: Rational.of(86_400) },
        window: periods(1),
      },
      'the downtime of core and email in the period comes to at least 24 hours',
    ],
    [
      'sumOf: missed-levels, moreThan: 10, over: 3 periods',
      { ...sum, sumOf: 'missed-levels', threshold: { kind: 'count', count: Rational.of(10) }, strict: true },
      'the missed service levels of the last 3 periods come to more than 10',
    ],
    [
      'sumOf: misses, serviceLevels: [p1-resolution, sites], atLeast: 1, over: 3 periods',
      {
        ...sum,
        sumOf: 'misses',
        serviceLevels: ['p1-resolution', 'sites'],
        threshold: { kind: 'count', count: Rational.one },
      },
      'the single misses for p1-resolution and sites of the last 3 periods come to at least 1',
    ],
    [
      'outage: [core, email], longerThan: 24h',
      { kind: 'event', event: { kind: 'outage', services: ['core', 'email'], longerThanSeconds: 86_400 } },
      'one outage of core or email lasts longer than 24 hours',
    ],
    [
      'outage: core, longerThan: 2 calendar days',
      { kind: 'event', event: { kind: 'outage', services: ['core'], longerThanSeconds: 172_800 } },
      'one outage of core lasts longer than 48 hours',
    ],
    [
      'breachOf: p1-resolution, overLimitBy: 4h',
      {
        kind: 'event',
        event: { kind: 'breach', serviceLevel: 'p1-resolution', overLimitBySeconds: 14_400 },
      },
      'one ticket of p1-resolution goes over its limit by more than 4 hours',
    ],
    [
      'breachOf: p1-resolution',
      { kind: 'event', event: { kind: 'breach', serviceLevel: 'p1-resolution', overLimitBySeconds: 0 } },
      'one ticket of p1-resolution goes over its limit',
    ],
    [
      'chronic: core, outages: 3, longerThan: 30m, within: 30 calendar days',
      { kind: 'chronic', services: ['core'], outages: 3, longerThanSeconds: 1800, withinDays: 30 },
      '3 outages of core, each longer than 30 minutes, begin within 30 calendar days',
    ],
    [
      'chronic: [core, email], outages: 2, within: 1 calendar day',
      { kind: 'chronic', services: ['core', 'email'], outages: 2, longerThanSeconds: 0, withinDays: 1 },
      '2 outages of core or email begin within one day',
    ],
    [
      'obligation: report, missed: 2, of: 12 periods',
      { kind: 'obligation', obligation: 'report', times: 2, window: periods(12) },
      'report is missed 2 times in the last 12 periods',
    ],
    [
      'obligation: report, missed: 1, of: contract year',
      { kind: 'obligation', obligation: 'report', times: 1, window: year },
      'report is missed once in the contract year',
    ],
    [
      'portfolio: sites, below: minimum, atLeast: 20 percent, inARow: 2',
      {
        kind: 'portfolio',
        serviceLevel: 'sites',
        below: { kind: 'minimum' },
        atLeast: { kind: 'percent', percent: Rational.of(20) },
        inARow: 2,
      },
      'at least 20 % of the levels of sites are below their minimum in 2 periods in a row',
    ],
    [
      'portfolio: sites, below: 50, atLeast: 5',
      {
        kind: 'portfolio',
        serviceLevel: 'sites',
        below: { kind: 'value', value: Rational.of(50) },
        atLeast: { kind: 'count', count: 5 },
        inARow: 1,
      },
      'at least 5 levels of sites are worse than 50 %',
    ],
    [
      'capReached: 2, of: 6 periods, cap: cap',
      { kind: 'cap-reached', cap: 'cap', times: 2, window: periods(6) },
      'the credits reach the cap in 2 of the last 6 periods',
    ],
    [
      'capReached: 1, of: 1 period',
      { kind: 'cap-reached', cap: undefined, times: 1, window: periods(1) },
      'the credits reach a cap in the period',
    ],
  ])('reads %s', (when, expected, words) => {
    expect(exitOf(when).when).toEqual(expected);
    expect(firstLineOf(when)).toBe(`The client may leave the agreement where ${words}.`);
  });

  it.each([
    [
      'an unknown service level',
      'serviceLevel: p1, inARow: 3',
      'serviceLevel | There is no service level `p1`.',
    ],
    [
      'a minimum that is not there',
      'serviceLevel: email-availability, below: minimum, inARow: 3',
      'below | The service level `email-availability` has no minimum.',
    ],
    [
      'a default without a gate',
      'serviceLevel: email-availability, below: default, inARow: 3',
      'below | The credit of the service level `email-availability` has no gate',
    ],
    [
      'a time where a percentage is measured',
      'serviceLevel: email-availability, below: 4h, inARow: 3',
      'below | 4h is a time, but the measure counts in percent.',
    ],
    [
      'a value that nothing is worse than',
      'serviceLevel: email-availability, below: 0, inARow: 3',
      'below | No value is worse than 0.',
    ],
    [
      'a level that is none',
      'serviceLevel: email-availability, below: target, inARow: 3',
      'below | "target" is not a level.',
    ],
    [
      'more times than periods',
      'serviceLevel: p1-resolution, times: 7, of: 6 periods',
      'times | 7 of 6 periods cannot be.',
    ],
    ['no times', 'serviceLevel: p1-resolution, times: 0, of: 6 periods', 'times | 0 is too small.'],
    [
      'a mean of one period',
      'serviceLevel: p1-resolution, meanOver: 1 period',
      'meanOver | One period has no mean. | Write `inARow: 1` instead.',
    ],
    [
      'a mean in default',
      'serviceLevel: sites, below: default, meanOver: 2 periods',
      'below | A gate looks at single periods',
    ],
    ['no threshold', 'sumOf: points, over: 1 period', ' | It has no threshold.'],
    [
      'two thresholds',
      'sumOf: points, atLeast: 1 point, moreThan: 2 points, over: 1 period',
      ' | `atLeast` and `moreThan` exclude each other.',
    ],
    [
      'points of credits',
      'sumOf: credits, atLeast: 50 points, over: 1 period',
      'atLeast | The sum is of credits, the threshold 50 points is not.',
    ],
    [
      'money of points',
      'sumOf: points, atLeast: 50, over: 1 period',
      'atLeast | The sum is of points, the threshold 50 is not. | Write e.g. `50 points`.',
    ],
    [
      'a number of downtime',
      'sumOf: downtime, service: email, atLeast: 24, over: 1 period',
      'atLeast | The sum is of downtime, the threshold 24 is not. | Write a time such as `24h`.',
    ],
    [
      'a time of misses',
      'sumOf: misses, atLeast: 24h, over: 1 period',
      'atLeast | The sum is of misses, the threshold 24h is not.',
    ],
    [
      'a percentage of levels',
      'sumOf: missed-levels, atLeast: 20 percent, over: 1 period',
      'atLeast | The sum is of missed-levels',
    ],
    ['half a miss', 'sumOf: misses, atLeast: "2.5", over: 1 period', 'atLeast | 2.5 is not a whole number.'],
    [
      'downtime of nothing',
      'sumOf: downtime, atLeast: 24h, over: 1 period',
      'service | It is missing. | Say of which services the downtime is.',
    ],
    [
      'services of points',
      'sumOf: points, service: email, atLeast: 2 points, over: 1 period',
      'service | It has no effect on points.',
    ],
    [
      'levels of credits',
      'sumOf: credits, serviceLevels: [sites], atLeast: 10, over: 1 period',
      'serviceLevels | It has no effect on credits.',
    ],
    [
      'levels of downtime',
      'sumOf: downtime, service: email, except: [sites], atLeast: 1h, over: 1 period',
      'except | It has no effect on downtime.',
    ],
    [
      'levels that count and do not',
      'sumOf: points, serviceLevels: [sites], except: [sites], atLeast: 2 points, over: 1 period',
      'except | `serviceLevels` says already which count.',
    ],
    [
      'an unknown level of points',
      'sumOf: points, serviceLevels: [site], atLeast: 2 points, over: 1 period',
      'serviceLevels[0] | There is no service level `site`. | Did you mean `sites`?',
    ],
    ['a percentage of nothing', 'sumOf: credits, atLeast: 30 percent, over: 1 period', 'of | It is missing.'],
    [
      'charges of money',
      'sumOf: credits, atLeast: 30, of: [managed], over: 1 period',
      'of | It has no effect on 30.',
    ],
    [
      'an unknown charge',
      'sumOf: credits, atLeast: 30 percent, of: [x], over: 1 period',
      'of[0] | There is no charge `x`.',
    ],
    [
      'charges of another time',
      'sumOf: credits, atLeast: 30 percent, of: { charges: all, over: previous-period }, over: 1 period',
      'of.over | `previous-period` means nothing here.',
    ],
    ['nothing', 'sumOf: credits, atLeast: 0, over: 1 period', 'atLeast | Every sum reaches 0.'],
    [
      'a threshold that is none',
      'sumOf: credits, atLeast: 30 %, of: [managed], over: 1 period',
      'atLeast | "30 %" is not a threshold.',
    ],
    [
      'a window that is none',
      'sumOf: credits, atLeast: 30, over: 3 months',
      'over | "3 months" is not a number of periods or `contract year`.',
    ],
    ['an outage of no length', 'outage: core, longerThan: 0s', 'longerThan | 0s is no time at all.'],
    ['a service twice', 'outage: [core, core], longerThan: 1h', 'outage[1] | `core` stands twice'],
    [
      'a breach of what has no limit',
      'breachOf: email-availability',
      'breachOf | The service level `email-availability` has no limits',
    ],
    ['a breach of what is not there', 'breachOf: site', 'breachOf | There is no service level `site`.'],
    [
      'one outage that is chronic',
      'chronic: core, outages: 1, within: 30 calendar days',
      'outages | 1 is too',
    ],
    ['no days', 'chronic: core, outages: 2, within: 0 calendar days', 'within | 0 calendar days is no time'],
    [
      'an unknown obligation',
      'obligation: reprot, missed: 2, of: 12 periods',
      'obligation | There is no obligation `reprot`. | Did you mean `report`?',
    ],
    [
      'a portfolio of one',
      'portfolio: p1-resolution, atLeast: 2',
      'portfolio | The service level `p1-resolution` is one, no portfolio.',
    ],
    ['more than all', 'portfolio: sites, atLeast: 101 percent', 'atLeast | 101 percent is no share.'],
    ['none of a portfolio', 'portfolio: sites, atLeast: 0 percent', 'atLeast | 0 percent is no share.'],
    ['a cap that is not there', 'capReached: 2, of: 6 periods, cap: x', 'cap | There is no cap `x`.'],
    ['a cap too often', 'capReached: 7, of: 6 periods', 'capReached | 7 of 6 periods cannot be.'],
    ['two conditions', 'capReached: 2, inARow: 3', ' | `capReached`, `inARow` exclude each other.'],
    ['no condition', 'serviceLevel: p1-resolution', ' | It has none of'],
  ])('refuses %s', (_what, when, expected) => {
    const errors = errorsOf(documentOf(when));
    const whole = `exit[2].when${expected.startsWith(' ') ? '' : '.'}${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });

  it('refuses a cap to reach where there is none', () => {
    const errors = errorsOf({ ...documentOf('capReached: 1, of: 1 period'), credits: {} });
    expect(errors[0]).toMatch(/^exit\[2\]\.when\.capReached \| The credits have no cap/);
  });

  it('looks at both directions of a target for a value that can be worse', () => {
    const document = (below: string) =>
      exampleWith('', {
        serviceLevels: '{ id: failed, measure: { kind: count, of: tickets }, target: { atMost: 3 } }',
        exit: `{ id: e, when: { serviceLevel: failed, below: ${below}, inARow: 1 } }`,
      });
    expect(load(document('0')).exits.get('e')!.when).toMatchObject({ below: { value: Rational.zero } });
    expect(load(document('7')).exits.get('e')!.when).toMatchObject({ below: { value: Rational.of(7) } });
  });

  it('may refer to reviews and escalation ladders', () => {
    const document = {
      ...exampleWith('', {
        reviews: '{ id: review, each: month, within: 5 business days }',
        escalation: '{ id: ladder, serviceLevel: p1-resolution, levels: [ { after: breach, to: manager } ] }',
      }),
      exit: [
        { id: 'a', when: { obligation: 'review', missed: '2', of: '6 periods' } },
        { id: 'b', when: { obligation: 'ladder', missed: '2', of: '6 periods' } },
      ],
    };
    expect([...load(document).exits.keys()]).toEqual(['a', 'b']);
  });
});

describe('an exit clause', () => {
  const when = 'sumOf: points, atLeast: 50 points, over: 1 period';

  it('may be for the whole or for services', () => {
    expect(exitOf(when, ', clause: "12", text: May leave.')).toMatchObject({
      clause: '12',
      text: 'May leave.',
      scope: 'whole',
    });
    expect(exitOf(when, ', scope: [email]').scope).toEqual(['email']);
  });

  it('has a stated default for every date', () => {
    expect(exitOf(when)).toMatchObject({
      cureDays: undefined,
      cureTest: 'accepted',
      noticeWithinDays: undefined,
      noticeDays: undefined,
      exerciseWithinDays: undefined,
      exerciseFrom: 'held',
    });
  });

  it('may say how to cure, how much notice, and how long the right lasts', () => {
    const rest =
      ', cure: 30 calendar days, cureTest: measured, noticeWithin: 20 calendar days, notice: 1 calendar day, ' +
      'exerciseWithin: 60 calendar days, exerciseFrom: exercisable';
    const terms = termsOf('serviceLevel: p1-resolution, inARow: 3', rest);
    expect(terms.exits.get('e')).toMatchObject({
      cureDays: 30,
      cureTest: 'measured',
      noticeWithinDays: 20,
      noticeDays: 1,
      exerciseWithinDays: 60,
      exerciseFrom: 'exercisable',
    });
    const exits = describeTerms(terms).find(({ heading }) => heading === 'Exit')!;
    expect(exits.clauses.at(-1)!.lines.slice(1)).toEqual([
      'Notice has to be served within 20 calendar days after the right arose, else it lapses.',
      'After a notice the provider has 30 calendar days to cure; it is cured if the service level, measured over these days, no longer is so.',
      'The right lasts 60 calendar days from the day on which it can be exercised.',
      'Leaving takes 1 calendar day of notice.',
      'Refers to: service level p1-resolution (Schedule 2, 3.1).',
    ]);
  });

  it.each([
    ['days that are none', ', cure: 0 calendar days', 'cure | 0 calendar days is no time at all.'],
    ['days of what', ', notice: 30 days', 'notice | "30 days" is not a number of calendar days.'],
    ['a test of no cure', ', cureTest: accepted', 'cureTest | It has no effect without `cure`.'],
    [
      'an end of nothing',
      ', exerciseFrom: held',
      'exerciseFrom | It has no effect without `exerciseWithin`.',
    ],
    [
      'a sum that is measured over some days',
      ', cure: 30 calendar days, cureTest: measured',
      'cureTest | The condition is not on one service level that could be measured.',
    ],
    ['a service twice', ', scope: [email, email]', 'scope[1] | `email` stands twice'],
  ])('refuses %s', (_what, rest, expected) => {
    const errors = errorsOf(documentOf(when, rest));
    expect(errors.find((error) => error.startsWith(`exit[2].${expected}`)) ?? errors).toBeTypeOf('string');
  });

  it.each([
    [
      'of whole periods',
      'serviceLevel: smooth, inARow: 1',
      '`smooth` is measured over whole periods (smoothed), not over any days.',
    ],
    [
      'of defaults',
      'serviceLevel: sites, below: default, inARow: 1',
      'Whether a miss is a default is known of',
    ],
  ])('refuses to measure a cure %s', (_what, condition, problem) => {
    const document = documentOf(condition, ', cure: 5 calendar days, cureTest: measured');
    (document['serviceLevels'] as unknown[]).push({
      id: 'smooth',
      measure: { kind: 'smoothed', of: 'email-availability', previous: '1 period' },
      target: { atLeast: '99' },
    });
    expect(errorsOf(document)[0]).toContain(`exit[2].cureTest | ${problem}`);
  });
});

describe('several conditions together', () => {
  const run = '{ serviceLevel: p1-resolution, inARow: 3 }';
  const outage = '{ outage: email, longerThan: 24h }';

  it.each([
    ['anyOf', 'any-of', 'p1-resolution is below its expected level in 3 periods in a row; or (b)'],
    ['allOf', 'all-of', 'p1-resolution is below its expected level in 3 periods in a row; and (b)'],
  ])('%s', (key, kind, line) => {
    const when = `${key}: [ ${run}, ${outage} ]`;
    expect(exitOf(when).when).toMatchObject({ kind, of: [{ kind: 'in-a-row' }, { kind: 'event' }] });
    expect(firstLineOf(when)).toContain(`where (a) ${line} one outage of email lasts longer than`);
  });

  it('one inside the other', () => {
    const { when } = exitOf(`anyOf: [ ${outage}, { allOf: [ ${run}, ${outage} ] } ]`);
    expect(when).toMatchObject({ of: [{ kind: 'event' }, { kind: 'all-of', of: [{}, {}] }] });
  });

  it('say of what days a right lasts', () => {
    const terms = termsOf(`anyOf: [ ${run}, ${outage} ]`, ', exerciseWithin: 60 calendar days');
    const exits = describeTerms(terms).find(({ heading }) => heading === 'Exit')!;
    expect(exits.clauses.find(({ id }) => id === 'e')!.lines[1]).toBe(
      'The right lasts 60 calendar days from the end of the last period at whose end this was so, or the day of an event.',
    );
  });

  it.each([
    ['one alone', `anyOf: [ ${run} ]`, '', 'when.anyOf | '],
    [
      'a dangling reference',
      `anyOf: [ ${outage}, { serviceLevel: none, inARow: 2 } ]`,
      '',
      'when.anyOf[1].serviceLevel | There is no service level `none`.',
    ],
    ['what is no condition', `allOf: [ ${outage}, { notice: 3 } ]`, '', 'when.allOf[1]'],
    [
      'a cure that no one level could show',
      `anyOf: [ ${run}, ${outage} ]`,
      ', cure: 5 calendar days, cureTest: measured',
      'cureTest | The condition is not on one service level that could be measured.',
    ],
  ])('refuses %s', (_what, when, rest, expected) => {
    const errors = errorsOf(documentOf(when, rest));
    expect(errors.find((error) => error.startsWith(`exit[2].${expected}`)) ?? errors).toBeTypeOf('string');
  });
});
