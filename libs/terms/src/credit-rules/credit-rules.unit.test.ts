import { Rational } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band, CreditRule } from '../model/service-level.js';
import { errorsOf, exampleWith, load } from '../testing/documents.js';

const units: Record<string, string> = {
  percent: '{ kind: reported, unit: percent }',
  number: '{ kind: reported, unit: number }',
  time: '{ kind: reported, unit: seconds }',
  count: '{ kind: count, of: tickets }',
  availability: '{ kind: availability, service: email, calendar: always }',
};

function document(unit: string, target: string, credit: string): unknown {
  return exampleWith('', {
    serviceLevels: `{ id: s, measure: ${units[unit]!}, target: { ${target} }, credit: ${credit} }`,
  });
}

function ruleOf(unit: string, target: string, credit: string): CreditRule {
  return load(document(unit, target, credit)).serviceLevels.get('s')!.credit!.rule;
}

/** `[85, 95): 5`, as mathematicians write intervals. */
function interval({ lower, upper, price }: Band): string {
  const open = lower === undefined ? '(..' : `${lower.inclusive ? '[' : '('}${lower.value.toDecimal()}`;
  const close = upper === undefined ? '..)' : `${upper.value.toDecimal()}${upper.inclusive ? ']' : ')'}`;
  return `${open}, ${close}: ${price.kind === 'points' ? price.points.toDecimal() : ''}`;
}

function bandsOf(unit: string, target: string, bands: string): string[] {
  const rule = ruleOf(unit, target, `{ bands: [${bands}] }`);
  return rule.kind === 'bands' ? rule.bands.map(interval) : [];
}

describe('bands', () => {
  it.each([
    [
      'percent',
      'atLeast: 95',
      '{ below: 85, points: 2 }, { below: 95, points: 1 }',
      ['(.., 85): 2', '[85, 95): 1'],
    ],
    [
      'percent',
      'atLeast: 95',
      '{ below: 95, points: 1 }, { below: 85, points: 2 }',
      ['[85, 95): 1', '(.., 85): 2'],
    ],
    [
      'percent',
      'moreThan: 95',
      '{ upTo: 85, points: 2 }, { upTo: 95, points: 1 }',
      ['(.., 85]: 2', '(85, 95]: 1'],
    ],
    [
      'percent',
      'atLeast: 95',
      '{ from: 85, below: 95, points: 1 }, { from: 0, below: 85, points: 2 }',
      ['[85, 95): 1', '[0, 85): 2'],
    ],
    [
      'percent',
      'atLeast: 95',
      '{ above: 85, below: 95, points: 1 }, { upTo: 85, points: 2 }',
      ['(85, 95): 1', '(.., 85]: 2'],
    ],
    [
      'percent',
      'atMost: 5',
      '{ above: 5, points: 1 }, { above: 10, points: 2 }',
      ['(5, 10]: 1', '(10, ..): 2'],
    ],
    [
      'percent',
      'lessThan: 5',
      '{ from: 10, points: 2 }, { from: 5, points: 1 }',
      ['[10, ..): 2', '[5, 10): 1'],
    ],
    [
      'percent',
      'atMost: 5',
      '{ above: 10, upTo: 100, points: 2 }, { above: 5, upTo: 10, points: 1 }',
      ['(10, 100]: 2', '(5, 10]: 1'],
    ],
    ['time', 'atMost: 4h', '{ above: 4h, points: 1 }, { above: 1h30m, points: 2 }', undefined],
    [
      'time',
      'atMost: 1h',
      '{ above: 1h, points: 1 }, { from: 4h, points: 2 }',
      ['(3600, 14400): 1', '[14400, ..): 2'],
    ],
    ['count', 'atMost: 0', '{ above: 0, points: 1 }, { above: 3, points: 2 }', ['(0, 3]: 1', '(3, ..): 2']],
    ['number', 'atLeast: 4', '{ below: 3, points: 2 }, { below: 4, points: 1 }', ['(.., 3): 2', '[3, 4): 1']],
    [
      'percent',
      'atLeast: 95',
      '{ below: 90, points: 1 }, { below: 95, points: 0 }',
      ['(.., 90): 1', '[90, 95): 0'],
    ],
  ])('of a %s, %s: %s', (unit, target, bands, expected) => {
    if (expected === undefined)
      expect(errorsOf(document(unit, target, `{ bands: [${bands}] }`))).toHaveLength(1);
    else expect(bandsOf(unit, target, bands)).toEqual(expected);
  });

  const at = 'serviceLevels[2].credit.bands';
  it.each([
    [
      'a gap before the target',
      'percent',
      'atLeast: 95',
      '{ below: 94.9, points: 1 }',
      `${at} | Values between 94.9 % and the target (atLeast 95 %) stand in no band. | Write \`below: 95\` in the nearest band, or add a band with \`below: 95\` and \`percent: 0\` for a grace.`,
    ],
    [
      'a gap of one value before the target',
      'percent',
      'moreThan: 95',
      '{ below: 95, points: 1 }',
      `${at} | Values between 95 % and the target (moreThan 95 %) stand in no band. | Write \`upTo: 95\``,
    ],
    [
      'a band into the met side',
      'percent',
      'atLeast: 95',
      '{ below: 95.1, points: 1 }',
      `${at}[0] | The band reaches into values that meet the target (atLeast 95 %). | Write \`below: 95\`.`,
    ],
    [
      'a band that holds the target',
      'percent',
      'atLeast: 95',
      '{ upTo: 95, points: 1 }',
      `${at}[0] | The band reaches into values that meet the target`,
    ],
    [
      'a gap before the target downwards',
      'percent',
      'atMost: 5',
      '{ above: 5.1, points: 1 }',
      `${at} | Values between 5.1 % and the target (atMost 5 %) stand in no band. | Write \`above: 5\``,
    ],
    [
      'a gap of one value downwards',
      'percent',
      'lessThan: 5',
      '{ above: 5, points: 1 }',
      `${at} | Values between 5 % and the target (lessThan 5 %) stand in no band. | Write \`from: 5\``,
    ],
    [
      'a band into the met side downwards',
      'percent',
      'atMost: 5',
      '{ from: 5, points: 1 }',
      `${at}[0] | The band reaches into values that meet the target (atMost 5 %). | Write \`above: 5\`.`,
    ],
    [
      'a gap between bands',
      'percent',
      'atLeast: 95',
      '{ below: 85, points: 2 }, { from: 86, below: 95, points: 1 }',
      `${at}[1] | There is a gap between the neighbouring band at 85 % and this band at 86 %.`,
    ],
    [
      'a gap of one value between bands',
      'percent',
      'atLeast: 95',
      '{ below: 85, points: 2 }, { above: 85, below: 95, points: 1 }',
      `${at}[1] | There is a gap`,
    ],
    [
      'an overlap',
      'percent',
      'atLeast: 95',
      '{ below: 85, points: 2 }, { from: 84, below: 95, points: 1 }',
      `${at}[1] | It overlaps the neighbouring band between 84 % and 85 %. | Let the bands meet, or leave \`from\` out.`,
    ],
    [
      'an overlap of one value',
      'percent',
      'atLeast: 95',
      '{ upTo: 85, points: 2 }, { from: 85, below: 95, points: 1 }',
      `${at}[1] | It overlaps`,
    ],
    [
      'an overlap downwards',
      'percent',
      'atMost: 5',
      '{ above: 5, upTo: 11, points: 1 }, { above: 10, points: 2 }',
      `${at}[0] | It overlaps the neighbouring band between 11 % and 10 %.`,
    ],
    [
      'two bands with one edge',
      'percent',
      'atLeast: 95',
      '{ below: 95, points: 2 }, { below: 95, points: 1 }',
      `${at}[1] | It overlaps the neighbouring band, which has the same edge 95 %.`,
    ],
    [
      'a gap at the worst end',
      'percent',
      'atLeast: 95',
      '{ from: 10, below: 95, points: 1 }',
      `${at}[0] | There is a gap between the worst value at 0 % and this band at 10 %.`,
    ],
    [
      'a gap at the worst end without end',
      'number',
      'atLeast: 95',
      '{ from: 10, below: 95, points: 1 }',
      `${at}[0] | Values beyond 10 stand in no band. | Leave \`from\` out`,
    ],
    [
      'a gap at the worst end downwards',
      'count',
      'atMost: 5',
      '{ above: 5, upTo: 10, points: 1 }',
      `${at}[0] | Values beyond 10 stand in no band.`,
    ],
    [
      'a band upside down',
      'percent',
      'atLeast: 95',
      '{ from: 95, below: 85, points: 1 }',
      `${at}[0] | No value can stand in the band.`,
    ],
    [
      'a band beyond the measure',
      'percent',
      'atLeast: 95',
      '{ below: 0, points: 2 }, { below: 95, points: 1 }',
      `${at}[0] | No value can stand in the band: the measure never goes beyond 0 %.`,
    ],
    [
      'a band against its target',
      'percent',
      'atLeast: 95',
      '{ above: 5, points: 1 }',
      `${at}[0] | The band runs against its target: atLeast is missed by low values. | Write where it ends`,
    ],
    [
      'a band against its target downwards',
      'percent',
      'atMost: 5',
      '{ below: 95, points: 1 }',
      `${at}[0] | The band runs against its target: atMost is missed by high values. | Write where it begins`,
    ],
    ['a band without an edge', 'percent', 'atLeast: 95', '{ points: 1 }', `${at}[0] | The band has no edge.`],
    [
      'two lower edges',
      'percent',
      'atLeast: 95',
      '{ from: 1, above: 1, below: 95, points: 1 }',
      `${at}[0] | \`from\` and \`above\` exclude each other.`,
    ],
    [
      'two upper edges',
      'percent',
      'atLeast: 95',
      '{ below: 95, upTo: 95, points: 1 }',
      `${at}[0] | \`below\` and \`upTo\` exclude each other.`,
    ],
    ['a band without a price', 'percent', 'atLeast: 95', '{ below: 95 }', `${at}[0] | It has no price.`],
    [
      'a time for an edge of a share',
      'percent',
      'atLeast: 95',
      '{ below: 4h, points: 1 }',
      `${at}[0].below | 4h is a time`,
    ],
    ['no bands', 'percent', 'atLeast: 95', '', `${at} | It has 0 items.`],
  ])('refuses %s', (_what, unit, target, bands, expected) => {
    const errors = errorsOf(document(unit, target, `{ bands: [${bands}] }`));
    expect(errors.find((error) => error.startsWith(expected)) ?? errors).toBeTypeOf('string');
  });

  const contains = ({ lower, upper }: Band, value: Rational): boolean => {
    const low = lower === undefined ? 1 : value.compare(lower.value);
    const high = upper === undefined ? -1 : value.compare(upper.value);
    return (low > 0 || (low === 0 && lower!.inclusive)) && (high < 0 || (high === 0 && upper!.inclusive));
  };

  it('hold every value that misses the target once, and none that meets it', () => {
    const comparisons = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...comparisons),
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.func(fc.boolean()),
        (comparison, values, turned, inclusive) => {
          const high = comparison === 'atLeast' || comparison === 'moreThan';
          const edges = [...values].sort((a, b) => (high ? a - b : b - a));
          const expected = edges.at(-1)!;
          const bands = edges.map((edge) => {
            const atTarget = edge === expected;
            const holdsEdge = atTarget
              ? comparison === 'moreThan' || comparison === 'lessThan'
              : inclusive(edge);
            return `{ ${high ? (holdsEdge ? 'upTo' : 'below') : holdsEdge ? 'from' : 'above'}: ${edge}, points: 1 }`;
          });
          const written = (turned ? [...bands].reverse() : bands).join(', ');
          const rule = ruleOf('percent', `${comparison}: ${expected}`, `{ bands: [${written}] }`);
          for (let half = 0; half <= 200; half += 1) {
            const value = Rational.of(half, 2);
            const difference = value.compare(Rational.of(expected));
            const met = {
              atLeast: difference >= 0,
              moreThan: difference > 0,
              atMost: difference <= 0,
              lessThan: difference < 0,
            }[comparison];
            const holding = rule.kind === 'bands' ? rule.bands.filter((band) => contains(band, value)) : [];
            expect(holding).toHaveLength(met ? 0 : 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('per unit', () => {
  it.each([
    [
      'percent',
      'atLeast: 99.9',
      'each: 0.1, round: ceil, amount: 2',
      { beyond: 'value', each: Rational.parse('0.1'), round: 'ceil', atMostUnits: undefined },
    ],
    [
      'time',
      'atMost: 4h',
      'each: 15m, round: floor, points: 1, atMostUnits: 10',
      { beyond: 'value', each: Rational.of(900), round: 'floor', atMostUnits: Rational.of(10) },
    ],
    [
      'availability',
      'atLeast: 99.5',
      'each: 1h, beyond: lost-time, round: exact, points: 5',
      { beyond: 'lost-time', each: Rational.of(3600), round: 'exact' },
    ],
  ])('of a %s', (unit, target, keys, expected) => {
    expect(ruleOf(unit, target, `{ perUnit: { ${keys} } }`)).toMatchObject({ kind: 'per-unit', ...expected });
  });

  it.each([
    [
      'lost time of what is no availability',
      'percent',
      'atLeast: 99',
      'each: 1h, beyond: lost-time, round: ceil, points: 1',
      'beyond | Only availability loses time; this measure is reported.',
    ],
    [
      'a time of an availability',
      'availability',
      'atLeast: 99',
      'each: 1h, round: ceil, points: 1',
      'each | 1h is a time, but the measure counts in percent. | Add `beyond: lost-time`',
    ],
    [
      'a bare number of lost time',
      'availability',
      'atLeast: 99',
      'each: 1, beyond: lost-time, round: ceil, points: 1',
      'each | 1 has no unit of time.',
    ],
    [
      'a unit of nothing',
      'percent',
      'atLeast: 99',
      'each: 0, round: ceil, points: 1',
      'each | 0 is no unit.',
    ],
    [
      'no units',
      'percent',
      'atLeast: 99',
      'each: 1, round: ceil, points: 1, atMostUnits: 0',
      'atMostUnits | 0 is not more than 0.',
    ],
    [
      'another rounding',
      'percent',
      'atLeast: 99',
      'each: 1, round: up, points: 1',
      'round | "up" is not one of the choices.',
    ],
    ['no price', 'percent', 'atLeast: 99', 'each: 1, round: ceil', ' | It has no price.'],
  ])('refuses %s', (_what, unit, target, keys, expected) => {
    const errors = errorsOf(document(unit, target, `{ perUnit: { ${keys} } }`));
    const whole = `serviceLevels[2].credit.perUnit${expected.startsWith(' ') ? '' : '.'}${expected}`;
    expect(errors.find((error) => error.startsWith(whole)) ?? errors).toBeTypeOf('string');
  });
});

describe('fixed', () => {
  it.each([
    ['fixed: "250.00"', { per: 'miss', price: { kind: 'money', amount: Rational.of(250) } }],
    ['fixed: { amount: 250 }', { per: 'miss', price: { kind: 'money', amount: Rational.of(250) } }],
    ['fixed: { points: 2, per: event }', { per: 'event', price: { kind: 'points', points: Rational.of(2) } }],
    [
      'fixed: { percent: 2 }, of: [managed, internet]',
      { per: 'miss', price: { kind: 'percent', percent: Rational.of(2) } },
    ],
  ])('reads %s', (credit, expected) => {
    expect(ruleOf('count', 'atMost: 0', `{ ${credit} }`)).toEqual({ kind: 'fixed', ...expected });
  });
});

describe('the band of what was not reported', () => {
  const bands = '{ bands: [ { below: 85, points: 2 }, { below: 95, points: 1 } ]';
  it.each([
    ['', undefined],
    [', notReported: nearest-band', undefined],
    [', notReported: worst-band', 'worst-band'],
  ])('%s', (key, notReported) => {
    expect(ruleOf('percent', 'atLeast: 95', `${bands}${key} }`)).toMatchObject({ notReported });
  });

  it('is only said where a period without a report is missed', () => {
    const credit = `${bands}, notReported: worst-band }`;
    const problem = '.credit.notReported | No period of this level is missed';
    expect(errorsOf(document('availability', 'atLeast: 95', credit)).join()).toContain(problem);
    const level = `{ id: s, measure: { kind: reported, unit: percent, whenNotReported: not-measured }, target: { atLeast: 95 }, credit: ${credit} }`;
    expect(errorsOf(exampleWith('', { serviceLevels: level })).join()).toContain(problem);
  });
});
