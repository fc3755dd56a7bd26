import { Rational } from '@tallystick/quantities';
import { describe, expect, it, test } from 'vitest';
import { exampleWith, load } from '../testing/documents.js';
import { plain } from '../testing/entries.js';
import { wholeAgreement } from '../testing/example-agreement.js';
import { describeDuration, describeSeconds } from './describe-duration.js';
import { describeTerms } from './describe-terms.js';
import { describeReferences } from './references.js';
import { describeByPriority, joined, moneyOf } from './words.js';

test.each([
  [0, 'no time'],
  [1, '1 second'],
  [60, '1 minute'],
  [5400, '1 hour 30 minutes'],
  [7325, '2 hours 2 minutes 5 seconds'],
  [259_200, '72 hours'],
])('%s seconds are %s', (seconds, words) => {
  expect(describeDuration(seconds)).toBe(words);
});

test('a part of a second is left out', () => {
  expect(describeSeconds(Rational.of(7, 2))).toBe('3 seconds');
});

test.each([
  ['18500', 2, 'GBP 18,500.00'],
  ['999.5', 2, 'GBP 999.50'],
  ['1234567', 0, 'GBP 1,234,567'],
  ['0.125', 2, 'GBP 0.125'],
  ['-1000', 2, 'GBP -1,000.00'],
])('money %s with %s places is %s', (amount, decimalPlaces, words) => {
  expect(moneyOf({ currency: { code: 'GBP', decimalPlaces } })(Rational.parse(amount))).toBe(words);
});

test('lists and limits by priority read as a sentence', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((parts) => joined(parts))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  const byPriority = new Map([['P1', '4h']]);
  expect(describeByPriority({ byPriority, otherwise: '8h' }, (each) => each)).toBe(
    '4h for P1 and 8h for every other priority',
  );
  expect(describeByPriority({ byPriority, otherwise: undefined }, (each) => each)).toBe('4h for P1');
});

describe('references to other clauses', () => {
  const terms = load(
    exampleWith('credits: {}', {
      charges: '{ id: fee, clause: "1", amount: 10, per: month }',
      calendars: '{ id: c, clause: "2", hours: 24x7 }',
      clocks: '{ id: k, clause: "3", from: opened, to: closed, calendar: { P1: c, else: office } }',
      serviceLevels: `
id: s
clause: "4"
measure: { kind: ticket-share, where: { type: incident }, clock: k, within: 4h }
target: { atLeast: 95 }
credit: { fixed: { percent: 1 }, of: [fee] }
`,
      exit: '{ id: e, when: { sumOf: points, atLeast: 5 points, over: 3 periods, serviceLevels: [s] } }',
    }),
  );

  it('name each once with its place, and leave out what has none', () => {
    expect(describeReferences(terms.serviceLevels.get('s')!, terms)).toEqual([
      'Refers to: clock k (3); charge fee (1).',
    ]);
    expect(describeReferences(terms.clocks.get('k')!, terms)).toEqual(['Refers to: calendar c (2).']);
    expect(describeReferences(terms.exits.get('e')!, terms)).toEqual(['Refers to: service level s (4).']);
    expect(describeReferences(terms.charges.get('fee')!, terms)).toEqual([]);
  });
});

test('no word of the language that is none of people stands in the whole example', () => {
  const words = describeTerms(load(plain(wholeAgreement)))
    .flatMap(({ clauses }) => clauses.flatMap(({ lines }) => lines))
    .join('\n');
  for (const jargon of [
    /\b(?:retarget|keep-breach|freeze-overrun|waiting-client|public-reply|half-up|not-measured)\b/,
    /\b\d+[hms]\b/,
    /\bmon-fri\b/,
    /\b(?:by|and|of) (?:provider|client)\b/,
  ]) {
    expect(words).not.toMatch(jargon);
  }
});
