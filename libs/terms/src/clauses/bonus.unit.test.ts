import { Rational } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band, Bonus } from '../model/service-level.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const units: Record<string, string> = {
  percent: '{ kind: reported, unit: percent }',
  number: '{ kind: reported, unit: number }',
  time: '{ kind: reported, unit: seconds }',
};

function document(unit: string, target: string, bonus: string, keys = ''): unknown {
  return exampleWith(keys, {
    serviceLevels: `{ id: s, measure: ${units[unit]!}, target: { ${target} }, bonus: { ${bonus} } }`,
  });
}

function bonusOf(unit: string, target: string, bonus: string): Bonus {
  return load(document(unit, target, bonus)).serviceLevels.get('s')!.bonus!;
}

/** `[85, 95): 5`, as mathematicians write intervals. */
function interval({ lower, upper, price }: Band): string {
  const open = lower === undefined ? '(..' : `${lower.inclusive ? '[' : '('}${lower.value.toDecimal()}`;
  const close = upper === undefined ? '..)' : `${upper.value.toDecimal()}${upper.inclusive ? ']' : ')'}`;
  return `${open}, ${close}: ${price.kind === 'money' ? price.amount.toDecimal() : ''}`;
}

describe('the bands of a bonus', () => {
  it.each([
    ['percent', 'atLeast: 99', '{ from: 99, amount: 1 }', ['[99, ..): 1']],
    ['percent', 'atLeast: 99', '{ above: 99, amount: 1 }', ['(99, ..): 1']],
    ['percent', 'moreThan: 99', '{ above: 99, amount: 1 }', ['(99, ..): 1']],
    ['percent', 'atLeast: 99', '{ from: 99.5, amount: 1 }', ['[99.5, ..): 1']],
    [
      'percent',
      'atLeast: 99',
      '{ from: 99.9, amount: 2 }, { from: 99.5, amount: 1 }',
      ['[99.9, ..): 2', '[99.5, 99.9): 1'],
    ],
    [
      'percent',
      'atLeast: 99',
      '{ above: 99.9, amount: 2 }, { from: 99.5, amount: 1 }',
      ['(99.9, ..): 2', '[99.5, 99.9]: 1'],
    ],
    [
      'percent',
      'atLeast: 99',
      '{ from: 99.5, below: 99.6, amount: 1 }, { from: 99.9, amount: 2 }',
      ['[99.5, 99.6): 1', '[99.9, ..): 2'],
    ],
    [
      'percent',
      'atLeast: 99',
      '{ from: 99.5, below: 99.9, amount: 1 }, { from: 99.9, amount: 2 }',
      ['[99.5, 99.9): 1', '[99.9, ..): 2'],
    ],
    ['percent', 'atLeast: 99', '{ from: 100, amount: 1 }', ['[100, ..): 1']],
    ['percent', 'atMost: 5', '{ upTo: 5, amount: 1 }, { below: 1, amount: 2 }', ['[1, 5]: 1', '(.., 1): 2']],
    [
      'percent',
      'lessThan: 5',
      '{ below: 5, amount: 1 }, { upTo: 1, amount: 2 }',
      ['(1, 5): 1', '(.., 1]: 2'],
    ],
    ['percent', 'atMost: 5', '{ upTo: 0, amount: 2 }', ['(.., 0]: 2']],
    [
      'time',
      'atMost: 1h',
      '{ upTo: 30m, above: 15m, amount: 1 }, { upTo: 10m, amount: 2 }',
      ['(900, 1800]: 1', '(.., 600]: 2'],
    ],
    ['number', 'atLeast: 4', '{ from: 4.5, amount: 1 }', ['[4.5, ..): 1']],
  ])('of a %s, %s: %s', (unit, target, bands, expected) => {
    expect(bonusOf(unit, target, `bands: [${bands}]`).bands.map(interval)).toEqual(expected);
  });

  it.each([
    [
      'a band into missed values',
      'percent',
      'atLeast: 99',
      '{ from: 98.9, amount: 1 }',
      '[0] | The band reaches into values that miss the target (atLeast 99 %).',
    ],
    [
      'a band with the one value that misses',
      'percent',
      'moreThan: 99',
      '{ from: 99, amount: 1 }',
      '[0] | The band reaches into values that miss',
    ],
    [
      'a band into missed values downwards',
      'percent',
      'atMost: 5',
      '{ upTo: 5.1, amount: 1 }',
      '[0] | The band reaches into values that miss',
    ],
    [
      'a band with the one value that misses downwards',
      'percent',
      'lessThan: 5',
      '{ upTo: 5, amount: 1 }',
      '[0] | The band reaches into values that miss',
    ],
    [
      'the second band into missed values',
      'percent',
      'atLeast: 99',
      '{ from: 99.5, amount: 1 }, { from: 98, amount: 1 }',
      '[1] | The band reaches into values that miss',
    ],
    [
      'no begin',
      'percent',
      'atLeast: 99',
      '{ below: 99.9, amount: 1 }',
      '[0] | It does not say where the reward begins: atLeast is exceeded by high values. | Write `from` or `above`.',
    ],
    [
      'no begin downwards',
      'percent',
      'atMost: 5',
      '{ above: 1, amount: 1 }',
      '[0] | It does not say where the reward begins: atMost is exceeded by low values. | Write `upTo` or `below`.',
    ],
    [
      'a band beyond the measure',
      'percent',
      'atLeast: 99',
      '{ above: 100, amount: 1 }',
      '[0] | No value can stand in the band: the measure never goes beyond 100 %.',
    ],
    [
      'a band beyond the measure downwards',
      'percent',
      'atMost: 5',
      '{ below: 0, amount: 1 }',
      '[0] | No value can stand in the band',
    ],
    [
      'an empty band',
      'percent',
      'atLeast: 99',
      '{ from: 99.9, below: 99.5, amount: 1 }',
      '[0] | No value can stand in the band. | Write the lower edge below',
    ],
    [
      'the same begin',
      'percent',
      'atLeast: 99',
      '{ from: 99.5, amount: 1 }, { from: 99.5, amount: 2 }',
      '[1] | It overlaps the neighbouring band, which begins at 99.5 % as well.',
    ],
    [
      'an overlap',
      'percent',
      'atLeast: 99',
      '{ from: 99.5, upTo: 99.8, amount: 1 }, { from: 99.7, amount: 2 }',
      '[1] | It overlaps the neighbouring band between 99.7 % and 99.8 %.',
    ],
    [
      'an overlap of one value',
      'percent',
      'atLeast: 99',
      '{ from: 99.5, upTo: 99.7, amount: 1 }, { from: 99.7, amount: 2 }',
      '[1] | It overlaps',
    ],
    [
      'an overlap downwards',
      'percent',
      'atMost: 5',
      '{ upTo: 4, above: 1, amount: 1 }, { upTo: 2, amount: 2 }',
      '[1] | It overlaps',
    ],
    [
      'points',
      'percent',
      'atLeast: 99',
      '{ from: 99, points: 1 }',
      '[0].points | A price in points cannot stand here. | Write one of `percent`, `amount`, `days`.',
    ],
    [
      'weights',
      'percent',
      'atLeast: 99',
      '{ from: 99, weight: 1 }',
      '[0].weight | A price in weight cannot stand here.',
    ],
    [
      'no price',
      'percent',
      'atLeast: 99',
      '{ from: 99 }',
      '[0] | It has no price. | Add one of `percent`, `amount`, `days`.',
    ],
    ['no bands', 'percent', 'atLeast: 99', '', ' | It has 0 items.'],
  ])('refuse %s', (_what, unit, target, bands, expected) => {
    const errors = errorsOf(document(unit, target, `bands: [${bands}]`));
    const whole = `serviceLevels[2].bonus.bands${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });

  it('hold no value that misses the target, and none twice', () => {
    const contains = ({ lower, upper }: Band, value: Rational): boolean => {
      const low = lower === undefined ? 1 : value.compare(lower.value);
      const high = upper === undefined ? -1 : value.compare(upper.value);
      return (low > 0 || (low === 0 && lower!.inclusive)) && (high < 0 || (high === 0 && upper!.inclusive));
    };
    fc.assert(
      fc.property(
        fc.constantFrom('atLeast', 'moreThan', 'atMost', 'lessThan'),
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 6 }),
        fc.func(fc.boolean()),
        (comparison, values, inclusive) => {
          const high = comparison === 'atLeast' || comparison === 'moreThan';
          const [target, ...begins] = [...values].sort((a, b) => (high ? a - b : b - a));
          const bands = begins.map((edge) => {
            const key = high ? (inclusive(edge) ? 'from' : 'above') : inclusive(edge) ? 'upTo' : 'below';
            return `{ ${key}: ${edge}, amount: 1 }`;
          });
          const bonus = bonusOf('percent', `${comparison}: ${target!}`, `bands: [${bands.join(', ')}]`);
          const firstBand = begins[0]!;
          for (let half = 0; half <= 200; half += 1) {
            const value = Rational.of(half, 2);
            const beyond = value.compare(Rational.of(firstBand)) * (high ? 1 : -1);
            const earned = beyond > 0 || (beyond === 0 && inclusive(firstBand));
            expect(bonus.bands.filter((band) => contains(band, value))).toHaveLength(earned ? 1 : 0);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a bonus', () => {
  const at99 = (bonus: string) =>
    bonusOf('percent', 'atLeast: 99', `bands: [ { from: 99, percent: 1 } ], ${bonus}`);

  it('has every key', () => {
    const bonus = at99(
      'clause: "9", of: [managed], atMost: { amount: 300 }, settledBy: bank, disqualifiedBy: [' +
        '{ serviceLevel: p1-resolution, is: below-minimum }, { serviceLevel: email-availability, is: missed }, { anyLevel: missed } ]',
    );
    expect(bonus).toMatchObject({
      clause: '9',
      base: { charges: ['managed'] },
      atMost: { kind: 'money', amount: Rational.of(300) },
      settledBy: 'bank',
      disqualifiedBy: [
        { kind: 'service-level', serviceLevel: 'p1-resolution', is: 'below-minimum' },
        { kind: 'service-level', serviceLevel: 'email-availability', is: 'missed' },
        { kind: 'any-level-missed' },
      ],
    });
  });

  it('has every default', () => {
    expect(at99('of: [managed]')).toMatchObject({
      clause: undefined,
      atMost: undefined,
      settledBy: 'paid',
      disqualifiedBy: [],
    });
  });

  it('is disqualified by an obligation', () => {
    const owed = '{ id: report, owedBy: provider, due: { each: period, within: 10 business days } }';
    const level =
      '{ id: s, measure: { kind: reported, unit: percent }, target: { atLeast: 99 }, ' +
      'bonus: { bands: [ { from: 99, amount: 1 } ], disqualifiedBy: [ { obligation: report } ] } }';
    const terms = load(exampleWith('', { obligations: owed, serviceLevels: level }));
    expect(terms.serviceLevels.get('s')!.bonus!.disqualifiedBy).toEqual([
      { kind: 'obligation', obligation: 'report' },
    ]);
  });

  it.each([
    ['percentages of nothing', '', '.of | Percentages are of no charge.'],
    [
      'a limit in points',
      'of: [managed], atMost: { points: 1 }',
      '.atMost.points | A price in points cannot stand here.',
    ],
    [
      'an unknown level',
      'of: [managed], disqualifiedBy: [ { serviceLevel: p1-resolutoin, is: missed } ]',
      '.disqualifiedBy[0].serviceLevel | There is no service level `p1-resolutoin`. | Did you mean `p1-resolution`?',
    ],
    [
      'itself',
      'of: [managed], disqualifiedBy: [ { serviceLevel: s, is: missed } ]',
      '.disqualifiedBy[0].serviceLevel | A value that earns the bonus meets its own target already.',
    ],
    [
      'an unknown obligation',
      'of: [managed], disqualifiedBy: [ { obligation: report } ]',
      '.disqualifiedBy[0].obligation | There is no obligation `report`.',
    ],
    [
      'a minimum that is not there',
      'of: [managed], disqualifiedBy: [ { serviceLevel: email-availability, is: below-minimum } ]',
      '.disqualifiedBy[0].is | The service level `email-availability` has no minimum that could be missed.',
    ],
    ['nothing that disqualifies', 'of: [managed], disqualifiedBy: []', '.disqualifiedBy | It has 0 items.'],
  ])('refuses %s', (_what, keys, expected) => {
    const bonus = `bands: [ { from: 99, percent: 1 } ]${keys === '' ? '' : `, ${keys}`}`;
    const errors = errorsOf(document('percent', 'atLeast: 99', bonus));
    expect(
      errors.find((error) => error.startsWith(`serviceLevels[2].bonus${expected}`)) ?? errors,
    ).toBeTypeOf('string');
  });
});
