import { Rational } from '@tallystick/quantities';
import { describe, expect, it } from 'vitest';
import { describeTerms } from '../describe/describe-terms.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';

const timed =
  '{ id: timed, measure: { kind: reported, unit: seconds }, target: { atMost: 4h }, credit: { fixed: 10 } }';
const free = '{ id: free, measure: { kind: reported, unit: percent }, target: { atLeast: 95 } }';

function earnBacks(earnBack: string, level?: string) {
  const clauses: Record<string, string> = level === undefined ? {} : { serviceLevels: level };
  return [...load(exampleWith(`{ earnBack: ${earnBack} }`, clauses)).earnBacks.values()];
}

describe('earn-back', () => {
  const defaults = { clause: undefined, serviceLevels: undefined, settledBy: 'paid' };

  it.each([
    [
      '{ share: 50, after: 6 periods met, of: each level }',
      { ...defaults, id: 'earn-back', sharePercent: Rational.of(50), when: { kind: 'met', periods: 6 } },
    ],
    [
      '{ share: 100, after: 1 period exceeded, by: "0.5" }',
      {
        ...defaults,
        id: 'earn-back',
        sharePercent: Rational.of(100),
        when: { kind: 'exceeded', periods: 1, by: Rational.parse('0.5') },
      },
    ],
    [
      '{ id: annual, clause: "7.1", share: "12.5", when: year-mean, of: [p1-resolution], settledBy: bank }',
      {
        id: 'annual',
        clause: '7.1',
        serviceLevels: ['p1-resolution'],
        sharePercent: Rational.parse('12.5'),
        when: { kind: 'year-mean' },
        settledBy: 'bank',
      },
    ],
  ])('reads %s', (earnBack, expected) => {
    expect(earnBacks(earnBack)).toEqual([expected]);
  });

  it('reads a list', () => {
    const list =
      '[ { id: half, share: 50, after: 6 periods met, of: [p1-resolution] }, { id: annual, share: 100, when: year-mean, of: [email-availability] } ]';
    expect(earnBacks(list).map(({ id }) => id)).toEqual(['half', 'annual']);
  });

  it('is none by default', () => {
    const { earnBack: _earnBack, ...document } = exampleWith('');
    expect(load(document).earnBacks.size).toBe(0);
  });

  it('reads by how much in the unit of its levels', () => {
    const [timedOnly] = earnBacks('{ share: 50, after: 3 periods exceeded, by: 30m, of: [timed] }', timed);
    expect(timedOnly!.when).toEqual({ kind: 'exceeded', periods: 3, by: Rational.of(1800) });
  });

  it.each([
    ['no share', '{ after: 6 periods met }', '.share | It is missing.'],
    ['a share of nothing', '{ share: 0, after: 6 periods met }', '.share | 0 is not more than 0.'],
    ['more than all', '{ share: 100.1, after: 6 periods met }', '.share | 100.1 is too large.'],
    ['no condition', '{ share: 50 }', ' | It has none of `after`, `when`.'],
    [
      'two conditions',
      '{ share: 50, after: 6 periods met, when: year-mean }',
      ' | `after`, `when` exclude each other.',
    ],
    [
      'another condition',
      '{ share: 50, after: 6 months met }',
      '.after | "6 months met" is not a number of periods that are met or exceeded.',
    ],
    ['no periods', '{ share: 50, after: 0 periods met }', '.after | "0 periods met" is not'],
    ['exceeded by nothing', '{ share: 50, after: 6 periods exceeded }', '.by | It is missing.'],
    [
      'exceeded by 0',
      '{ share: 50, after: 6 periods exceeded, by: 0, of: [p1-resolution] }',
      '.by | 0 is not more than 0.',
    ],
    [
      'met by something',
      '{ share: 50, after: 6 periods met, by: 1 }',
      '.by | It has no effect: the level only has to be met.',
    ],
    [
      'a time of a percentage',
      '{ share: 50, after: 6 periods exceeded, by: 1h, of: [p1-resolution] }',
      '.by | 1h is a time, but the service level `p1-resolution` counts in percent.',
    ],
    [
      'a number of a time',
      '{ share: 50, after: 6 periods exceeded, by: 1, of: [timed] }',
      '.by | 1 has no unit of time, but the service level `timed` counts in time.',
    ],
    [
      'levels of two sorts',
      '{ share: 50, after: 6 periods exceeded, by: 1 }',
      '.by | 1 has no unit of time, but the service level `timed` counts in time. | Name the levels of one unit',
    ],
    [
      'an unknown level',
      '{ share: 50, after: 6 periods met, of: [p1] }',
      '.of[0] | There is no service level `p1`.',
    ],
    [
      'a level without a credit',
      '{ share: 50, after: 6 periods met, of: [free] }',
      '.of[0] | The service level `free` has no credit',
    ],
    [
      'another text',
      '{ share: 50, after: 6 periods met, of: all }',
      '.of | "all" is not one of the choices.',
    ],
    ['no id in a list', '[ { share: 50, after: 6 periods met } ]', '[0].id | It is missing.'],
    [
      'an id twice',
      '[ { id: x, share: 50, after: 6 periods met }, { id: x, share: 50, when: year-mean } ]',
      '[1].id | The id `x` stands twice.',
    ],
    ['an empty list', '[]', ' | It has 0 items.'],
  ])('refuses %s', (_what, earnBack, expected) => {
    const document = exampleWith(`{ earnBack: ${earnBack} }`, { serviceLevels: timed });
    (document['serviceLevels'] as unknown[]).push(plain(free));
    const errors = errorsOf(document);
    expect(errors.find((error) => error.startsWith(`earnBack${expected}`)) ?? errors).toBeTypeOf('string');
  });

  it('needs a credit that could come back', () => {
    const document = exampleWith('{ earnBack: { share: 50, after: 6 periods met }, exit: [] }');
    document['serviceLevels'] = (document['serviceLevels'] as Record<string, unknown>[]).map(
      ({ credit: _credit, ...level }) => level,
    );
    delete document['credits'];
    expect(errorsOf(document)).toEqual([
      'earnBack | No service level has a credit that could be earned back. | Take it out, or give a level a `credit`.',
    ]);
  });

  it('is said in words', () => {
    const terms = load(
      exampleWith(
        '{ earnBack: [ { id: a, share: 50, after: 6 periods met }, { id: b, share: 100, after: 1 period exceeded, by: 30m, of: [timed], settledBy: bank }, { id: c, share: 25, when: year-mean } ] }',
        { serviceLevels: timed },
      ),
    );
    const section = describeTerms(terms).find(({ heading }) => heading === 'Earn-back')!;
    expect(section.clauses.flatMap(({ lines }) => lines)).toEqual([
      '50 % of a credit for any service level comes back to the provider where it is met in each of the next 6 periods. The client pays it.',
      '100 % of a credit for timed comes back to the provider where it is better than its target by 30 minutes or more in the next period. It can only be set against later credits.',
      '25 % of a credit for any service level comes back to the provider where the mean of its values over the contract year keeps the target. The client pays it.',
    ]);
  });
});
